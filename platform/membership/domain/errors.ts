import { DomainError } from '@allmende/errors';

/** Thrown when an authority belongs already or has an application that waits. */
export class AlreadyApplied extends DomainError {
  override name = 'AlreadyApplied';

  constructor(state: 'member' | 'waiting') {
    super({
      kind: 'conflict', code: 'membership/already-applied',
      message: state === 'member' ? 'Diese Behörde ist schon Mitglied.' : 'Für diese Behörde liegt schon ein Antrag vor. Wir melden uns, sobald darüber entschieden ist.',
    });
  }
}

/** Thrown when somebody decides an application that is decided. */
export class AlreadyDecided extends DomainError {
  override name = 'AlreadyDecided';

  constructor() {
    super({ kind: 'conflict', code: 'membership/already-decided', message: 'Über diesen Antrag ist schon entschieden.' });
  }
}

/** Thrown when a version of the statutes or a table of classes for this day was entered before. Entered things are never changed. */
export class AlreadyEntered extends DomainError {
  override name = 'AlreadyEntered';

  constructor(what: 'statutes' | 'classes' | 'private-share') {
    super({
      kind: 'conflict', code: 'membership/already-entered',
      message: what === 'private-share' ? 'Mit diesem ersten Tag ist die Beteiligung schon eingetragen.' : what === 'statutes' ? 'Diese Fassung der Satzung ist schon eingetragen. Tragen Sie eine neue Fassung ein.' : 'Für diesen Tag sind schon Beitragsklassen eingetragen. Nehmen Sie einen späteren Tag.',
    });
  }
}

/** Thrown when the shipped list of founding members cannot be used; a fault of the installation. */
export class UnreadableFoundingMembers extends DomainError {
  override name = 'UnreadableFoundingMembers';

  constructor(line: number, reason: string) {
    super({ kind: 'invalid', code: 'membership/unreadable-founding-members', message: `standards/membership/founding-members.csv, Zeile ${line}: ${reason}` });
  }
}
