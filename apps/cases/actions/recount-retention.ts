import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { berlinDate } from '@allmende/time';
import { findRetentionRule, listClosedCases, saveKeptUntil } from '../data/retention-rule.ts';
import { keptUntil } from '../domain/retention.ts';

const AT_ONCE = 1_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Counts for every closed case of a service until when it is kept, by the rule that holds now. Repeating it changes nothing. */
export async function recountRetention(house: Pick<House, 'database'>, input: { readonly tenant: TenantId; readonly service: string }): Promise<void> {
  let after = BEFORE_ALL;
  for (;;) {
    const last = await house.database.inTenant(input.tenant, async (tx) => {
      const rule = await findRetentionRule(tx, input.service);
      const closed = rule ? await listClosedCases(tx, { service: input.service, after, limit: AT_ONCE }) : [];
      if (rule && closed.length > 0) await saveKeptUntil(tx, closed.map(({ id, closedAt }) => ({ id, keptUntil: keptUntil(rule, berlinDate(closedAt)) })));
      return closed.length < AT_ONCE ? undefined : closed.at(-1)?.id;
    });
    if (last === undefined) return;
    after = last;
  }
}
