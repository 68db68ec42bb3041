import { DomainError } from '@allmende/errors';
import { berlinDate, formatDate } from '@allmende/time';
import type { Instance } from './instance.ts';

/** Thrown when an app would run without a processing agreement (Art. 28 (3) GDPR). */
export class AgreementMissing extends DomainError {
  override name = 'AgreementMissing';

  constructor() {
    super({ kind: 'conflict', code: 'operations/agreement-missing', message: 'Ohne Vertrag zur Auftragsverarbeitung (Art. 28 DSGVO) darf die Anwendung nicht laufen. Schließen Sie ihn mit der Bestellung ab.' });
  }
}

/** Thrown when the state of the instance does not allow the act; says which state it is in. */
export class NotInThisState extends DomainError {
  override name = 'NotInThisState';

  constructor(message: string) {
    super({ kind: 'conflict', code: 'operations/not-in-this-state', message });
  }
}

/** Thrown when an archive is damaged, dangerous, of an unknown version or of another app. */
export class UnusableArchive extends DomainError {
  override name = 'UnusableArchive';

  constructor(reason: string, options: { cause?: unknown } = {}) {
    super({ kind: 'invalid', code: 'operations/unusable-archive', message: `Dieses Archiv kann nicht eingelesen werden: ${reason}`, ...options });
  }
}

/** Thrown when no process here knows the app or runtime of an instance. */
export class UnknownApp extends DomainError {
  override name = 'UnknownApp';

  constructor(what: string) {
    super({ kind: 'unavailable', code: 'operations/unknown-app', message: `Hier ist keine Anwendung und keine Laufzeitumgebung „${what}“ bekannt.` });
  }
}

/** Thrown when an app that runs once per authority is ordered while it runs or its data are not deleted yet. */
export class RunsAlready extends DomainError {
  override name = 'RunsAlready';

  constructor(living: Pick<Instance, 'title' | 'wanted' | 'deleteAfter'>) {
    const until = living.wanted === 'removed' && living.deleteAfter ? ` Sie ist gekündigt; ihre Daten werden nach dem ${formatDate(berlinDate(living.deleteAfter), 'de')} gelöscht, danach können Sie sie neu bestellen.` : ' Ein zweites Mal ist nicht nötig: Es gäbe nur einen gemeinsamen Datenbestand.';
    super({ kind: 'conflict', code: 'operations/runs-already', message: `„${living.title}“ gibt es bei Ihrer Behörde schon.${until}` });
  }
}

/** Thrown when an app can run nowhere in this installation; tried again until it can. */
export class NoPlaceForApp extends DomainError {
  override name = 'NoPlaceForApp';

  constructor(title: string) {
    super({ kind: 'unavailable', code: 'operations/no-place-for-app', message: `„${title}“ kann hier noch nicht laufen: Die Betreiberin muss dafür Container einrichten oder ein Paket freigeben. Es geht dann von selbst weiter.` });
  }
}

/** Thrown when a package needs something that this platform does not offer; the operator has to provide it. */
export class NeedUnmet extends DomainError {
  override name = 'NeedUnmet';

  constructor(need: string) {
    super({ kind: 'unavailable', code: 'operations/need-unmet', message: `Die Anwendung braucht ${need}.` });
  }
}

/** Thrown when a runtime cannot do what is asked of it as things stand; the message is for staff. */
export class RuntimeUnable extends DomainError {
  override name = 'RuntimeUnable';

  constructor(message: string, options: { cause?: unknown } = {}) {
    super({ kind: 'unavailable', code: 'operations/runtime-unable', message, ...options });
  }
}

/** Thrown by a step that found something a person should read; the text is German and holds no data. */
export class CannotGoOn extends DomainError {
  override name = 'CannotGoOn';

  constructor(message: string) {
    super({ kind: 'unavailable', code: 'operations/cannot-go-on', message });
  }
}
