import { DomainError, InvalidInput, NotFound } from '@allmende/errors';
import type { AppsPort } from '../domain/apps-port.ts';
import { BrokerRefusal } from '../domain/errors.ts';
import type { OperationKind } from '../domain/operation.ts';
import type { Standing } from '../domain/standing.ts';
import type { Caller } from './authenticate.ts';
import { requireSame } from './deprovision.ts';
import { tryHolding } from './hold.ts';
import { close, lookUp, standingFor, type LookedUp } from './look-up.ts';
import { placeOrder } from './place-order.ts';

/** How an operation stands; the words for it are made of kind and standing. */
export type OperationReport = { readonly state: 'in progress' | 'succeeded' | 'failed'; readonly kind: OperationKind; readonly standing: Standing; readonly contract: string | undefined; readonly refusal: string | undefined };

/** How far the last operation of a marketplace has come, or the one it names. An order that a killed request left behind goes on here. Throws NotFound, InvalidInput and BrokerRefusal. */
export async function lastOperation(caller: Caller, port: AppsPort, input: { readonly name: string; readonly service: string | undefined; readonly plan: string | undefined; readonly operation: string | undefined }): Promise<OperationReport> {
  let found = await lookUp(caller, input.name);
  if (found === undefined) throw new NotFound();
  requireSame(found.one, input);
  const operation = input.operation === undefined ? found.operations[0] : found.operations.find(({ id }) => id === input.operation);
  if (found.one.endedAt !== null) throw new BrokerRefusal('gone');
  if (operation === undefined) throw new InvalidInput([{ pointer: '/operation', code: 'unknown', message: 'Diesen Vorgang gibt es für diese Instanz nicht.' }]);
  const report = (state: OperationReport['state'], looked: LookedUp, refusal?: string): OperationReport => ({ state, kind: operation.kind, standing: looked.standing, contract: looked.order?.contract ?? undefined, refusal });
  if (operation.kind === 'provision') {
    if (found.standing === 'preparing') {
      const { one } = found;
      try {
        if (await tryHolding(caller.ctx, one.id, (hold) => placeOrder(caller, port, one, { hold, category: undefined }))) found = await standingFor(caller, found);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return report('failed', found, error.message);
      }
    }
    return report(provisionState(found), found);
  }
  if (operation.kind === 'deprovision') {
    if (found.standing !== 'returned') return report('in progress', found);
    await close(caller, found.one);
    return report('succeeded', found);
  }
  return report(updateState(found, operation.version), found);
}

function provisionState({ standing, instance }: LookedUp): OperationReport['state'] {
  if (instance?.runningAt !== undefined) return 'succeeded';
  return standing === 'refused' || standing === 'cancelled' || standing === 'returning' || standing === 'returned' ? 'failed' : 'in progress';
}

function updateState({ instance }: LookedUp, version: string | null): OperationReport['state'] {
  if (instance?.packageVersion === version && instance?.candidate === undefined) return 'succeeded';
  return instance?.candidate?.packageVersion === version ? 'in progress' : 'failed';
}
