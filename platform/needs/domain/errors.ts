import { DomainError } from '@allmende/errors';

/** Thrown when a need is no longer open. */
export class NeedNotOpen extends DomainError {
  override name = 'NeedNotOpen';

  constructor(state: 'ordered' | 'withdrawn') {
    super({
      kind: 'conflict', code: 'needs/need-not-open',
      message: state === 'ordered' ? 'Zu diesem Bedarf ist schon etwas bestellt und vereinbart.' : 'Dieser Bedarf wurde zurückgezogen.',
    });
  }
}
