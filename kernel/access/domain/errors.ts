import { DomainError } from '@allmende/errors';

/** Thrown when a member of the authority lacks the role for this act. */
export class NotPermitted extends DomainError {
  override name = 'NotPermitted';

  constructor() {
    super({ kind: 'forbidden', code: 'access/not-permitted', message: 'Ihre Rollen reichen dafür nicht aus. Bitte wenden Sie sich an die Digitalbeauftragten Ihrer Behörde.' });
  }
}

/** Thrown when nobody is signed in and the thing is for staff. */
export class SignInNeeded extends DomainError {
  override name = 'SignInNeeded';

  constructor() {
    super({ kind: 'unauthenticated', code: 'access/sign-in-needed', message: 'Bitte melden Sie sich an.' });
  }
}

/** Thrown when a sensitive act needs the person to show again who they are; with the API that means a new session. */
export class ConfirmationNeeded extends DomainError {
  override name = 'ConfirmationNeeded';

  constructor() {
    super({ kind: 'unauthenticated', code: 'access/confirmation-needed', message: 'Dafür ist eine frische Anmeldung nötig. Bitte melden Sie sich neu an und versuchen Sie es noch einmal.' });
  }
}
