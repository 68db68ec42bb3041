import { DomainError } from '@allmende/errors';
import type { RefusalReason } from '@allmende/fit-connect';

/** Thrown when the destination is not active, or does not take this service, region, schema or metadata. Nothing was encrypted. `reason` is the word of the check. */
export class DestinationUnfit extends DomainError {
  override name = 'DestinationUnfit';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super({ kind: 'conflict', code: 'delivery/destination-unfit', message: `Der Zustellpunkt nimmt diesen Antrag nicht (${reason}). Prüfen Sie, ob er aktiv ist und Leistung, Gemeinde und Fachdatenschema dort eingetragen sind.` });
    this.reason = reason;
  }
}

/** Thrown when the key of the destination is not to be trusted. Nothing was encrypted. */
export class KeyUntrusted extends DomainError {
  override name = 'KeyUntrusted';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super({ kind: 'conflict', code: 'delivery/key-untrusted', message: `Der Schlüssel des Zustellpunkts ist nicht vertrauenswürdig (${reason}). Es wurde nichts verschlüsselt und nichts gesendet. Wenden Sie sich an den Betreiber des Fachverfahrens.` });
    this.reason = reason;
  }
}

/** Thrown when the event log of a submission is not what it must be: wrong signature, another submission, other tags. */
export class EventsUntrusted extends DomainError {
  override name = 'EventsUntrusted';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super({ kind: 'conflict', code: 'delivery/events-untrusted', message: `Das Ereignisprotokoll des Zustelldienstes passt nicht zu dem, was gesendet wurde (${reason}). Wenden Sie sich an den Betreiber des Zustelldienstes.` });
    this.reason = reason;
  }
}

/** Thrown when no destination is competent for service and municipality, or more than one, or when the route is not signed as it must be. */
export class NoRoute extends DomainError {
  override name = 'NoRoute';

  constructor() {
    super({ kind: 'conflict', code: 'delivery/no-route', message: 'Für diese Leistung in dieser Gemeinde wurde kein eindeutiger Zustellpunkt gefunden. Tragen Sie die Zustellpunkt-ID bei den Einstellungen des Ziels ein.' });
  }
}

/** Thrown when nobody knows the schema of what is sent. */
export class NoSchema extends DomainError {
  override name = 'NoSchema';

  constructor() {
    super({ kind: 'conflict', code: 'delivery/no-schema', message: 'Für diese Leistung ist kein Fachdatenschema veröffentlicht. Ohne Schema nimmt kein Zustellpunkt einen Antrag.' });
  }
}
