import { DomainError } from '@allmende/errors';

/** Thrown when a solution does not stand so that this could be done: somebody was faster, or an earlier step is missing. */
export class ActNotPossible extends DomainError {
  override name = 'ActNotPossible';

  constructor() {
    super({ kind: 'conflict', code: 'vetting/act-not-possible', message: 'Das ist beim jetzigen Stand der Lösung nicht möglich. Bitte laden Sie die Seite neu.' });
  }
}

/** Thrown when a solution is to be approved or published whose level is too low. */
export class LevelTooLow extends DomainError {
  override name = 'LevelTooLow';

  constructor(level: number, needed: number) {
    super({ kind: 'conflict', code: 'vetting/level-too-low', message: `Die Lösung hat Stufe ${level}. Für den Store braucht sie mindestens Stufe ${needed}.` });
  }
}

/** Thrown when another solution of the vetting has the same repository. */
export class AlreadyInVetting extends DomainError {
  override name = 'AlreadyInVetting';

  constructor() {
    super({ kind: 'conflict', code: 'vetting/already-in-vetting', message: 'Eine Lösung mit diesem Repository ist schon in der Prüfung. Wenn es Ihre ist, öffnen Sie den vorhandenen Eintrag.' });
  }
}

/** Thrown when what was approved is no longer what would be published. */
export class ApprovedOtherwise extends DomainError {
  override name = 'ApprovedOtherwise';

  constructor() {
    super({ kind: 'conflict', code: 'vetting/approved-otherwise', message: 'Freigegeben wurde eine andere Fassung als diese. Bitte laden Sie die Seite neu.' });
  }
}
