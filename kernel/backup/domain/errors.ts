import { DomainError } from '@allmende/errors';

/** Thrown when a backup is not whole, was changed, or does not fit together; the message names the file. */
export class DamagedBackup extends DomainError {
  override name = 'DamagedBackup';

  constructor(what: string, options: { cause?: unknown } = {}) {
    super({ kind: 'conflict', code: 'backup/damaged', message: `Die Sicherung ist beschädigt oder unvollständig: ${what}`, ...options });
  }
}

/** Thrown when the recovery key or passphrase does not open a backup. */
export class WrongRecoveryKey extends DomainError {
  override name = 'WrongRecoveryKey';

  constructor(message = 'Dieser Wiederherstellungsschlüssel oder diese Passphrase öffnet die Sicherung nicht.') {
    super({ kind: 'forbidden', code: 'backup/wrong-recovery-key', message });
  }
}

/** Thrown when something was asked of a backup that cannot be done; the message says what can. */
export class CannotBackUp extends DomainError {
  override name = 'CannotBackUp';

  constructor(message: string, options: { cause?: unknown } = {}) {
    super({ kind: 'conflict', code: 'backup/cannot-back-up', message, ...options });
  }
}

/** Thrown when a backup cannot be restored as asked; nothing was changed. */
export class CannotRestore extends DomainError {
  override name = 'CannotRestore';

  constructor(message: string, options: { cause?: unknown } = {}) {
    super({ kind: 'conflict', code: 'backup/cannot-restore', message, ...options });
  }
}
