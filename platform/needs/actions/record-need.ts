import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { findNeed, insertNeed } from '../data/need.ts';
import { publishNeed } from '../data/published-need.ts';
import { needRecorded } from '../domain/events.ts';
import { checkNeed, type Need, type NeedInput } from '../domain/need.ts';
import { recordNeeds } from '../domain/permissions.ts';
import { isNeedCategory } from './need-categories.ts';

/** Records what the authority looks for; other members see category and authority at once. With an `id` that is there already nothing changes and that need is returned. Throws InvalidInput. */
export async function recordNeed(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: NeedInput & { readonly id?: string }): Promise<Need> {
  requirePermission(ctx.actor, recordNeeds, ctx.tenant);
  checkNeed(input, isNeedCategory);
  const need: Need = {
    id: input.id ?? newId(), title: input.title.trim(), details: input.details.trim(), category: input.category, casesPerYear: input.casesPerYear, wantedBy: input.wantedBy,
    recordedBy: ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform', recordedAt: ctx.clock.now(), state: 'open',
  };
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const there = input.id === undefined ? undefined : await findNeed(tx, input.id);
    if (there !== undefined) return there;
    await insertNeed(tx, need);
    await publishNeed(tx, { need: need.id, authority: ctx.tenant, category: need.category, state: 'open', solutions: [] });
    await record(tx, {
      actor: ctx.actor, action: 'needs/need-recorded', subject: { kind: 'need', id: need.id }, at: need.recordedAt,
      facts: { category: need.category, ...(need.casesPerYear === null ? {} : { casesPerYear: need.casesPerYear }), ...(need.wantedBy === null ? {} : { wantedBy: need.wantedBy }) },
    });
    await emit(tx, needRecorded(need.id, { need: need.id, category: need.category }));
    return need;
  });
}
