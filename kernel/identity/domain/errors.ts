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
