import { DomainError } from '@allmende/errors';

/** Thrown when the state of the order does not allow the act. */
export class NotInThisOrderState extends DomainError {
  override name = 'NotInThisOrderState';

  constructor(message: string) {
    super({ kind: 'conflict', code: 'procurement/not-in-this-state', message });
  }
}

/** Thrown when the order changed after the person looked at it. */
export class OrderHasChanged extends DomainError {
  override name = 'OrderHasChanged';

  constructor() {
    super({ kind: 'conflict', code: 'procurement/order-has-changed', message: 'Die Bestellung hat sich geändert, seit Sie sie geöffnet haben. Bitte sehen Sie sie noch einmal an.' });
  }
}

/** Thrown when somebody decides an order that they worked on themselves, in whatever role. */
export class SecondPersonNeeded extends DomainError {
  override name = 'SecondPersonNeeded';

  constructor() {
    super({ kind: 'forbidden', code: 'procurement/second-person-needed', message: 'Sie haben an dieser Bestellung mitgearbeitet. Freigeben, ablehnen oder unterzeichnen muss eine andere Person.' });
  }
}

/** Thrown when a step of the authority's own rules is missing before an approval; the message says which. */
export class StepMissing extends DomainError {
  override name = 'StepMissing';

  constructor(what: string, notYet = 'Diese Bestellung kann noch nicht freigegeben werden.') {
    super({ kind: 'conflict', code: 'procurement/step-missing', message: `${notYet} ${what}` });
  }
}

/** Thrown when an order is so large that by the authority's own rules only its head approves. */
export class HeadNeeded extends DomainError {
  override name = 'HeadNeeded';

  constructor() {
    super({ kind: 'forbidden', code: 'procurement/head-needed', message: 'Ab diesem Betrag gibt nach den Regeln Ihrer Behörde nur die Leitung frei.' });
  }
}

/** Thrown when something dated stands there already: entered values are never changed, a new one gets a new day. */
export class AlreadyStands extends DomainError {
  override name = 'AlreadyStands';

  constructor() {
    super({ kind: 'conflict', code: 'procurement/already-stands', message: 'Für diesen Tag steht schon etwas anderes. Bitte nehmen Sie einen anderen ersten Tag.' });
  }
}

/** Thrown when an ordered app needs something that the operator of this platform has not set up; the message names it with its setting. */
export class NeedsNotProvided extends DomainError {
  override name = 'NeedsNotProvided';

  constructor(reasons: readonly string[]) {
    super({ kind: 'conflict', code: 'procurement/needs-not-provided', message: `Diese Bestellung kann noch nicht freigegeben werden. ${reasons.join(' ')} Bitte wenden Sie sich an den Betrieb der Plattform; danach geben Sie die Bestellung frei.` });
  }
}

/** Thrown when the ground for award is not proven on this day; the message says what is missing and who enters it. */
export class AwardNotProven extends DomainError {
  override name = 'AwardNotProven';

  readonly reasons: readonly string[];

  constructor(reasons: readonly string[], notPossible = 'Ohne nachgewiesenen Vergabegrund ist keine Bestellung möglich.') {
    super({ kind: 'conflict', code: 'procurement/award-not-proven', message: `${notPossible} ${reasons.join(' ')}` });
    this.reasons = reasons;
  }
}

/** Thrown when no text of the processing agreement is in force. */
export class NoAgreementText extends DomainError {
  override name = 'NoAgreementText';

  constructor() {
    super({
      kind: 'conflict', code: 'procurement/no-agreement-text',
      message: 'Für heute ist kein Text der Vereinbarung zur Auftragsverarbeitung (Art. 28 DSGVO) eingetragen. Ohne sie kommt kein Vertrag zustande. Die Betreiberin der Plattform muss ihn eintragen.',
    });
  }
}

/** Thrown when an offer cannot be ordered as asked; the message says why. */
export class NotOrderable extends DomainError {
  override name = 'NotOrderable';

  constructor(message: string) {
    super({ kind: 'conflict', code: 'procurement/not-orderable', message });
  }
}

/** Thrown when a version of the processing agreement is there already. Entered texts are never changed. */
export class AgreementAlreadyEntered extends DomainError {
  override name = 'AgreementAlreadyEntered';

  constructor() {
    super({ kind: 'conflict', code: 'procurement/agreement-already-entered', message: 'Diese Fassung ist schon eingetragen. Geben Sie der neuen einen anderen Namen und einen späteren ersten Tag.' });
  }
}

/** Thrown when a table that ships with the platform cannot be used; a fault of the installation. */
export class UnreadableStandard extends DomainError {
  override name = 'UnreadableStandard';

  constructor(file: string, line: number, reason: string) {
    super({ kind: 'invalid', code: 'procurement/unreadable-standard', message: `standards/procurement/${file}, Zeile ${line}: ${reason}` });
  }
}
