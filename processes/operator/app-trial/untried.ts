import { DomainError } from '@allmende/errors';

/** Thrown when a package is to be published that has not passed a trial as it stands. */
export class Untried extends DomainError {
  override name = 'Untried';

  constructor(level: number | undefined) {
    const state = level === undefined ? 'Genau dieser Stand des Pakets wurde hier nicht erprobt.' : `Die Erprobung dieses Standes kam nur bis Stufe ${level} von 7.`;
    super({ kind: 'conflict', code: 'operator/untried', message: `${state} Erproben Sie ihn mit „./allmende app test <Ordner>“ (mit demselben --data-dir), oder veröffentlichen Sie ohne Erprobung mit --untested.` });
  }
}
