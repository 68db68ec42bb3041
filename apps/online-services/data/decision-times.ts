import type { TenantTx } from '@allmende/database';
import type { DecisionTimes } from '../domain/usual-days.ts';

/** How many of the newest decisions are looked at: enough for a middle value, and few enough for every status page. */
const MOST_LOOKED_AT = 500;

/** How long the authority took for a service from sending to decision, over its newest decisions since a day. Applications that were taken back do not count. */
export async function readDecisionTimes(tx: TenantTx, service: string, since: Date): Promise<DecisionTimes> {
  const { rows: [found] } = await tx.client.query<{ count: number; seconds: number | null }>({
    name: 'online-services-decision-times',
    text: `select count(*)::int as count, (percentile_cont(0.5) within group (order by extract(epoch from state_since - submitted_at)))::float8 as seconds from (
      select state_since, submitted_at from online_services.application
      where tenant_id = $1 and service_id = $2 and state = 'decided' and withdrawn_at is null and state_since >= $3 order by state_since desc limit ${MOST_LOOKED_AT}
    ) as decided`,
    values: [tx.tenant, service, since],
  });
  return { count: found?.count ?? 0, medianSeconds: found?.seconds ?? undefined };
}
