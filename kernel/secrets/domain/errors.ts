import { DomainError } from '@allmende/errors';

/** Thrown when something sealed cannot be opened: wrong key, wrong place, or changed bytes. */
export class CannotOpen extends DomainError {
  override name = 'CannotOpen';

  constructor(options: { cause?: unknown } = {}) {
    super({ kind: 'unavailable', code: 'secrets/cannot-open', message: 'Die gespeicherten Angaben lassen sich nicht öffnen.', ...options });
  }
}

/** Thrown when the key of a case was destroyed: what it sealed is gone for good. */
export class KeyDestroyed extends DomainError {
  override name = 'KeyDestroyed';

  constructor() {
    super({ kind: 'gone', code: 'secrets/key-destroyed', message: 'Diese Angaben wurden gelöscht.' });
  }
}
