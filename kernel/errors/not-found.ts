import { DomainError } from './domain-error.ts';

/** Thrown when a thing does not exist or the caller may not know of it: the two must look the same, byte for byte. */
export class NotFound extends DomainError {
  override name = 'NotFound';

  constructor(options: { cause?: unknown } = {}) {
    super({ kind: 'not-found', code: 'kernel/not-found', message: 'Diese Seite oder dieser Eintrag ist nicht vorhanden.', ...options });
  }
}
