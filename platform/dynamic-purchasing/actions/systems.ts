import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { countAdmitted } from '../data/bidder.ts';
import { endSystem, getSystem as loadSystem, insertSystem, listSystems as loadSystems } from '../data/system.ts';
import { NotNow } from '../domain/errors.ts';
import { runSystems } from '../domain/permissions.ts';
import { checkSystem, type PurchasingSystem, type SystemInput } from '../domain/purchasing-system.ts';
import { countPeriod } from './periods.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

/** Opens a system to everybody, from the day on which its notice was sent. Throws InvalidInput. */
export async function openSystem(ctx: Context, input: SystemInput): Promise<PurchasingSystem> {
  requirePermission(ctx.actor, runSystems, PLATFORM_TENANT);
  const checked = checkSystem(input, ctx.clock.today());
  const first = await countPeriod(ctx, { key: 'first-requests', event: checked.publishedOn, for: 'bidders' });
  const system: PurchasingSystem = {
    id: newId(), title: checked.title.trim(), subject: checked.subject.trim(), notice: checked.notice.trim(), publishedOn: checked.publishedOn, firstRequestsUntil: first.lastDay, runsUntil: checked.runsUntil, endedOn: null,
    categories: checked.categories.map((one) => ({ id: newId(), name: one.name.trim(), description: one.description.trim(), suitability: one.suitability.trim() })),
  };
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    await insertSystem(tx, system);
    await record(tx, {
      actor: ctx.actor, action: 'dynamic-purchasing/system-opened', subject: { kind: 'purchasing-system', id: system.id }, at: ctx.clock.now(),
      facts: { publishedOn: system.publishedOn, firstRequestsUntil: system.firstRequestsUntil, runsUntil: system.runsUntil, basis: first.period.basis, categories: system.categories.length },
    });
  });
  return system;
}

/** Ends a system today; no requests and no calls from then on. Throws NotFound, NotNow. */
export async function endSystemToday(ctx: Context, input: { readonly system: string }): Promise<void> {
  requirePermission(ctx.actor, runSystems, PLATFORM_TENANT);
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    await loadSystem(tx, input.system);
    if (!(await endSystem(tx, input.system, ctx.clock.today()))) throw new NotNow('Das Beschaffungssystem ist schon beendet.');
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/system-ended', subject: { kind: 'purchasing-system', id: input.system }, facts: { endedOn: ctx.clock.today() }, at: ctx.clock.now() });
  });
}

/** All systems; public (§ 41 Abs. 1 VgV). */
export async function listSystems(ctx: Pick<ActionContext, 'database'>): Promise<PurchasingSystem[]> {
  return ctx.database.withoutTenant(loadSystems);
}

/** One system with how many are admitted to each category; public. Throws NotFound. */
export async function getSystem(ctx: Pick<ActionContext, 'database'>, input: { readonly system: string }): Promise<PurchasingSystem & { readonly admitted: ReadonlyMap<string, number> }> {
  return ctx.database.withoutTenant(async (tx) => ({ ...(await loadSystem(tx, input.system)), admitted: await countAdmitted(tx, input.system) }));
}
