import { rows, type TenantTx } from '@allmende/database';
import { readRoleChoice, roleChoiceText, type RoleChoice } from '@allmende/access';
import type { ScimUser } from '../domain/scim-user.ts';
import type { IdentityTables } from './tables.ts';

/** A token of an authority's directory. */
export type ScimToken = { readonly id: string; readonly name: string; readonly createdAt: Date; readonly lastUsedAt: Date | null; readonly revokedAt: Date | null };

/** A provided person as stored. */
export type StoredUser = { readonly id: string; readonly accountId: string; readonly user: ScimUser; readonly version: number; readonly createdAt: Date; readonly changedAt: Date };

/** A provided group as stored, with the role that a digital officer gave it. */
export type StoredGroup = { readonly id: string; readonly displayName: string; readonly externalId: string | undefined; readonly role: RoleChoice | undefined; readonly version: number; readonly createdAt: Date; readonly changedAt: Date };

/** Writes a token. */
export async function insertScimToken(tx: TenantTx, token: { readonly id: string; readonly name: string; readonly tokenHash: Buffer; readonly createdBy: string; readonly createdAt: Date }): Promise<void> {
  await rows<IdentityTables>(tx).insertInto('identity.scim_token').values({ tenant_id: tx.tenant, id: token.id, name: token.name, token_hash: token.tokenHash, created_by: token.createdBy, created_at: token.createdAt, last_used_at: null, revoked_at: null }).execute();
}

/** All tokens of an authority, newest first. */
export async function listScimTokens(tx: TenantTx): Promise<ScimToken[]> {
  return rows<IdentityTables>(tx).selectFrom('identity.scim_token').where('tenant_id', '=', tx.tenant).select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt', 'revoked_at as revokedAt']).orderBy('created_at', 'desc').execute();
}

/** Takes a token away; false when there was none that worked. */
export async function revokeScimToken(tx: TenantTx, id: string, at: Date): Promise<boolean> {
  const revoked = await rows<IdentityTables>(tx).updateTable('identity.scim_token').set({ revoked_at: at }).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst();
  return revoked.numUpdatedRows > 0n;
}

