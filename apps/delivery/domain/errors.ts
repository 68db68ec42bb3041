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
