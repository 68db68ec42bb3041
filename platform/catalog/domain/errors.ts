import { DomainError } from '@allmende/errors';

/** Thrown when the description that an app brings along cannot be read. */
export class UnreadableDescription extends DomainError {
  override name = 'UnreadableDescription';

  constructor(line: number, reason: string) {
    super({ kind: 'invalid', code: 'catalog/unreadable-description', message: `Die Beschreibung ist nicht lesbar (Zeile ${line}): ${reason}` });
  }
}

/** Thrown when a price already stands for this class and day: prices are not changed afterwards, a new one gets a new day. */
export class PriceAlreadySet extends DomainError {
  override name = 'PriceAlreadySet';

  constructor() {
    super({ kind: 'conflict', code: 'catalog/price-already-set', message: 'Für diese Beitragsklasse und diesen Tag steht schon ein anderer Preis. Geben Sie einen späteren Tag an.' });
  }
}

/** Thrown when a file or folder to be imported does not exist or cannot be read. */
export class NothingToImport extends DomainError {
  override name = 'NothingToImport';

  constructor() {
    super({ kind: 'invalid', code: 'catalog/nothing-to-import', message: 'Unter diesem Pfad liegt keine lesbare Datei und kein Ordner.' });
  }
}

/** Thrown when the same statement on sustainability was withdrawn: it does not come back unchanged. */
export class StatementWithdrawn extends DomainError {
  override name = 'StatementWithdrawn';

  constructor() {
    super({ kind: 'conflict', code: 'catalog/statement-withdrawn', message: 'Genau diese Angabe wurde zurückgezogen. Bitte geben Sie einen neuen Stand mit seiner Quelle an.' });
  }
}

/** Thrown when a statement on sustainability is confirmed or withdrawn already, or needs no confirmation. */
export class StatementDecided extends DomainError {
  override name = 'StatementDecided';

  constructor() {
    super({ kind: 'conflict', code: 'catalog/statement-decided', message: 'Über diese Angabe ist schon entschieden. Bitte laden Sie die Seite neu.' });
  }
}