/** Whether a token works; notes its use. */
export async function useScimToken(tx: TenantTx, tokenHash: Buffer, at: Date): Promise<boolean> {
  const used = await rows<IdentityTables>(tx).updateTable('identity.scim_token').set({ last_used_at: at }).where('tenant_id', '=', tx.tenant).where('token_hash', '=', tokenHash).where('revoked_at', 'is', null).executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

const USER_COLUMNS = ['id', 'account_id', 'attributes', 'version', 'created_at', 'changed_at'] as const;

type UserRow = Pick<IdentityTables['identity.scim_user'], (typeof USER_COLUMNS)[number]>;

function storedUser(row: UserRow): StoredUser {
  return { id: row.id, accountId: row.account_id, user: row.attributes as ScimUser, version: Number(row.version), createdAt: row.created_at, changedAt: row.changed_at };
}

/** How people or groups are looked for; at most one is given. */
export type ScimWanted = { readonly id?: string; readonly key?: string; readonly externalId?: string };

/** People of an authority in the order in which they came, from an offset on, and how many there are. */
export async function listScimUsers(tx: TenantTx, asked: { readonly wanted: ScimWanted; readonly offset: number; readonly count: number }): Promise<{ readonly total: number; readonly users: readonly StoredUser[] }> {
  const { wanted } = asked;
  let query = rows<IdentityTables>(tx).selectFrom('identity.scim_user').where('tenant_id', '=', tx.tenant);
  if (wanted.id !== undefined) query = query.where('id', '=', wanted.id);
  if (wanted.key !== undefined) query = query.where('user_name', '=', wanted.key);
  if (wanted.externalId !== undefined) query = query.where('external_id', '=', wanted.externalId);
  const { total } = await query.select((select) => select.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const found = asked.count === 0 ? [] : await query.select(USER_COLUMNS).orderBy('id').offset(asked.offset).limit(asked.count).execute();
  return { total: Number(total), users: found.map(storedUser) };
}

/** One person. */
export async function findScimUser(tx: TenantTx, id: string): Promise<StoredUser | undefined> {
  const row = await rows<IdentityTables>(tx).selectFrom('identity.scim_user').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(USER_COLUMNS).executeTakeFirst();
  return row && storedUser(row);
}

/** Writes a person; false when user name or account is taken. */
export async function insertScimUser(tx: TenantTx, stored: StoredUser, key: string): Promise<boolean> {
  const written = await rows<IdentityTables>(tx).insertInto('identity.scim_user').values({
    tenant_id: tx.tenant, id: stored.id, account_id: stored.accountId, user_name: key, external_id: stored.user.externalId ?? null, attributes: JSON.stringify(stored.user), active: stored.user.active,
    version: stored.version, created_at: stored.createdAt, changed_at: stored.changedAt,
  }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
  return written !== undefined;
}

/** Whether somebody else has a user name. */
export async function isUserNameTaken(tx: TenantTx, key: string, butBy: string): Promise<boolean> {
  return (await rows<IdentityTables>(tx).selectFrom('identity.scim_user').where('tenant_id', '=', tx.tenant).where('user_name', '=', key).where('id', '!=', butBy).select('id').executeTakeFirst()) !== undefined;
}

/** Saves what a directory changed about a person. */
export async function saveScimUser(tx: TenantTx, stored: StoredUser, key: string): Promise<void> {
  await rows<IdentityTables>(tx).updateTable('identity.scim_user').set({ user_name: key, external_id: stored.user.externalId ?? null, attributes: JSON.stringify(stored.user), active: stored.user.active, version: stored.version, changed_at: stored.changedAt })
    .where('tenant_id', '=', tx.tenant).where('id', '=', stored.id).execute();
}

/** Deletes a person's record, with the memberships. */
export async function deleteScimUser(tx: TenantTx, id: string): Promise<void> {
  await rows<IdentityTables>(tx).deleteFrom('identity.scim_user').where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

const GROUP_COLUMNS = ['id', 'display_name', 'external_id', 'role', 'version', 'created_at', 'changed_at'] as const;

type GroupRow = Pick<IdentityTables['identity.scim_group'], (typeof GROUP_COLUMNS)[number]>;

function storedGroup(row: GroupRow): StoredGroup {
  return { id: row.id, displayName: row.display_name, externalId: row.external_id ?? undefined, role: row.role === null ? undefined : readRoleChoice(row.role), version: Number(row.version), createdAt: row.created_at, changedAt: row.changed_at };
}

/** Groups of an authority in the order in which they came, from an offset on, and how many there are. */
export async function listScimGroups(tx: TenantTx, asked: { readonly wanted: ScimWanted; readonly offset: number; readonly count: number }): Promise<{ readonly total: number; readonly groups: readonly StoredGroup[] }> {
  const { wanted } = asked;
  let query = rows<IdentityTables>(tx).selectFrom('identity.scim_group').where('tenant_id', '=', tx.tenant);
  if (wanted.id !== undefined) query = query.where('id', '=', wanted.id);
  if (wanted.key !== undefined) query = query.where('display_name', '=', wanted.key);
  if (wanted.externalId !== undefined) query = query.where('external_id', '=', wanted.externalId);
  const { total } = await query.select((select) => select.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const found = asked.count === 0 ? [] : await query.select(GROUP_COLUMNS).orderBy('id').offset(asked.offset).limit(asked.count).execute();
  return { total: Number(total), groups: found.map(storedGroup) };
}

/** One group. */
export async function findScimGroup(tx: TenantTx, id: string): Promise<StoredGroup | undefined> {
  const row = await rows<IdentityTables>(tx).selectFrom('identity.scim_group').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(GROUP_COLUMNS).executeTakeFirst();
  return row && storedGroup(row);
}

/** Writes a group, or saves what changed about it; false when another one has the name. */
export async function putScimGroup(tx: TenantTx, group: StoredGroup): Promise<boolean> {
  const taken = await rows<IdentityTables>(tx).selectFrom('identity.scim_group').where('tenant_id', '=', tx.tenant).where('display_name', '=', group.displayName).where('id', '!=', group.id).select('id').executeTakeFirst();
  if (taken) return false;
  const values = { display_name: group.displayName, external_id: group.externalId ?? null, role: group.role === undefined ? null : roleChoiceText(group.role), version: group.version, changed_at: group.changedAt };
  await rows<IdentityTables>(tx).insertInto('identity.scim_group').values({ tenant_id: tx.tenant, id: group.id, created_at: group.createdAt, ...values }).onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values)).execute();
  return true;
}

/** Deletes a group, with the memberships. */
export async function deleteScimGroup(tx: TenantTx, id: string): Promise<void> {
  await rows<IdentityTables>(tx).deleteFrom('identity.scim_group').where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Who is in a group, by id. */
export async function membersOf(tx: TenantTx, group: string): Promise<string[]> {
  const found = await rows<IdentityTables>(tx).selectFrom('identity.scim_member').where('tenant_id', '=', tx.tenant).where('group_id', '=', group).select('user_id').orderBy('user_id').execute();
  return found.map((row) => row.user_id);
}

/** In which groups each of these people is: by person, with the names. */
export async function groupNamesOf(tx: TenantTx, users: readonly string[]): Promise<ReadonlyMap<string, readonly { readonly id: string; readonly displayName: string }[]>> {
  if (users.length === 0) return new Map();
  const found = await rows<IdentityTables>(tx).selectFrom('identity.scim_member as member')
    .innerJoin('identity.scim_group as group', (join) => join.onRef('group.tenant_id', '=', 'member.tenant_id').onRef('group.id', '=', 'member.group_id'))
    .where('member.tenant_id', '=', tx.tenant).where('member.user_id', 'in', [...users]).select(['member.user_id as user', 'group.id as id', 'group.display_name as displayName']).orderBy('group.id').execute();
  return new Map([...Map.groupBy(found, (one) => one.user)].map(([user, groups]) => [user, groups.map(({ id, displayName }) => ({ id, displayName }))]));
}

/** In which groups a person is. */
export async function groupsOf(tx: TenantTx, user: string): Promise<StoredGroup[]> {
  const found = await rows<IdentityTables>(tx).selectFrom('identity.scim_group').where('tenant_id', '=', tx.tenant)
    .where('id', 'in', (inner) => inner.selectFrom('identity.scim_member').where('tenant_id', '=', tx.tenant).where('user_id', '=', user).select('group_id')).select(GROUP_COLUMNS).execute();
  return found.map(storedGroup);
}

/** Replaces who is in a group; only people whom the directory has provided count. Returns whoever came or went. */
export async function replaceMembers(tx: TenantTx, group: string, members: readonly string[]): Promise<string[]> {
  const before = new Set(await membersOf(tx, group));
  const known = members.length === 0 ? [] : (await rows<IdentityTables>(tx).selectFrom('identity.scim_user').where('tenant_id', '=', tx.tenant).where('id', 'in', [...members]).select('id').execute()).map((row) => row.id);
  const after = new Set(known);
  const [gone, come] = [[...before].filter((id) => !after.has(id)), known.filter((id) => !before.has(id))];
  if (gone.length > 0) await rows<IdentityTables>(tx).deleteFrom('identity.scim_member').where('tenant_id', '=', tx.tenant).where('group_id', '=', group).where('user_id', 'in', gone).execute();
  if (come.length > 0) await rows<IdentityTables>(tx).insertInto('identity.scim_member').values(come.map((id) => ({ tenant_id: tx.tenant, group_id: group, user_id: id }))).execute();
  return [...gone, ...come];
}
