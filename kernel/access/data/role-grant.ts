import { newId, rows, tenantId, type TenantTx, type Tx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import { isRole, type Role } from '../domain/role.ts';
import type { Grant } from '../domain/actor.ts';
import type { AccessTables } from './tables.ts';

/** A role as `access.grants_of_account` gives it. */
export type FoundGrant = { readonly tenant: string; readonly role: string; readonly service: string | null };

/** Selects the roles of today as JSON, for statements of others that read them along: `account` and `today` are expressions of SQL. */
export function grantsAsJson(account: string, today: string): string {
  return `(select coalesce(json_agg(json_build_object('tenant', held.tenant_id, 'role', held.role, 'service', held.service)), '[]') from access.grants_of_account(${account}, ${today}) as held)`;
}

/** The roles among these that this version knows. */
export function readGrants(found: readonly FoundGrant[]): Grant[] {
  return found.flatMap(({ tenant, role, service }) => (isRole(role) ? [{ tenant: tenantId(tenant), role, ...(service === null ? {} : { service }) }] : []));
}

/** All roles that an account has today, in all authorities. */
export async function loadGrants(tx: Tx, accountId: string, today: PlainDate): Promise<Grant[]> {
  const { rows: found } = await tx.client.query<FoundGrant>({ name: 'access-grants', text: 'select tenant_id as tenant, role, service from access.grants_of_account($1, $2)', values: [accountId, today] });
  return readGrants(found);
}

/** Gives a role from a day on. */
export async function insertGrant(tx: TenantTx, grant: { accountId: string; role: Role; validFrom: PlainDate; validUntil?: PlainDate | undefined; grantedBy?: string | undefined; /** Whose work is done in the meantime; needs a last day. */ deputyFor?: string | undefined; source?: 'person' | 'directory'; /** The only service that it is for; caseworkers only. */ service?: string | undefined }): Promise<string> {
  const id = newId();
  await rows<AccessTables>(tx).insertInto('access.role_grant').values({
    tenant_id: tx.tenant, id, account_id: grant.accountId, role: grant.role, valid_from: grant.validFrom, valid_until: grant.validUntil ?? null, granted_by: grant.grantedBy ?? null, revoked_at: null, revoked_by: null,
    deputy_for: grant.deputyFor ?? null, source: grant.source ?? 'person', service: grant.service ?? null,
  }).execute();
  return id;
}

/** A role as it was given, for lists. */
export type ListedGrant = { id: string; accountId: string; role: string; validFrom: PlainDate; validUntil: PlainDate | null; revokedAt: Date | null; deputyFor: string | null; source: 'person' | 'directory'; service: string | null };

/** All grants of an authority, ended ones included, by account. */
export async function listGrants(tx: TenantTx): Promise<ListedGrant[]> {
  return rows<AccessTables>(tx).selectFrom('access.role_grant').where('tenant_id', '=', tx.tenant)
    .select(['id', 'account_id as accountId', 'role', 'valid_from as validFrom', 'valid_until as validUntil', 'revoked_at as revokedAt', 'deputy_for as deputyFor', 'source', 'service']).orderBy('account_id').orderBy('role').execute();
}

/** The accounts in whose place somebody works today. */
export async function listRepresented(tx: TenantTx, accountId: string, today: PlainDate): Promise<string[]> {
  const found = await rows<AccessTables>(tx).selectFrom('access.role_grant').where('tenant_id', '=', tx.tenant).where('account_id', '=', accountId).where('deputy_for', 'is not', null).where('revoked_at', 'is', null)
    .where('valid_from', '<=', today).where('valid_until', '>=', today).select('deputy_for as account').distinct().execute();
  return found.flatMap(({ account }) => account ?? []);
}

/** Ends a grant on a day (inclusive). */
export async function endGrant(tx: TenantTx, id: string, lastDay: PlainDate): Promise<void> {
  await rows<AccessTables>(tx).updateTable('access.role_grant').set({ valid_until: lastDay }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Takes a role away at once; false when there was none or it was taken away before. */
export async function revokeGrant(tx: TenantTx, id: string, by: { readonly at: Date; readonly accountId?: string | undefined }): Promise<boolean> {
  const revoked = await rows<AccessTables>(tx).updateTable('access.role_grant').set({ revoked_at: by.at, revoked_by: by.accountId ?? null })
    .where('tenant_id', '=', tx.tenant).where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst();
  return revoked.numUpdatedRows > 0n;
}
