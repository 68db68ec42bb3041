import { DomainError } from '@allmende/errors';

/** Thrown for every sign-in that fails: says nothing about which part was wrong or whether the account exists. */
export class SignInRefused extends DomainError {
  override name = 'SignInRefused';

  constructor() {
    super({ kind: 'unauthenticated', code: 'identity/sign-in-refused', message: 'E-Mail-Adresse oder Passwort stimmt nicht.' });
  }
}

/** Thrown while an account or address has to wait after failed sign-ins, whatever the password; the same for accounts that do not exist. */
export class SignInPaused extends DomainError {
  override name = 'SignInPaused';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super({ kind: 'too-many', code: 'identity/sign-in-paused', message: `Zu viele Versuche. Bitte versuchen Sie es in ${retryAfterSeconds} Sekunden noch einmal.` });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Thrown when the password is right but was a one-time password that nobody used in time. */
export class OneTimePasswordExpired extends DomainError {
  override name = 'OneTimePasswordExpired';

  constructor() {
    super({ kind: 'forbidden', code: 'identity/one-time-password-expired', message: 'Das Einmal-Passwort ist abgelaufen. Bitte lassen Sie sich von den Digitalbeauftragten Ihrer Behörde ein neues geben.' });
  }
}

/** Thrown when an address already has an account. */
export class EmailTaken extends DomainError {
  override name = 'EmailTaken';

  constructor() {
    super({ kind: 'conflict', code: 'identity/email-taken', message: 'Zu dieser E-Mail-Adresse gibt es schon ein Konto.' });
  }
}

/** Thrown when somebody wants to change the own rights, or the own account in place of a colleague. */
export class OwnRights extends DomainError {
  override name = 'OwnRights';

  constructor() {
    super({ kind: 'forbidden', code: 'identity/own-rights', message: 'Die eigenen Rechte ändert eine andere Person.' });
  }
}

/** Thrown when a role does not fit: platform roles in an authority, authority roles on the platform, or a role that the acting person may not give. */
export class RoleNotGivable extends DomainError {
  override name = 'RoleNotGivable';

  constructor() {
    super({ kind: 'forbidden', code: 'identity/role-not-givable', message: 'Diese Rolle können Sie hier nicht vergeben.' });
  }
}

/** Thrown when an account also works elsewhere, so that nobody here alone may reset or disable it. */
export class WorksElsewhere extends DomainError {
  override name = 'WorksElsewhere';

  constructor() {
    super({ kind: 'forbidden', code: 'identity/works-elsewhere', message: 'Diese Person arbeitet auch für eine andere Behörde. Bitte wenden Sie sich an den Betrieb der Plattform.' });
  }
}

/** Thrown when the password is right and the account has a second factor that was not shown. `step` opens nothing but the page for it. */
export class SecondFactorNeeded extends DomainError {
  override name = 'SecondFactorNeeded';
  readonly step: string;

  constructor(step: string) {
    super({ kind: 'unauthenticated', code: 'identity/second-factor-needed', message: 'Bitte bestätigen Sie die Anmeldung mit einem Code aus Ihrer App, einem Passkey oder einem Wiederherstellungscode.' });
    this.step = step;
  }
}

/** Thrown for a code that is wrong, was used before or belongs to nobody here. */
export class CodeRefused extends DomainError {
  override name = 'CodeRefused';

  constructor() {
    super({ kind: 'unauthenticated', code: 'identity/code-refused', message: 'Dieser Code stimmt nicht oder wurde schon benutzt.' });
  }
}

/** Thrown for a code of the app whose half minute is over or has not begun; it is used up, and the next one is taken. */
export class CodeNotNow extends DomainError {
  override name = 'CodeNotNow';

  constructor() {
    super({ kind: 'unauthenticated', code: 'identity/code-not-now', message: 'Dieser Code gilt gerade nicht. Bitte warten Sie auf den nächsten Code Ihrer App, und geben Sie ihn gleich ein.' });
  }
}

/** Thrown for a confirmation by the provider of the authority that has not happened, or too long ago. */
export class NotVouched extends DomainError {
  override name = 'NotVouched';

  constructor() {
    super({ kind: 'forbidden', code: 'identity/not-vouched', message: 'Ihre Behörde hat Sie noch nicht bestätigt. Bitte melden Sie sich zuerst dort noch einmal an.' });
  }
}

/** Thrown for a passkey that does not fit: unknown, of another person, for another page, answered before, or a copy. */
export class PasskeyRefused extends DomainError {
  override name = 'PasskeyRefused';

  constructor(cause?: unknown) {
    super({ kind: 'unauthenticated', code: 'identity/passkey-refused', message: 'Mit diesem Passkey hat es nicht geklappt. Bitte versuchen Sie es noch einmal oder melden Sie sich auf andere Weise an.', ...(cause === undefined ? {} : { cause }) });
  }
}

/** Thrown when the time for the second step of a sign-in is over. */
export class SignInStepOver extends DomainError {
  override name = 'SignInStepOver';

  constructor() {
    super({ kind: 'unauthenticated', code: 'identity/sign-in-step-over', message: 'Die Zeit für die Anmeldung ist um. Bitte beginnen Sie noch einmal.' });
  }
}

/** Thrown when the last second factor would go where everybody needs one. */
export class LastFactor extends DomainError {
  override name = 'LastFactor';

  constructor() {
    super({ kind: 'conflict', code: 'identity/last-factor', message: 'Das ist Ihr letzter zweiter Faktor. Richten Sie zuerst einen anderen ein.' });
  }
}

/** Thrown for an invitation that was used, is too old or never was. */
export class InvitationOver extends DomainError {
  override name = 'InvitationOver';

  constructor() {
    super({ kind: 'gone', code: 'identity/invitation-over', message: 'Diese Einladung gilt nicht mehr. Bitte lassen Sie sich von den Digitalbeauftragten Ihrer Behörde eine neue geben.' });
  }
}

/** Thrown when the person who asked for something also wants to approve it. */
export class OwnRequest extends DomainError {
  override name = 'OwnRequest';

  constructor() {
    super({ kind: 'forbidden', code: 'identity/own-request', message: 'Das gibt eine zweite Person frei.' });
  }
}
