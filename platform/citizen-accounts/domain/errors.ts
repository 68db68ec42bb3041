import { DomainError } from '@allmende/errors';
import type { Level } from './level.ts';

/** Thrown when somebody must first prove who they are, or prove it better. `level` says how surely. */
export class IdentityNeeded extends DomainError {
  override name = 'IdentityNeeded';
  readonly level: Level;

  constructor(level: Level) {
    super({ kind: 'forbidden', code: 'citizen-accounts/identity-needed', message: 'Für diesen Schritt müssen Sie sich ausweisen. Melden Sie sich an, dann geht es hier weiter.' });
    this.level = level;
  }
}

/** Why an answer of BundID was not believed. For the log; none of them names a person. */
export const REFUSALS = [
  'unreadable', 'too-large', 'doctype', 'comment', 'shape', 'assertions', 'duplicate-id', 'signature-missing', 'signature-place', 'signature-method', 'signature-invalid', 'certificate-expired', 'metadata-expired', 'status', 'encryption-method', 'decryption', 'issuer', 'destination', 'audience', 'recipient',
  'confirmation', 'in-response-to', 'not-yet', 'expired', 'authentication-old', 'level-unknown', 'level-too-low', 'attribute-twice', 'attribute-shape', 'subject-missing', 'request-unknown', 'request-used',
] as const;

export type Refusal = (typeof REFUSALS)[number];

/** Thrown when an answer of BundID was not believed. The person learns only that it did not work; `why` is for the log. */
export class AnswerRefused extends DomainError {
  override name = 'AnswerRefused';
  readonly why: Refusal;

  constructor(why: Refusal) {
    super({ kind: 'forbidden', code: 'citizen-accounts/answer-refused', message: 'Die Anmeldung hat nicht geklappt. Ihre Angaben sind noch da. Bitte versuchen Sie es noch einmal.' });
    this.why = why;
  }
}

/** Thrown when nobody has connected this installation with BundID, or its metadata ran out. */
export class NoIdentityProvider extends DomainError {
  override name = 'NoIdentityProvider';

  constructor() {
    super({ kind: 'unavailable', code: 'citizen-accounts/no-identity-provider', message: 'Die Anmeldung mit der BundID ist hier zurzeit nicht möglich. Wenden Sie sich bitte an die Behörde.' });
  }
}
