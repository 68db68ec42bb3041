import { PLATFORM_TENANT, rows, tenantId, type Database, type TenantId, type Tx } from '@allmende/database';
import { grantsAsJson, readGrants, type FoundGrant, type Grant } from '@allmende/access';
import type { PlainDate } from '@allmende/time';
import type { NewSession } from '../domain/session.ts';
import type { IdentityTables } from './tables.ts';

/** Who a live session belongs to. */
export type SessionActor = { readonly sessionId: string; readonly accountId: string; readonly name: string; readonly mustChange: boolean; readonly hasSecondFactor: boolean; readonly lastUsedAt: Date; readonly grants: readonly Grant[]; /** The supplier that the account works for. */ readonly supplierId: string | null };

// The only condition of a second factor; read wherever a session is.
const SECOND_FACTOR = `('identity-provider' = any(session.methods) or exists (select from identity.passkey where passkey.account_id = account.id) or exists (select from identity.time_code where time_code.account_id = account.id and time_code.confirmed_at is not null))`;

type ActorRow = { session_id: string; account_id: string; name: string; must_change: boolean; second_factor: boolean; last_used_at: Date; grants: FoundGrant[]; supplier_id: string | null };

/** The person behind a token and today's roles, in one round trip; undefined for unknown, ended, expired and idle sessions and for disabled accounts. */
export async function findSessionActor(database: Pick<Database, 'readInTenant'>, asked: { tokenHash: Buffer; now: Date; usedAfter: Date; today: PlainDate }): Promise<SessionActor | undefined> {
  // The tables belong to no authority; the platform's own is named only because the fast lane asks for one.
  const [row] = await database.readInTenant<ActorRow>(PLATFORM_TENANT, {
    name: 'identity-session-actor',
    text: `select session.id as session_id, account.id as account_id, account.name, account.supplier_id, account.password_must_change as must_change, session.last_used_at, ${SECOND_FACTOR} as second_factor,
        ${grantsAsJson('account.id', '$4')} as grants
      from identity.session join identity.account on account.id = session.account_id
      where session.token_hash = $1 and session.ended_at is null and session.expires_at > $2 and session.last_used_at > $3 and account.disabled_at is null`,
    values: [asked.tokenHash, asked.now, asked.usedAfter, asked.today],
  });
  if (!row) return undefined;
  return { sessionId: row.session_id, accountId: row.account_id, name: row.name, mustChange: row.must_change, hasSecondFactor: row.second_factor, lastUsedAt: row.last_used_at, grants: readGrants(row.grants), supplierId: row.supplier_id };
}

/** A live session seen from outside: whose it is, and where the person works today; nowhere as long as a one-time password is not replaced. */
export type LivingSession = { readonly sessionId: string; readonly accountId: string; readonly tenants: readonly TenantId[] };

type LivingRow = { session_id: string; account_id: string; tenants: string[] };

/** Those of the given sessions that live, in one round trip; by id, or one by its token. */
export async function selectLivingSessions(tx: Tx, asked: ({ ids: readonly string[] } | { tokenHash: Buffer }) & { now: Date; usedAfter: Date; today: PlainDate; needsSecondFactor: boolean }): Promise<LivingSession[]> {
  const { rows: found } = await tx.client.query<LivingRow>({
    name: 'identity-living-sessions',
    text: `select session.id as session_id, account.id as account_id,
        array(select distinct held.tenant_id::text from access.grants_of_account(account.id, $5) as held where not account.password_must_change and (not $6 or ${SECOND_FACTOR})) as tenants
      from identity.session join identity.account on account.id = session.account_id
      where (session.id = any($1) or session.token_hash = $2) and session.ended_at is null and session.expires_at > $3 and session.last_used_at > $4 and account.disabled_at is null`,
    values: ['ids' in asked ? asked.ids : [], 'tokenHash' in asked ? asked.tokenHash : null, asked.now, asked.usedAfter, asked.today, asked.needsSecondFactor],
  });
  return found.map((row) => ({ sessionId: row.session_id, accountId: row.account_id, tenants: row.tenants.map((tenant) => tenantId(tenant)) }));
}

/** Notes that sessions were used, to the minute. */
export async function touchSessions(tx: Tx, ids: readonly string[], at: Date, before: Date): Promise<void> {
  await rows<IdentityTables>(tx).updateTable('identity.session').set({ last_used_at: at }).where('id', 'in', [...ids]).where('last_used_at', '<', before).execute();
}

/** Writes a new session. */
export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await rows<IdentityTables>(tx).insertInto('identity.session').values({
    id: session.id, account_id: session.accountId, token_hash: session.tokenHash, created_at: session.createdAt, last_used_at: session.createdAt, expires_at: session.expiresAt, ended_at: null, methods: [...session.methods], confirmed_at: session.confirmedAt ?? null, vouched_by: session.vouchedBy ?? null, vouched_at: null,
  }).execute();
}

