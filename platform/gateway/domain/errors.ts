import { DomainError } from '@allmende/errors';

/** Somebody signed in has no access to what they asked for, or there is no such thing: both look the same. */
export class NoEntry extends DomainError {
  override name = 'NoEntry';

  constructor() {
    super({ kind: 'forbidden', code: 'gateway/no-entry', message: 'Sie haben keinen Zugang zu dieser Anwendung.' });
  }
}

/** The person works for another authority, or their account is closed. */
export class NotOfThisAuthority extends DomainError {
  override name = 'NotOfThisAuthority';

  constructor() {
    super({ kind: 'invalid', code: 'gateway/not-of-this-authority', message: 'Zugang erhält nur, wer für diese Behörde arbeitet.' });
  }
}

/** The domain belongs to another instance already, or no certificate could come for it. */
export class DomainTaken extends DomainError {
  override name = 'DomainTaken';

  constructor() {
    super({ kind: 'conflict', code: 'gateway/domain-taken', message: 'Diese Domain ist schon vergeben.' });
  }
}
