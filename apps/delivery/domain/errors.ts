import { DomainError } from '@allmende/errors';

/** Thrown when a parcel that is not stuck is told to go again. */
export class NothingToRetry extends DomainError {
  override name = 'NothingToRetry';

  constructor() {
    super({ kind: 'conflict', code: 'delivery/nothing-to-retry', message: 'Diese Sendung ist schon angekommen oder noch unterwegs. Sie müssen nichts tun.' });
  }
}

/** Thrown when evidence is to be handed on before its submission has arrived; the queue tries later. */
export class NotDeliveredYet extends DomainError {
  override name = 'NotDeliveredYet';

  constructor() {
    super({ kind: 'unavailable', code: 'delivery/not-delivered-yet', message: 'Der Antrag ist noch auf dem Weg zum Zielsystem. Der Nachweis folgt, sobald er dort ist.' });
  }
}

/** Thrown when no system that works on applications is connected. */
export class NoTarget extends DomainError {
  override name = 'NoTarget';

  constructor(target: string) {
    super({ kind: 'unavailable', code: 'delivery/no-target', message: `Das Zielsystem „${target}“ ist nicht angeschlossen.` });
  }
}

/** Thrown while an upload of a submission is being checked, where the files go along with it; the queue tries later. */
export class EvidenceStillChecked extends DomainError {
  override name = 'EvidenceStillChecked';

  constructor() {
    super({ kind: 'unavailable', code: 'delivery/evidence-still-checked', message: 'Eine Anlage wird noch geprüft. Die Sendung geht danach von selbst hinaus.' });
  }
}

/** Thrown when the destination of a parcel has been removed. */
export class DestinationGone extends DomainError {
  override name = 'DestinationGone';

  constructor() {
    super({ kind: 'unavailable', code: 'delivery/destination-gone', message: 'Das Ziel dieser Sendung ist entfernt. Wählen Sie ein anderes.' });
  }
}

/** Thrown when the other side cannot be reached: no connection, no name, no answer in time. */
export class TargetUnreachable extends DomainError {
  override name = 'TargetUnreachable';

  constructor(options: { readonly cause?: unknown } = {}) {
    super({ kind: 'unavailable', code: 'delivery/target-unreachable', message: 'Das Fachverfahren ist nicht erreichbar. Prüfen Sie die Adresse und ob es läuft.', ...options });
  }
}

/** Thrown when the other side answers, but with a fault of its own. */
export class TargetFault extends DomainError {
  override name = 'TargetFault';

  constructor() {
    super({ kind: 'unavailable', code: 'delivery/target-fault', message: 'Das Fachverfahren meldet eine Störung.' });
  }
}

/** Thrown when the other side will not have it: wrong credentials, wrong address, or it cannot read it. */
export class TargetRefused extends DomainError {
  override name = 'TargetRefused';

  constructor() {
    super({ kind: 'conflict', code: 'delivery/target-refused', message: 'Das Fachverfahren nimmt die Sendung nicht an. Prüfen Sie Zugangsdaten und Adresse, und sehen Sie im Protokoll des Fachverfahrens nach.' });
  }
}

/** Thrown when the address leads into a network of the platform's own. */
export class AddressForbidden extends DomainError {
  override name = 'AddressForbidden';

  constructor() {
    super({ kind: 'conflict', code: 'delivery/address-forbidden', message: 'Diese Adresse führt in ein internes Netz oder ist nicht verschlüsselt. Nennen Sie eine Adresse im Internet, die mit https:// beginnt.' });
  }
}

/** Thrown when no message can be written for a service. */
export class CannotTranslate extends DomainError {
  override name = 'CannotTranslate';

  constructor() {
    super({ kind: 'conflict', code: 'delivery/cannot-translate', message: 'Für diesen Antrag gibt es in diesem Format keine Nachricht. Wählen Sie ein anderes Ziel.' });
  }
}

/** Thrown when messages go into a folder, or by e-mail, and the operator has set up neither. */
export class NotSetUp extends DomainError {
  override name = 'NotSetUp';

  constructor() {
    super({ kind: 'unavailable', code: 'delivery/not-set-up', message: 'Der Betrieb hat diesen Weg auf der Plattform noch nicht eingerichtet. Bitten Sie ihn darum.' });
  }
}

/** Thrown when a message of a specialist system has no right signature or is too old; says no more. */
export class CallbackRefused extends DomainError {
  override name = 'CallbackRefused';

  constructor() {
    super({ kind: 'unauthenticated', code: 'delivery/callback-refused', message: 'Die Unterschrift dieser Meldung stimmt nicht, oder die Meldung ist älter als fünf Minuten.' });
  }
}

/** Thrown when a destination is to be removed to which applications still go. */
export class DestinationInUse extends DomainError {
  override name = 'DestinationInUse';

  constructor() {
    super({ kind: 'conflict', code: 'delivery/destination-in-use', message: 'Zu diesem Ziel gehen noch Anträge. Wählen Sie für diese Leistungen zuerst ein anderes Ziel.' });
  }
}

/** Thrown when a FIT-Connect delivery service does not do what it was asked. `status` is 0 when nobody answered; `type` is the service's own word. The queue tries later. */
export class DeliveryServiceFault extends DomainError {
  override name = 'DeliveryServiceFault';
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string) {
    super({ kind: 'unavailable', code: 'delivery/delivery-service-fault', message: 'Der Zustelldienst antwortet nicht wie erwartet. Wir versuchen es von selbst wieder.' });
    this.status = status;
    this.type = type;
  }
}

/** Thrown when a destination of an authority is set up for services that it does not offer. */
export class NothingToReceive extends DomainError {
  override name = 'NothingToReceive';

  constructor() {
    super({ kind: 'conflict', code: 'delivery/nothing-to-receive', message: 'Ihre Behörde bietet noch keinen Online-Dienst an. Schalten Sie zuerst einen Dienst ein.' });
  }
}
