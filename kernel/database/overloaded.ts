import { DomainError } from '@allmende/errors';

/** Thrown when no connection to the database became free in time: more is asked than can be answered. Nothing was changed. */
export class Overloaded extends DomainError {
  override name = 'Overloaded';

  constructor(cause: unknown) {
    super({ kind: 'unavailable', code: 'database/overloaded', message: 'Gerade nutzen sehr viele Menschen die Plattform. Nichts ging verloren. Versuchen Sie es in einer Minute noch einmal.', cause });
  }
}
