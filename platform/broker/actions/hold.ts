import { newId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { hasHold, releaseHold, takeHold, type Hold } from '../data/service-instance.ts';
import { BrokerRefusal } from '../domain/errors.ts';

type Ctx = Pick<ActionContext, 'database' | 'clock' | 'tenant'>;

/** Twice as long as the server lets a request take. */
const HOLD_MS = 60_000;

/** A new right to work on an instance. */
export function newHold({ clock }: Pick<ActionContext, 'clock'>): Hold {
  return { by: newId(), until: new Date(clock.now().getTime() + HOLD_MS) };
}

/** Does something that nobody else may do at the same time; undefined when somebody does. A request that is killed holds it for a minute at most. */
export async function tryHolding<Result>(ctx: Ctx, serviceInstance: string, act: (hold: Hold) => Promise<Result>): Promise<{ readonly result: Result } | undefined> {
  const hold = newHold(ctx);
  if (!(await ctx.database.inTenant(ctx.tenant, (tx) => takeHold(tx, serviceInstance, hold, ctx.clock.now())))) return undefined;
  return { result: await letGo(ctx, serviceInstance, hold, () => act(hold)) };
}

/** Likewise with a hold that is there already; lets go at the end. */
export async function letGo<Result>(ctx: Ctx, serviceInstance: string, hold: Hold, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } finally {
    await ctx.database.inTenant(ctx.tenant, (tx) => releaseHold(tx, serviceInstance, hold));
  }
}

/** Throws BrokerRefusal when the request was so slow that another one may have taken over. */
export async function requireHold(ctx: Ctx, serviceInstance: string, hold: Hold): Promise<void> {
  if (!(await ctx.database.inTenant(ctx.tenant, (tx) => hasHold(tx, serviceInstance, hold)))) throw new BrokerRefusal('concurrent');
}
