import { DomainError } from '@allmende/errors';

/** Thrown when something is said of an incident that is over, or called off that has begun. */
export class NotOpen extends DomainError {
  override name = 'NotOpen';

  constructor(message: string) {
    super({ kind: 'conflict', code: 'monitoring/not-open', message });
  }
}

/** Thrown when a report is wanted for a month that is not over, or of which nothing is known. */
export class MonthNotReportable extends DomainError {
  override name = 'MonthNotReportable';

  constructor(message: string) {
    super({ kind: 'conflict', code: 'monitoring/month-not-reportable', message });
  }
}

/** Thrown when the runtime of an app keeps nothing of what it writes. */
export class NoLogs extends DomainError {
  override name = 'NoLogs';

  constructor() {
    super({ kind: 'conflict', code: 'monitoring/no-logs', message: 'Für diese Anwendung gibt es hier keine Ausgaben zu lesen: Sie läuft in der Plattform oder in einer Umgebung, die keine aufhebt.' });
  }
}
