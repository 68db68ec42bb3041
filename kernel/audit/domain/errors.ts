import { DomainError } from '@allmende/errors';

/** Thrown when an act is to be recorded in a shape that the log does not take; a fault of the calling code, never of the person. */
export class UnrecordableAct extends DomainError {
  override name = 'UnrecordableAct';

  constructor(reason: string) {
    super({ kind: 'invalid', code: 'audit/unrecordable-act', message: `Der Vorgang kann nicht protokolliert werden: ${reason}` });
  }
}

/** Thrown when a text is no signed checkpoint, or not one of this key. */
export class InvalidCheckpoint extends DomainError {
  override name = 'InvalidCheckpoint';

  constructor(reason: string) {
    super({ kind: 'invalid', code: 'audit/invalid-checkpoint', message: `Der Prüfpunkt ist nicht gültig: ${reason}` });
  }
}

/** Thrown when a proof is asked for in the fraction of a second in which the entry has no place in the tree yet. */
export class EntryWaits extends DomainError {
  override name = 'EntryWaits';

  constructor() {
    super({ kind: 'conflict', code: 'audit/entry-waits', message: 'Der Eintrag hat noch keinen Platz im Protokoll. Bitte versuchen Sie es in einer Sekunde noch einmal.' });
  }
}

/** Thrown when a time stamp cannot be had, or is none that may be trusted. */
export class TimeStampRefused extends DomainError {
  override name = 'TimeStampRefused';

  constructor(reason: string, options: { readonly cause?: unknown } = {}) {
    super({ kind: 'unavailable', code: 'audit/time-stamp-refused', message: `Kein Zeitstempel: ${reason}`, ...options });
  }
}
