import { covers, requirePermission, servicesFor } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { findCase } from '../data/case-file.ts';
import { listCaseServices } from '../data/inbox.ts';
import { countWithoutPeriod, listDeletedCases, listOverdueIds, listRetentionRules, type StoredRule } from '../data/retention-rule.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { deleteCases } from '../domain/permissions.ts';

const CASES_SHOWN = 200;
const DELETED_SHOWN = 50;
const MOST_COUNTED = 1_000;

export type Retention = {
  /** Every service of which there are cases, with the rule that the authority entered. */
  readonly services: readonly { readonly service: string; readonly name: { readonly de: string; readonly en: string }; readonly rule: StoredRule | undefined; /** Closed cases whose period nobody knows; counting stops at 1,000 for all. */ readonly withoutPeriod: number }[];
  /** Cases whose period is over, at most 200. */
  readonly due: readonly (CaseFile & { readonly needsSecond: boolean })[];
  readonly deleted: readonly { readonly case: string; readonly at: Date }[];
};

/** Periods, what is due to be deleted, and what was deleted last. */
export async function listRetention(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>): Promise<Retention> {
  requirePermission(ctx.actor, deleteCases, ctx.tenant);
  const mine = servicesFor(ctx.actor, deleteCases, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const rules = new Map((await listRetentionRules(tx)).map((rule) => [rule.service, rule]));
    const unknown = await countWithoutPeriod(tx, MOST_COUNTED);
    const due = [];
    for (const id of await listOverdueIds(tx, { today: ctx.clock.today(), limit: CASES_SHOWN })) {
      const file = (await findCase(tx, id))?.file;
      if (file && covers(mine, file.service)) due.push({ ...file, needsSecond: rules.get(file.service)?.deletion === 'two-people' });
    }
    return {
      services: (await listCaseServices(tx)).filter(({ service }) => covers(mine, service)).map(({ service, name }) => ({ service, name, rule: rules.get(service), withoutPeriod: unknown.get(service) ?? 0 })),
      due, deleted: await listDeletedCases(tx, DELETED_SHOWN),
    };
  });
}
