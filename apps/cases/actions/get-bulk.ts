import { covers, requirePermission, servicesFor } from '@allmende/access';
import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findRun, listItems, listRuns } from '../data/bulk-run.ts';
import type { BulkItem, BulkRun } from '../domain/bulk-run.ts';
import { decideCases } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'actor' | 'tenant'>;

/** A run over many cases with what became of each; cases of services that the person is not there for are left out. Needs `cases/decide-cases`. Throws NotFound, also when nothing of it would be left. */
export async function getBulk(ctx: Context, input: { readonly run: string }): Promise<{ readonly run: BulkRun; readonly items: readonly BulkItem[] }> {
  requirePermission(ctx.actor, decideCases, ctx.tenant);
  if (!isUuid(input.run)) throw new NotFound();
  const services = servicesFor(ctx.actor, decideCases, ctx.tenant);
  const account = ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined;
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const run = await findRun(tx, input.run);
    if (!run) throw new NotFound();
    // What was not found belongs to no service: only whoever chose it sees it.
    const items = (await listItems(tx, run.id)).filter(({ service }) => (service === '' ? run.startedBy.accountId === account : covers(services, service)));
    if (items.length === 0) throw new NotFound();
    return { run, items };
  });
}

/** The newest runs over cases of services that the person is there for. */
export async function listBulks(ctx: Context): Promise<readonly { readonly run: BulkRun; readonly cases: number }[]> {
  requirePermission(ctx.actor, decideCases, ctx.tenant);
  const allowed = servicesFor(ctx.actor, decideCases, ctx.tenant);
  return (await ctx.database.inTenant(ctx.tenant, (tx) => listRuns(tx, 20))).filter(({ services }) => services.some((service) => covers(allowed, service)));
}
