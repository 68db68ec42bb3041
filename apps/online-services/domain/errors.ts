import { DomainError, NotFound, type FieldProblem } from '@allmende/errors';

/** Thrown when a service cannot be switched on; `fields` names each value that is missing or wrong. */
export class ServiceNotReady extends DomainError {
  override name = 'ServiceNotReady';

  constructor(fields: readonly FieldProblem[]) {
    super({ kind: 'conflict', code: 'online-services/not-ready', message: 'Der Dienst kann noch nicht eingeschaltet werden. Ergänzen Sie die fehlenden örtlichen Angaben.', fields });
  }
}

/** Thrown when somebody releases what is not there any more: it was changed meanwhile, does not fit, or is switched on already. */
export class NothingToRelease extends DomainError {
  override name = 'NothingToRelease';

  constructor() {
    super({ kind: 'conflict', code: 'online-services/nothing-to-release', message: 'Die neue Fassung hat sich inzwischen geändert oder passt nicht zu Ihren Angaben. Sehen Sie sie noch einmal an.' });
  }
}

/** Thrown when somebody takes an application back that is decided. */
export class TooLateToWithdraw extends DomainError {
  override name = 'TooLateToWithdraw';

  constructor() {
    super({ kind: 'conflict', code: 'online-services/too-late-to-withdraw', message: 'Über Ihren Antrag ist schon entschieden. Sie können ihn nicht mehr zurücknehmen. Was Sie gegen die Entscheidung tun können, steht im Bescheid.' });
  }
}

/** Thrown when an application cannot be taken back online, because the system that works on it cannot be told. */
export class WithdrawalElsewhere extends DomainError {
  override name = 'WithdrawalElsewhere';

  constructor() {
    super({ kind: 'conflict', code: 'online-services/withdrawal-elsewhere', message: 'Das System, das Ihren Antrag bearbeitet, kann das nicht entgegennehmen. Schreiben Sie der Behörde formlos, dass Sie den Antrag zurücknehmen, und nennen Sie die Vorgangsnummer.' });
  }
}

/** Thrown when an authority uses the app without having ordered it, or while it is suspended. */
export class AppNotRunning extends DomainError {
  override name = 'AppNotRunning';

  constructor() {
    super({ kind: 'conflict', code: 'online-services/app-not-running', message: 'Ihre Behörde hat die Online-Dienste nicht in Betrieb. Bestellen Sie die App im Store oder setzen Sie sie fort.' });
  }
}

/** Thrown when somebody sends an application that lacks answers; `fields` names them. */
export class ApplicationIncomplete extends DomainError {
  override name = 'ApplicationIncomplete';

  constructor(fields: readonly FieldProblem[]) {
    super({ kind: 'conflict', code: 'online-services/incomplete', message: 'Ihr Antrag ist noch nicht vollständig.', fields });
  }
}

/** Thrown for a draft that is not there (any more) or whose secret was not shown: to everybody the same as NotFound, but pages can tell it from an unknown page. */
export class DraftGone extends NotFound {
  override name = 'DraftGone';
}

/** Thrown when a draft was already sent: it can no longer be changed. */
export class AlreadySent extends DomainError {
  override name = 'AlreadySent';

  constructor() {
    super({ kind: 'conflict', code: 'online-services/already-sent', message: 'Dieser Antrag ist schon abgeschickt. Er kann nicht mehr geändert werden.' });
  }
}

/** Thrown when a package folder has mistakes; the message lists them for its author. */
export class PackageRefused extends DomainError {
  override name = 'PackageRefused';

  constructor(folder: string, problems: readonly { file: string; line: number; message: string }[]) {
    const listed = problems.slice(0, 20).map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n');
    super({ kind: 'invalid', code: 'online-services/package-refused', message: `Das Leistungspaket ${folder} hat Fehler:\n${listed}` });
  }
}

/** Thrown when a version is to be published that exists with other content: packages never change, a change is a new version. */
export class VersionTaken extends DomainError {
  override name = 'VersionTaken';

  constructor(service: string, version: string) {
    super({ kind: 'conflict', code: 'online-services/version-taken', message: `Die Fassung ${version} von „${service}“ ist schon mit anderem Inhalt veröffentlicht. Erhöhen Sie die Version in service.yaml. Wer an dem Paket noch arbeitet, kann stattdessen mit einem leeren Datenordner anfangen (./allmende up --data-dir <Ordner>).` });
  }
}
