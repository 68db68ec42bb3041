import type { Database, TenantId, TenantTx } from '@allmende/database';
import type { HouseEvent } from '../define-event.ts';

/** An event with those who are still to be told: `waits` are those that have an earlier event of the same aggregate before them. */
export type News = { readonly event: HouseEvent; readonly ready: readonly string[]; readonly waits: readonly string[] };

/** Who subscribes to what. */
export type Subscribers = readonly { readonly name: string; readonly on: string }[];

// Receipts are asked for by their event in a subselect of its own: joined, PostgreSQL 18 may skip through all that a subscriber ever had, and keeps to that while the table grows.
const FIND = {
  name: 'events-find-news',
  text: `
    with event as (select * from events.event where tenant_id = $1 and id = $2),
      subscriber as (select * from json_to_recordset($3::json) as one (name text, "on" text)),
      asked as (select name from subscriber, event where "on" = event.type and name not in (select receipt.subscriber from events.receipt where receipt.tenant_id = $1 and receipt.event_id = $2)),
      waits as (
        select asked.name from asked, event where exists (
          select from events.event as earlier join subscriber on subscriber.name = asked.name and subscriber."on" = earlier.type
          where earlier.tenant_id = $1 and earlier.aggregate = event.aggregate and earlier.id < $2
            and asked.name not in (select receipt.subscriber from events.receipt where receipt.tenant_id = $1 and receipt.event_id = earlier.id)
        )
      )
    select id, type, aggregate, payload, (select coalesce(jsonb_agg(name), '[]') from waits) as waits,
      (select coalesce(jsonb_agg(name), '[]') from asked where name not in (select name from waits)) as ready
    from event`,
};
type NewsRow = Omit<HouseEvent, 'tenant'> & Pick<News, 'ready' | 'waits'>;

/** One event and whom to tell of it; undefined when there is none. */
export async function findNews(database: Pick<Database, 'readInTenant'>, tenant: TenantId, id: string, subscribers: Subscribers): Promise<News | undefined> {
  return newsOf(tenant, await database.readInTenant<NewsRow>(tenant, { ...FIND, values: [tenant, id, pairsOf(subscribers)] }));
}

/** The same within a transaction that holds the aggregate. */
export async function findNewsNow(tx: TenantTx, id: string, subscribers: Subscribers): Promise<News | undefined> {
  return newsOf(tx.tenant, (await tx.client.query<NewsRow>({ ...FIND, values: [tx.tenant, id, pairsOf(subscribers)] })).rows);
}

function pairsOf(subscribers: Subscribers): string {
  return JSON.stringify(subscribers.map(({ name, on }) => ({ name, on })));
}

function newsOf(tenant: TenantId, [row]: readonly NewsRow[]): News | undefined {
  if (!row) return undefined;
  const { ready, waits, ...event } = row;
  return { event: { tenant, ...event }, ready, waits };
}

const LOCK = 'pg_advisory_xact_lock(hashtextextended($1, 7238))';

/** Notes that subscribers are done with an event, under the lock of its aggregate. */
export async function insertReceipts(tx: TenantTx, subscribers: readonly string[], { aggregate, id }: Pick<HouseEvent, 'aggregate' | 'id'>): Promise<void> {
  await tx.client.query({
    name: 'events-receipt',
    text: `with held as materialized (select ${LOCK} as lock) insert into events.receipt (tenant_id, event_id, subscriber) select $2, $3, unnest($4::text[]) from held on conflict do nothing`,
    values: [`${tx.tenant} ${aggregate}`, tx.tenant, id, subscribers],
  });
}

/** Holds the aggregate until the transaction ends: who finds that an event waits, and who is done with an earlier one, come one after the other. */
export async function lockAggregate(tx: TenantTx, aggregate: string): Promise<void> {
  await tx.client.query({ name: 'events-lock', text: `select ${LOCK}`, values: [`${tx.tenant} ${aggregate}`] });
}

/** Notes that an event waits for an earlier one of its aggregate. */
export async function insertWaiting(tx: TenantTx, { aggregate, id }: HouseEvent): Promise<void> {
  await tx.client.query({ name: 'events-wait', text: 'insert into events.waiting (tenant_id, aggregate, event_id) values ($1, $2, $3) on conflict do nothing', values: [tx.tenant, aggregate, id] });
}

/** Takes out the events that wait for this one, and gives their ids. */
export async function takeWaiting(tx: TenantTx, { aggregate, id }: HouseEvent): Promise<string[]> {
  const { rows } = await tx.client.query<{ id: string }>({
    name: 'events-take-waiting', text: 'delete from events.waiting where tenant_id = $1 and aggregate = $2 and event_id > $3 returning event_id as id', values: [tx.tenant, aggregate, id],
  });
  return rows.map((row) => row.id);
}
