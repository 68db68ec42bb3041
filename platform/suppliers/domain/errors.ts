import { DomainError } from '@allmende/errors';

/** Thrown when somebody has decided on a supplier already. */
export class AlreadyDecidedOnSupplier extends DomainError {
  override name = 'AlreadyDecidedOnSupplier';

  constructor() {
    super({ kind: 'conflict', code: 'suppliers/already-decided', message: 'Über diesen Anbieter ist schon entschieden. Bitte laden Sie die Seite neu.' });
  }
}
