import type { TenantTx } from '@allmende/database';
import type { HouseEvent } from '../define-event.ts';

/** One event; undefined when there is none. */
export async function findEvent(tx: TenantTx, id: string): Promise<HouseEvent | undefined> {
  const { rows } = await tx.client.query<HouseEvent>({
    name: 'events-find', text: 'select tenant_id as tenant, id, type, aggregate, payload from events.event where tenant_id = $1 and id = $2', values: [tx.tenant, id],
  });
  return rows[0];
}

/** Names of the subscribers that are done with an event. */
export async function seenBy(tx: TenantTx, id: string): Promise<Set<string>> {
  const { rows } = await tx.client.query<{ subscriber: string }>({
    name: 'events-seen', text: 'select subscriber from events.receipt where tenant_id = $1 and event_id = $2', values: [tx.tenant, id],
  });
  return new Set(rows.map((row) => row.subscriber));
}

/** Whether a subscriber still has an earlier event of the same aggregate before it. */
export async function hasEarlierUnseen(tx: TenantTx, subscriber: string, types: readonly string[], event: HouseEvent): Promise<boolean> {
  const { rows } = await tx.client.query<{ waits: boolean }>({
    name: 'events-earlier',
    text: `select exists (
             select from events.event as earlier
             where earlier.tenant_id = $1 and earlier.aggregate = $2 and earlier.id < $3 and earlier.type = any($4)
               and not exists (select from events.receipt where receipt.tenant_id = $1 and receipt.subscriber = $5 and receipt.event_id = earlier.id)
           ) as waits`,
    values: [tx.tenant, event.aggregate, event.id, types, subscriber],
  });
  return rows[0]?.waits ?? false;
}

/** Notes that a subscriber is done with an event. */
export async function insertReceipt(tx: TenantTx, subscriber: string, id: string): Promise<void> {
  await tx.client.query({
    name: 'events-receipt', text: 'insert into events.receipt (tenant_id, subscriber, event_id) values ($1, $2, $3) on conflict do nothing', values: [tx.tenant, subscriber, id],
  });
}
