import { DomainError } from '@allmende/errors';

/** Thrown when a register file cannot be read; `line` counts from 1. The caller shows the line and the reason and imports nothing. */
export class UnreadableRegister extends DomainError {
  override name = 'UnreadableRegister';

  constructor(file: string, line: number, reason: string) {
    super({ kind: 'invalid', code: 'register/unreadable-register', message: `${file}, Zeile ${line}: ${reason}` });
  }
}

/** Thrown when an edition is older than the one in force: the register only moves forward. */
export class EditionTooOld extends DomainError {
  override name = 'EditionTooOld';

  constructor(date: string, inForce: string) {
    super({ kind: 'conflict', code: 'register/edition-too-old', message: `Der Gebietsstand ${date} ist älter als der vorhandene (${inForce}).` });
  }
}

/** Thrown when somebody wants to change a competence that is not theirs to change. */
export class NotYourCompetence extends DomainError {
  override name = 'NotYourCompetence';

  constructor() {
    super({ kind: 'forbidden', code: 'register/not-your-competence', message: 'Ihre Behörde ist für diesen Ort und diese Leistung nicht zuständig. Bitte wenden Sie sich an den Betreiber.' });
  }
}

/** Thrown when a successor is named for a place that has not vanished, or that is itself gone. */
export class NoSuccession extends DomainError {
  override name = 'NoSuccession';

  constructor(message: string) {
    super({ kind: 'conflict', code: 'register/no-succession', message });
  }
}
