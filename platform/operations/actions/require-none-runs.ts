import type { ActionContext } from '@allmende/house';
import { findLivingInstance } from '../data/instance.ts';
import { RunsAlready } from '../domain/errors.ts';

/** For whoever orders an app that runs once per authority. Throws RunsAlready while it runs, rests or its data are not deleted yet. */
export async function requireNoneRuns(ctx: Pick<ActionContext, 'database' | 'tenant'>, input: { readonly app: string }): Promise<void> {
  const living = await ctx.database.inTenant(ctx.tenant, (tx) => findLivingInstance(tx, input.app));
  if (living) throw new RunsAlready(living);
}
