import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { addDays, type PlainDate } from '@allmende/time';
import { listAmendments } from '../data/amendment.ts';
import { listRunningContracts } from '../data/contract.ts';
import { termOn } from '../domain/amendment.ts';
import type { Contract } from '../domain/contract.ts';
import { termDays } from '../domain/contract-term.ts';
import { seeOrders } from '../domain/permissions.ts';
import { REMIND_DAYS_BEFORE } from './watch-terms.ts';

/** A running contract that goes on by itself unless notice is given by a day that is near. */
export type NoticeDay = { readonly contract: Contract; readonly noticeBy: PlainDate; readonly lastDay: PlainDate };

/** Contracts for which a last day of notice comes within the time of a reminder, the nearest first. */
export async function listNoticeDays(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>): Promise<readonly NoticeDay[]> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  const today = ctx.clock.today();
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const near: NoticeDay[] = [];
    for (const contract of await listRunningContracts(tx)) {
      const days = termDays(termOn(contract.term, await listAmendments(tx, contract.id), today), contract.startsOn, today);
      if (contract.notice === null && days?.noticeBy != null && days.noticeBy <= addDays(today, REMIND_DAYS_BEFORE)) near.push({ contract, noticeBy: days.noticeBy, lastDay: days.lastDay });
    }
    return near.toSorted((one, other) => one.noticeBy.localeCompare(other.noticeBy));
  });
}
