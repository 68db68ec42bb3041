import type { Database, TenantId, TenantTx, Tx } from '@allmende/database';
import type { Level } from '../domain/level.ts';

type ProvableLevel = Exclude<Level, 'none'>;

/** A request to BundID that waits for its answer, or for the browser that began it. */
export type SignIn = {
  readonly id: string; readonly level: ProvableLevel; readonly serviceId: string | null; readonly attributes: readonly string[]; readonly nextPage: string; readonly browserHash: Buffer; readonly createdAt: Date; readonly expiresAt: Date; readonly usedAt: Date | null;
};

/** Writes down a request. */
export async function insertSignIn(tx: TenantTx, signIn: Omit<SignIn, 'usedAt' | 'createdAt'> & { at: Date }): Promise<void> {
  await tx.client.query({
    text: 'insert into citizen_accounts.sign_in (tenant_id, id, level, service_id, attributes, next_page, browser_hash, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: [tx.tenant, signIn.id, signIn.level, signIn.serviceId, signIn.attributes, signIn.nextPage, signIn.browserHash, signIn.at, signIn.expiresAt],
  });
}

/** Reads a request. */
export async function findSignIn(database: Pick<Database, 'readInTenant'>, tenant: TenantId, id: string): Promise<SignIn | undefined> {
  const [found] = await database.readInTenant<SignIn>(tenant, {
    name: 'citizen-accounts-find-sign-in',
    text: 'select id, level, service_id as "serviceId", attributes, next_page as "nextPage", browser_hash as "browserHash", created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt" from citizen_accounts.sign_in where tenant_id = $1 and id = $2', values: [tenant, id],
  });
  return found;
}

/** Uses a request up for an answer that was believed; false when another answer was there first. */
export async function useSignIn(tx: TenantTx, used: { id: string; account: string; level: ProvableLevel; ticketHash: Buffer; ticketExpiresAt: Date; at: Date }): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: `update citizen_accounts.sign_in set used_at = $7, account_id = $3, proven_level = $4, ticket_hash = $5, ticket_expires_at = $6 where tenant_id = $1 and id = $2 and used_at is null and expires_at > $7`,
    values: [tx.tenant, used.id, used.account, used.level, used.ticketHash, used.ticketExpiresAt, used.at],
  });
  return rowCount === 1;
}

/** Takes a ticket once, from the browser that began. */
export async function takeTicket(tx: TenantTx, asked: { ticketHash: Buffer; browserHash: Buffer; at: Date }): Promise<{ id: string; account: string; level: ProvableLevel; nextPage: string } | undefined> {
  const { rows } = await tx.client.query<{ id: string; account: string; level: ProvableLevel; nextPage: string }>({
    text: `update citizen_accounts.sign_in set finished_at = $4 where tenant_id = $1 and ticket_hash = $2 and browser_hash = $3 and finished_at is null and ticket_expires_at > $4
           returning id, account_id as account, proven_level as level, next_page as "nextPage"`,
    values: [tx.tenant, asked.ticketHash, asked.browserHash, asked.at],
  });
  return rows[0];
}

/** Deletes what is over, of all authorities; behind the door across authorities. Returns how many rows went. */
export async function deleteOldRows(tx: Tx, before: Date): Promise<number> {
  const gone = await tx.client.query('delete from citizen_accounts.sign_in where expires_at < $1', [before]);
  const ended = await tx.client.query('delete from citizen_accounts.session where expires_at < $1 or ended_at < $1', [before]);
  return (gone.rowCount ?? 0) + (ended.rowCount ?? 0);
}
