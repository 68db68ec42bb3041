import { DomainError } from '@allmende/errors';

/** Thrown when evidence comes before the case that it belongs to; delivery tries again. */
export class NoCaseYet extends DomainError {
  override name = 'NoCaseYet';

  constructor() {
    super({ kind: 'unavailable', code: 'cases/no-case-yet', message: 'Zu diesem Nachweis gibt es noch keinen Fall. Er wird später noch einmal zugestellt.' });
  }
}

/** Thrown when somebody else changed the case after it was shown to the person. */
export class CaseChanged extends DomainError {
  override name = 'CaseChanged';

  constructor() {
    super({ kind: 'conflict', code: 'cases/case-changed', message: 'Jemand anderes hat diesen Fall inzwischen geändert. Ihre Änderung ist nicht gespeichert. Sehen Sie sich den Fall noch einmal an.' });
  }
}

/** Thrown when a case is not in a state for this; the message says why and what to do. */
export class NotPossibleNow extends DomainError {
  override name = 'NotPossibleNow';

  constructor(message: string) {
    super({ kind: 'conflict', code: 'cases/not-possible-now', message });
  }
}

/** Thrown while the authority has not ordered the app or has paused it. */
export class CasesNotRunning extends DomainError {
  override name = 'CasesNotRunning';

  constructor() {
    super({ kind: 'conflict', code: 'cases/not-running', message: 'Die Anwendung „Fälle“ läuft für diese Behörde gerade nicht.' });
  }
}

/** Thrown when somebody else saved a text block after it was shown to the person. */
export class TextBlockChanged extends DomainError {
  override name = 'TextBlockChanged';

  constructor() {
    super({ kind: 'conflict', code: 'cases/text-block-changed', message: 'Jemand anderes hat diesen Textbaustein inzwischen gespeichert. Ihre Fassung steht noch im Formular. Vergleichen Sie und speichern Sie noch einmal.' });
  }
}
