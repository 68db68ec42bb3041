import { NotFound } from '@allmende/errors';
import { findInstance, type Instance } from '@allmende/operations';
import { getOrder, type Order } from '@allmende/procurement';
import { endBindings } from '../data/binding.ts';
import { listOperations } from '../data/operation.ts';
import { endServiceInstance, findServiceInstance } from '../data/service-instance.ts';
import type { Operation } from '../domain/operation.ts';
import type { ServiceInstance } from '../domain/service-instance.ts';
import { standingOf, type Standing } from '../domain/standing.ts';
import type { Caller } from './authenticate.ts';

/** What a marketplace ordered, with how it stands now. */
export type LookedUp = {
  readonly one: ServiceInstance; readonly operations: readonly Operation[]; readonly standing: Standing; readonly order: Order | undefined; readonly instance: Instance | undefined;
};

/** What a marketplace calls so: living, else the last one that ended; undefined when there never was one. Once its data are returned and it was asked to end, it has ended. */
export async function lookUp(caller: Caller, name: string): Promise<LookedUp | undefined> {
  const { ctx, credential } = caller;
  const found = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const one = await findServiceInstance(tx, credential.marketplace, name);
    return one && { one, operations: await listOperations(tx, one.id) };
  });
  return found && standingFor(caller, found);
}

/** How something stands, asked of procurement and operations. */
export async function standingFor({ ctx }: Pick<Caller, 'ctx'>, found: { readonly one: ServiceInstance; readonly operations: readonly Operation[] }): Promise<LookedUp> {
  const order = await getOrder(ctx, { order: found.one.order }).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  const contract = order?.contract ?? undefined;
  const instance = contract === undefined ? undefined : (await findInstance(ctx, { contractId: contract, app: found.one.app }))?.instance;
  return { ...found, order, instance, standing: standingOf(order, instance) };
}

/** Ends it for the marketplace: its name is free again, its bindings are gone. */
export async function close({ ctx }: Pick<Caller, 'ctx'>, one: ServiceInstance): Promise<void> {
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (await endServiceInstance(tx, one.id, at)) await endBindings(tx, one.id, at);
  });
}