/** Notes that a session was used. */
export async function touchSession(tx: Tx, id: string, at: Date): Promise<void> {
  await rows<IdentityTables>(tx).updateTable('identity.session').set({ last_used_at: at }).where('id', '=', id).where('last_used_at', '<', at).execute();
}

/** Ends the session of a token; false when there was none that lived. */
export async function endSessionOfToken(tx: Tx, tokenHash: Buffer, at: Date): Promise<boolean> {
  const ended = await rows<IdentityTables>(tx).updateTable('identity.session').set({ ended_at: at }).where('token_hash', '=', tokenHash).where('ended_at', 'is', null).executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** Ends all sessions of an account, one excepted if told; returns how many. */
export async function endSessionsOfAccount(tx: Tx, accountId: string, at: Date, except?: Buffer): Promise<number> {
  let query = rows<IdentityTables>(tx).updateTable('identity.session').set({ ended_at: at }).where('account_id', '=', accountId).where('ended_at', 'is', null).where('expires_at', '>', at);
  if (except) query = query.where('token_hash', '!=', except);
  const ended = await query.executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** Sessions of an account that live, newest use first. */
export async function listSessions(tx: Tx, accountId: string, asked: { now: Date; usedAfter: Date }): Promise<{ id: string; tokenHash: Buffer; createdAt: Date; lastUsedAt: Date; methods: string[] }[]> {
  return rows<IdentityTables>(tx).selectFrom('identity.session').where('account_id', '=', accountId).where('ended_at', 'is', null).where('expires_at', '>', asked.now).where('last_used_at', '>', asked.usedAfter)
    .select(['id', 'token_hash as tokenHash', 'created_at as createdAt', 'last_used_at as lastUsedAt', 'methods']).orderBy('last_used_at', 'desc').execute();
}

/** Deletes sessions that were over before a moment; returns how many. */
export async function deleteSessionsBefore(tx: Tx, moment: Date): Promise<number> {
  const gone = await rows<IdentityTables>(tx).deleteFrom('identity.session').where('expires_at', '<', moment).executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Ends one session of an account; false when there was none that lived. */
export async function endSessionOfAccount(tx: Tx, accountId: string, id: string, at: Date): Promise<boolean> {
  const ended = await rows<IdentityTables>(tx).updateTable('identity.session').set({ ended_at: at }).where('account_id', '=', accountId).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** When the person behind a token last showed who they are; undefined for sessions that do not live. */
export async function findConfirmedAt(tx: Tx, tokenHash: Buffer, now: Date): Promise<Date | undefined> {
  const found = await rows<IdentityTables>(tx).selectFrom('identity.session').where('token_hash', '=', tokenHash).where('ended_at', 'is', null).where('expires_at', '>', now).select(['created_at', 'confirmed_at']).executeTakeFirst();
  return found && (found.confirmed_at ?? found.created_at);
}

/** The authority whose own provider a session began with; undefined for all others. */
export async function findVouchedBy(tx: Tx, tokenHash: Buffer): Promise<TenantId | undefined> {
  const found = await rows<IdentityTables>(tx).selectFrom('identity.session').where('token_hash', '=', tokenHash).select('vouched_by').executeTakeFirst();
  return found?.vouched_by == null ? undefined : tenantId(found.vouched_by);
}

/** Notes that the provider has vouched again for who sits at a living session of an account; false when it does not live. */
export async function noteVouchedAt(tx: Tx, session: { readonly accountId: string; readonly tokenHash: Buffer; readonly at: Date }): Promise<boolean> {
  const noted = await rows<IdentityTables>(tx).updateTable('identity.session').set({ vouched_at: session.at })
    .where('token_hash', '=', session.tokenHash).where('account_id', '=', session.accountId).where('ended_at', 'is', null).where('expires_at', '>', session.at).executeTakeFirst();
  return noted.numUpdatedRows > 0n;
}

/** Spends what the provider has vouched for since a moment; false when there is nothing. */
export async function spendVouched(tx: Tx, session: { readonly accountId: string; readonly tokenHash: Buffer; readonly since: Date }): Promise<boolean> {
  const spent = await rows<IdentityTables>(tx).updateTable('identity.session').set({ vouched_at: null }).where('token_hash', '=', session.tokenHash).where('account_id', '=', session.accountId).where('vouched_at', '>=', session.since).executeTakeFirst();
  return spent.numUpdatedRows > 0n;
}

/** Gives a living session of an account a new token because the person showed again who they are; false when it does not live. The end of the session stays where it was. */
export async function renewSession(tx: Tx, session: { readonly accountId: string; readonly tokenHash: Buffer; readonly newTokenHash: Buffer; readonly at: Date }): Promise<boolean> {
  const renewed = await rows<IdentityTables>(tx).updateTable('identity.session').set({ token_hash: session.newTokenHash, confirmed_at: session.at, last_used_at: session.at })
    .where('token_hash', '=', session.tokenHash).where('account_id', '=', session.accountId).where('ended_at', 'is', null).where('expires_at', '>', session.at).executeTakeFirst();
  return renewed.numUpdatedRows > 0n;
}
