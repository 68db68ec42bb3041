import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { tenantId, type TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { contextFor } from '@allmende/house';
import { addDays } from '@allmende/time';
import { listAmendments } from '../data/amendment.ts';
import { listRunningContracts } from '../data/contract.ts';
import { listAuthoritiesWithContracts } from '../data/published-contract.ts';
import { insertReminder } from '../data/reminder.ts';
import { termOn } from '../domain/amendment.ts';
import { termDays } from '../domain/contract-term.ts';
import { endContractOn } from './end-contract.ts';

/** How long before the last day of notice an authority is reminded: time for a decision of its council. */
export const REMIND_DAYS_BEFORE = 90;

/**
 * Looks through the running contracts of an authority: reminds once of each last day of notice that is near, and ends contracts whose last day has passed, by notice or because they do not renew. Safe to repeat.
 * Returns what it did.
 */
export async function watchTerms(house: House, tenant: TenantId): Promise<{ readonly reminded: number; readonly ended: number }> {
  const ctx = contextFor(house, systemActor('procurement'), tenant);
  const today = ctx.clock.today();
  const { reminded, due } = await ctx.database.inTenant(tenant, async (tx) => {
    let count = 0;
    const over: { contract: string }[] = [];
    for (const contract of await listRunningContracts(tx)) {
      const days = termDays(termOn(contract.term, await listAmendments(tx, contract.id), today), contract.startsOn, today);
      const lastDay = contract.notice?.lastDay ?? (days?.renews === false ? days.lastDay : undefined);
      if (lastDay !== undefined) {
        if (lastDay < today) over.push({ contract: contract.id });
        continue;
      }
      if (days?.noticeBy == null || today < addDays(days.noticeBy, -REMIND_DAYS_BEFORE) || !(await insertReminder(tx, { contract: contract.id, noticeBy: days.noticeBy, at: ctx.clock.now() }))) continue;
      await record(tx, { actor: ctx.actor, action: 'procurement/notice-reminded', subject: { kind: 'contract', id: contract.id }, facts: { number: contract.number, noticeBy: days.noticeBy, endsOn: days.lastDay }, at: ctx.clock.now() });
      count += 1;
    }
    return { reminded: count, due: over };
  });
  for (const { contract } of due) await endContractOn(ctx, { contract });
  return { reminded, ended: due.length };
}

/** The same for every authority that has a running contract. */
export async function watchAllTerms(house: House): Promise<void> {
  for (const authority of await house.database.withoutTenant((tx) => listAuthoritiesWithContracts(tx))) await watchTerms(house, tenantId(authority));
}
