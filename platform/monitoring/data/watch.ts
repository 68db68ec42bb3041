import { PLATFORM_TENANT, type TenantTx, type Tx } from '@allmende/database';
import type { Watched } from '../domain/availability.ts';

/** Notes that the platform looked in this minute; a minute left out begins a new row. Behind the door across authorities. */
export async function saveLook(tx: Tx, minute: Date): Promise<void> {
  const { rowCount } = await tx.client.query({
    name: 'monitoring-go-on-watching',
    text: `update monitoring.watch set last_minute = greatest(last_minute, $2) where tenant_id = $1 and last_minute between $2::timestamptz - interval '1 minute' and $2`,
    values: [PLATFORM_TENANT, minute],
  });
  if (rowCount === 0) await tx.client.query({ name: 'monitoring-begin-watching', text: 'insert into monitoring.watch (tenant_id, first_minute, last_minute) values ($1, $2, $2) on conflict do nothing', values: [PLATFORM_TENANT, minute] });
}

/** When the platform looked within the period. In the platform's own tenant. */
export async function selectWatched(tx: TenantTx, from: Date, until: Date): Promise<Watched[]> {
  const { rows } = await tx.client.query<{ first_minute: Date; last_minute: Date }>({
    name: 'monitoring-watched-minutes', text: 'select first_minute, last_minute from monitoring.watch where tenant_id = $1 and first_minute < $3 and last_minute >= $2 order by first_minute', values: [tx.tenant, from, until],
  });
  return rows.map((row) => ({ firstMinute: row.first_minute, lastMinute: row.last_minute }));
}

/** The last minute in which the platform looked; undefined when it never did. In the platform's own tenant. */
export async function findLastLook(tx: TenantTx): Promise<Date | undefined> {
  const { rows } = await tx.client.query<{ last: Date | null }>({ name: 'monitoring-last-look', text: 'select max(last_minute) as last from monitoring.watch where tenant_id = $1', values: [tx.tenant] });
  return rows[0]?.last ?? undefined;
}
