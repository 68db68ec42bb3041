import type { Database, TenantId, TenantTx } from '@allmende/database';
import { READABLE_FROM, type Wish } from '../domain/wish.ts';

/** Counts a wish; its words are kept from the third time on. */
export async function countWish(tx: TenantTx, wish: { readonly fingerprint: Buffer; readonly words: string; readonly on: string }): Promise<void> {
  await tx.client.query({
    name: 'portal-count-wish',
    text: `insert into portal.wish (tenant_id, fingerprint, count, first_on, last_on) values ($1, $2, 1, $4, $4)
           on conflict (tenant_id, fingerprint) do update set count = wish.count + 1, last_on = excluded.last_on, words = case when wish.count + 1 >= $5 then coalesce(wish.words, $3) end`,
    values: [tx.tenant, wish.fingerprint, wish.words, wish.on, READABLE_FROM],
  });
}

/** Forgets wishes that nobody has repeated since. */
export async function forgetWishes(tx: TenantTx, before: string): Promise<void> {
  await tx.client.query({ name: 'portal-forget-wishes', text: 'delete from portal.wish where tenant_id = $1 and last_on < $2', values: [tx.tenant, before] });
}

/** The wishes of the authority, the most frequent first; at most 200. */
export async function selectWishes(database: Pick<Database, 'readInTenant'>, tenant: TenantId): Promise<Wish[]> {
  const rows = await database.readInTenant<{ words: string | null; count: number; first_on: string; last_on: string }>(tenant, {
    name: 'portal-wishes', text: `select words, count, first_on::text, last_on::text from portal.wish where tenant_id = $1 order by count desc, last_on desc limit 200`, values: [tenant],
  });
  return rows.map((row) => ({ words: row.words ?? undefined, count: row.count, firstOn: row.first_on, lastOn: row.last_on }));
}
