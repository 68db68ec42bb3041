import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import { endInstance } from '@allmende/operations';
import { NotInThisOrderState } from '@allmende/procurement';
import { insertOperation } from '../data/operation.ts';
import { BrokerRefusal } from '../domain/errors.ts';
import type { Operation } from '../domain/operation.ts';
import type { OriginatingIdentity } from '../domain/originating-identity.ts';
import type { ServiceInstance } from '../domain/service-instance.ts';
import type { Caller } from './authenticate.ts';
import { tryHolding } from './hold.ts';
import { close, lookUp, standingFor, type LookedUp } from './look-up.ts';
import { takeBackOrder } from './place-order.ts';

export type DeprovisionInput = { readonly name: string; readonly service: string; readonly plan: string; readonly acceptsIncomplete: boolean; readonly asker: OriginatingIdentity | undefined };

/**
 * Ends what a marketplace ordered. An order without a contract is taken back at once. What runs stops, and all data are returned to the authority before it counts as ended; its contract is ended by a second
 * person of the authority, as every contract. Returns the operation to ask about; undefined when it is done. Throws InvalidInput and BrokerRefusal.
 */
export async function deprovision(caller: Caller, input: DeprovisionInput): Promise<Operation | undefined> {
  if (!input.acceptsIncomplete) throw new BrokerRefusal('async-required');
  const found = await lookUp(caller, input.name);
  if (found === undefined || found.one.endedAt !== null) throw new BrokerRefusal('gone');
  requireSame(found.one, input);
  const done = await tryHolding(caller.ctx, found.one.id, () => end(caller, found, input));
  if (done === undefined) throw new BrokerRefusal('concurrent');
  return done.result;
}

async function end(caller: Caller, found: LookedUp, input: DeprovisionInput): Promise<Operation | undefined> {
  const { one } = found;
  // The approval of a second person may have come in between.
  const isTakenBack = await takeBackOrder(caller, one).catch((error: unknown) => {
    if (error instanceof NotInThisOrderState) return false;
    throw error;
  });
  if (isTakenBack) {
    await note(caller, one, undefined, input);
    await close(caller, one);
    return undefined;
  }
  const now = await standingFor(caller, found);
  if (now.standing === 'returned') {
    await close(caller, one);
    return undefined;
  }
  if (now.instance === undefined) throw new BrokerRefusal('concurrent');
  const asked = found.operations.find(({ kind }) => kind === 'deprovision');
  if (now.instance.wanted !== 'removed') await endInstance(caller.ctx, { instance: now.instance.id });
  if (asked !== undefined) return asked;
  const operation: Operation = { id: newId(), kind: 'deprovision', version: null, askedAt: caller.ctx.clock.now() };
  await note(caller, one, operation, input);
  return operation;
}

async function note({ ctx, credential }: Caller, one: ServiceInstance, operation: Operation | undefined, input: DeprovisionInput): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (operation !== undefined) await insertOperation(tx, one.id, operation);
    await record(tx, {
      actor: ctx.actor, action: 'broker/end-asked', subject: { kind: 'marketplace-order', id: one.id }, at: ctx.clock.now(), facts: { credential: credential.id, app: one.app, order: one.order },
      ...(input.asker === undefined ? {} : { personal: { asker: `${input.asker.platform} ${input.asker.value}` } }),
    });
  });
}

/** Throws InvalidInput when a marketplace names another service or plan than it ordered; one that it leaves out is no other. */
export function requireSame(one: ServiceInstance, named: { readonly service?: string | undefined; readonly plan?: string | undefined }): void {
  const wrong = [
    ...(named.service === undefined || named.service === one.service ? [] : [{ pointer: '/service_id', code: 'other', message: 'Diese Instanz gehört zu einem anderen Dienst.' }]),
    ...(named.plan === undefined || named.plan === one.plan ? [] : [{ pointer: '/plan_id', code: 'other', message: 'Diese Instanz hat einen anderen Plan.' }]),
  ];
  if (wrong.length > 0) throw new InvalidInput(wrong);
}
