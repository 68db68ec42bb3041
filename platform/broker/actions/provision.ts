import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { DomainError } from '@allmende/errors';
import { listInstances } from '@allmende/operations';
import { checkAward, listOrders } from '@allmende/procurement';
import { insertOperation } from '../data/operation.ts';
import { insertServiceInstance } from '../data/service-instance.ts';
import type { AppsPort } from '../domain/apps-port.ts';
import { checkParameters } from '../domain/check-parameters.ts';
import { BrokerRefusal } from '../domain/errors.ts';
import type { OriginatingIdentity } from '../domain/originating-identity.ts';
import type { Operation } from '../domain/operation.ts';
import { isSameWish, type ServiceInstance, type Wanted } from '../domain/service-instance.ts';
import type { Caller } from './authenticate.ts';
import { letGo, newHold, tryHolding } from './hold.ts';
import { close, lookUp, type LookedUp } from './look-up.ts';
import { placeOrder, takeBackOrder } from './place-order.ts';
import { planOf, readCatalog } from './read-catalog.ts';

export type ProvisionInput = Wanted & { readonly name: string; readonly acceptsIncomplete: boolean; readonly version: string | undefined; readonly asker: OriginatingIdentity | undefined };

/** What a marketplace is told: the thing runs already, or it asks about the operation. */
export type Provisioned = { readonly one: ServiceInstance; readonly operation: Operation | undefined };

/**
 * Orders for a marketplace: an order in the authority, handed in for a second person to approve. The same wish once more gives the same order, also after a crash in the middle.
 * Throws InvalidInput, BrokerRefusal, and what procurement refuses; then nothing is left of it.
 */
export async function provision(caller: Caller, port: AppsPort, input: ProvisionInput): Promise<Provisioned> {
  const there = await livingOf(caller, input.name);
  if (there !== undefined) return again(caller, port, there, input);
  const { ctx, credential } = caller;
  const { service, plan } = planOf(await readCatalog(ctx, port), input);
  if (input.version !== undefined && input.version !== service.version) throw new BrokerRefusal('maintenance-info');
  const parameters = checkParameters(service.parameters, input.parameters);
  if (!input.acceptsIncomplete) throw new BrokerRefusal('async-required');
  if (plan.offer.kind === 'first-party') await requireOnce(ctx, service.app);
  const evidence = await checkAward(ctx);
  if (!evidence.proven) throw new BrokerRefusal('award-not-proven', { de: evidence.missing.map((one) => one.message).join(' ') });
  const at = ctx.clock.now();
  const one: ServiceInstance = {
    id: newId(), marketplace: credential.marketplace, name: input.name, credential: credential.id, app: service.app, service: input.service, plan: input.plan, organization: input.organization, space: input.space, parameters,
    need: newId(), order: newId(), createdAt: at, endedAt: null,
  };
  const operation: Operation = { id: newId(), kind: 'provision', version: null, askedAt: at };
  const hold = newHold(ctx);
  const isNew = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (!(await insertServiceInstance(tx, one, hold))) return false;
    await insertOperation(tx, one.id, operation);
    await record(tx, {
      actor: ctx.actor, action: 'broker/order-asked', subject: { kind: 'marketplace-order', id: one.id }, at, facts: { credential: credential.id, app: one.app, offer: one.plan, order: one.order },
      ...(input.asker === undefined ? {} : { personal: { asker: `${input.asker.platform} ${input.asker.value}` } }),
    });
    return true;
  });
  if (!isNew) {
    const meanwhile = await livingOf(caller, input.name);
    if (meanwhile === undefined) throw new BrokerRefusal('concurrent');
    return again(caller, port, meanwhile, input);
  }
  return letGo(ctx, one.id, hold, async () => {
    try {
      await placeOrder(caller, port, one, { hold, category: service.categories[0] });
    } catch (error) {
      // A refusal leaves nothing behind; after a fault of ours the marketplace asks again or deletes.
      if (error instanceof DomainError && (await takeBackOrder(caller, one))) await close(caller, one);
      throw error;
    }
    return { one, operation };
  });
}

// An app of our own keeps the data of the authority, not of the contract: the end of a second order would delete those of the first.
async function requireOnce(ctx: Caller['ctx'], app: string): Promise<void> {
  const [instances, orders] = await Promise.all([listInstances(ctx), listOrders(ctx)]);
  const isWaiting = orders.some((order) => (order.state === 'submitted' || order.state === 'approved') && order.lines.some((line) => line.app === app));
  if (isWaiting || instances.some((one) => one.app === app && one.deletedAt === undefined)) throw new BrokerRefusal('ordered-already');
}

/** What lives under a name; what the authority ended by itself and got back has ended for the marketplace too. */
async function livingOf(caller: Caller, name: string): Promise<LookedUp | undefined> {
  const found = await lookUp(caller, name);
  if (found === undefined || found.one.endedAt !== null) return undefined;
  if (found.standing !== 'returned') return found;
  await close(caller, found.one);
  return undefined;
}

async function again(caller: Caller, port: AppsPort, there: LookedUp, input: ProvisionInput): Promise<Provisioned> {
  const { one, standing } = there;
  if (!isSameWish(one, input)) throw new BrokerRefusal('other-wish');
  if (standing === 'returning' || there.operations.some(({ kind }) => kind === 'deprovision')) throw new BrokerRefusal('concurrent');
  if (standing === 'refused' || standing === 'cancelled') throw new BrokerRefusal('delete-first');
  if (standing === 'running') return { one, operation: undefined };
  if (standing === 'preparing') await tryHolding(caller.ctx, one.id, (hold) => placeOrder(caller, port, one, { hold, category: undefined }));
  return { one, operation: there.operations.find(({ kind }) => kind === 'provision') };
}
