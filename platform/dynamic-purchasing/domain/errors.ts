import { DomainError } from '@allmende/errors';

/** Thrown when the state of a system, request or competition does not allow the act; the message says why. */
export class NotNow extends DomainError {
  override name = 'NotNow';

  constructor(message: string) {
    super({ kind: 'conflict', code: 'dynamic-purchasing/not-now', message });
  }
}

/** Thrown when an offer arrives, or is withdrawn, after the deadline. */
export class TooLate extends DomainError {
  override name = 'TooLate';

  constructor() {
    super({ kind: 'conflict', code: 'dynamic-purchasing/too-late', message: 'Die Angebotsfrist ist abgelaufen. Es zählt der Zeitpunkt, zu dem das Angebot vollständig auf der Plattform ist. Danach kann nichts mehr abgegeben, ersetzt oder zurückgezogen werden.' });
  }
}

/** Thrown when somebody wants to see or open sealed offers before the deadline. */
export class TooEarly extends DomainError {
  override name = 'TooEarly';

  constructor() {
    super({ kind: 'conflict', code: 'dynamic-purchasing/too-early', message: 'Die Angebotsfrist läuft noch. Bis zu ihrem Ende gibt die Plattform kein versiegeltes Angebot heraus (§ 55 Abs. 1 VgV).' });
  }
}

/** Thrown when an envelope is not one for this competition and bidder. */
export class NotThisEnvelope extends DomainError {
  override name = 'NotThisEnvelope';

  constructor(message: string) {
    super({ kind: 'invalid', code: 'dynamic-purchasing/not-this-envelope', message });
  }
}

/** Thrown when shares of an opening officer do not fit the offers; the message names offers and officer. */
export class SharesRefused extends DomainError {
  override name = 'SharesRefused';

  constructor(message: string) {
    super({ kind: 'invalid', code: 'dynamic-purchasing/shares-refused', message });
  }
}

/** Thrown when a second person must act: whoever evaluated does not decide. */
export class AnotherPersonNeeded extends DomainError {
  override name = 'AnotherPersonNeeded';

  constructor() {
    super({ kind: 'forbidden', code: 'dynamic-purchasing/another-person-needed', message: 'Sie haben die Angebote gewertet. Über den Zuschlag entscheidet eine andere Person (§ 58 Abs. 5 VgV).' });
  }
}

/** Thrown when a supplier has not entered what is needed to take part. */
export class NoBidder extends DomainError {
  override name = 'NoBidder';

  constructor() {
    super({ kind: 'conflict', code: 'dynamic-purchasing/no-bidder', message: 'Bitte tragen Sie zuerst Anschrift und E-Mail-Adresse Ihres Unternehmens für Mitteilungen ein.' });
  }
}

/** Thrown when a shipped table cannot be used; a fault of the installation. */
export class UnreadablePeriods extends DomainError {
  override name = 'UnreadablePeriods';

  constructor(line: number, reason: string) {
    super({ kind: 'invalid', code: 'dynamic-purchasing/unreadable-periods', message: `standards/procurement/dynamic-purchasing-periods.csv, Zeile ${line}: ${reason}` });
  }
}
