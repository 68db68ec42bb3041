import type { Database, TenantId, TenantTx } from '@allmende/database';
import type { Level } from '../domain/level.ts';

/** A session that lives, found by a token. `isPrevious`: by the one before the last change. */
export type StoredSession = {
  readonly id: string; readonly accountId: string; readonly level: Exclude<Level, 'none'>; readonly rotatedAt: Date; readonly lastUsedAt: Date; readonly isPrevious: boolean;
};

/** The living session of a token, in one round trip. */
export async function findSession(database: Pick<Database, 'readInTenant'>, tenant: TenantId, asked: { tokenHash: Buffer; now: Date; usedAfter: Date }): Promise<StoredSession | undefined> {
  const [session] = await database.readInTenant<StoredSession>(tenant, {
    name: 'citizen-accounts-find-session',
    text: `select id, account_id as "accountId", level, rotated_at as "rotatedAt", last_used_at as "lastUsedAt", token_hash <> $2 as "isPrevious" from citizen_accounts.session
           where tenant_id = $1 and (token_hash = $2 or previous_hash = $2) and ended_at is null and expires_at > $3 and last_used_at > $4`,
    values: [tenant, asked.tokenHash, asked.now, asked.usedAfter],
  });
  return session;
}

/** Writes a new session. */
export async function insertSession(tx: TenantTx, session: { id: string; accountId: string; level: string; source: string; tokenHash: Buffer; at: Date; expiresAt: Date }): Promise<void> {
  await tx.client.query({
    text: `insert into citizen_accounts.session (tenant_id, id, account_id, level, source, token_hash, rotated_at, created_at, last_used_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $7, $7, $8)`,
    values: [tx.tenant, session.id, session.accountId, session.level, session.source, session.tokenHash, session.at, session.expiresAt],
  });
}

/** Replaces a token; false when it was replaced a moment ago by another request. */
export async function rotateToken(tx: TenantTx, session: { id: string; from: Buffer; to: Buffer; at: Date }): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: 'update citizen_accounts.session set token_hash = $4, previous_hash = $3, rotated_at = $5, last_used_at = $5 where tenant_id = $1 and id = $2 and token_hash = $3 and ended_at is null',
    values: [tx.tenant, session.id, session.from, session.to, session.at],
  });
  return rowCount === 1;
}

/** Notes that a session was used. */
export async function touchSession(tx: TenantTx, id: string, at: Date): Promise<void> {
  await tx.client.query({ text: 'update citizen_accounts.session set last_used_at = $3 where tenant_id = $1 and id = $2 and last_used_at < $3', values: [tx.tenant, id, at] });
}

/** Ends a session of an account; false when it has none of this id that lives. */
export async function endSessionRow(tx: TenantTx, ended: { id: string; accountId: string; at: Date }): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: 'update citizen_accounts.session set ended_at = $4 where tenant_id = $1 and id = $2 and account_id = $3 and ended_at is null', values: [tx.tenant, ended.id, ended.accountId, ended.at],
  });
  return rowCount === 1;
}

/** A session as its owner sees it. */
export type ListedSession = { readonly id: string; readonly level: Level; readonly createdAt: Date; readonly lastUsedAt: Date };

/** Sessions of an account that live, newest use first. */
export async function listSessionRows(tx: TenantTx, accountId: string, asked: { now: Date; usedAfter: Date }): Promise<ListedSession[]> {
  const { rows } = await tx.client.query<ListedSession>({
    text: `select id, level, created_at as "createdAt", last_used_at as "lastUsedAt" from citizen_accounts.session
           where tenant_id = $1 and account_id = $2 and ended_at is null and expires_at > $3 and last_used_at > $4 order by last_used_at desc, id`,
    values: [tx.tenant, accountId, asked.now, asked.usedAfter],
  });
  return rows;
}
