import { DomainError } from '@allmende/errors';

/** The authority's own provider gave no good answer. `reason` is for the person who connects it, in German. */
export class ProviderFailed extends DomainError {
  override name = 'ProviderFailed';
  readonly reason: string;

  constructor(reason: string, options: { readonly cause?: unknown } = {}) {
    super({ kind: 'unavailable', code: 'single-sign-on/provider-failed', message: 'Die Anmeldung Ihrer Behörde antwortet gerade nicht so, wie sie soll. Bitte versuchen Sie es später noch einmal, oder melden Sie sich mit Ihrem Passwort an.', ...options });
    this.reason = reason;
  }
}

/** Somebody was to show again who they are, and the provider does not say that they did. */
export class NotFresh extends DomainError {
  override name = 'NotFresh';

  constructor() {
    super({ kind: 'forbidden', code: 'single-sign-on/not-fresh', message: 'Die Anmeldung Ihrer Behörde hat nicht bestätigt, dass Sie sich gerade neu angemeldet haben. Bitte versuchen Sie es noch einmal, oder bestätigen Sie mit Passkey oder Passwort.' });
  }
}

/** Somebody was to show again who they are, and somebody else did. */
export class OtherPerson extends DomainError {
  override name = 'OtherPerson';

  constructor() {
    super({ kind: 'forbidden', code: 'single-sign-on/other-person', message: 'Bei Ihrer Behörde hat sich ein anderes Konto angemeldet als hier. Bitte melden Sie sich dort mit Ihrem eigenen an.' });
  }
}

/** Somebody signed in at the authority, but no group of theirs gives a role here. */
export class NoRoleByGroups extends DomainError {
  override name = 'NoRoleByGroups';

  constructor() {
    super({ kind: 'forbidden', code: 'single-sign-on/no-role', message: 'Sie sind bei Ihrer Behörde angemeldet, aber keine Ihrer Gruppen gibt Ihnen hier eine Aufgabe. Bitte wenden Sie sich an die oder den Digitalbeauftragten.' });
  }
}
