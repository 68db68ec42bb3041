import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { groupNamesOf, listScimGroups, listScimUsers, membersOf, useScimToken, type ScimWanted, type StoredUser } from '../data/scim.ts';
import { readScimToken, scimTokenHash } from '../domain/scim-token.ts';
import type { GroupWithMembers } from './scim-groups.ts';

type Where = Pick<House, 'database' | 'clock'>;
type Asked = { readonly tenant: TenantId; readonly wanted: ScimWanted; readonly offset: number; readonly count: number };

/** The authority whose directory sent this `authorization` header; undefined for unknown and revoked tokens. */
export async function checkScimToken(house: Where, header: string | undefined): Promise<TenantId | undefined> {
  const read = readScimToken(header);
  if (!read) return undefined;
  const works = await house.database.inTenant(read.tenant, (tx) => useScimToken(tx, scimTokenHash(read.token), house.clock.now()));
  return works ? read.tenant : undefined;
}

/** A person with the groups that they are in. */
export type UserWithGroups = StoredUser & { readonly groups: readonly { readonly id: string; readonly displayName: string }[] };

/** People whom a directory has provided, with their groups. */
export async function readUsers(house: Where, asked: Asked): Promise<{ readonly total: number; readonly users: readonly UserWithGroups[] }> {
  return house.database.inTenant(asked.tenant, async (tx) => {
    const { total, users } = await listScimUsers(tx, asked);
    const groups = await groupNamesOf(tx, users.map(({ id }) => id));
    return { total, users: users.map((one) => ({ ...one, groups: groups.get(one.id) ?? [] })) };
  });
}

/** Groups that a directory has provided, with their members. */
export async function readGroups(house: Where, asked: Asked): Promise<{ readonly total: number; readonly groups: readonly GroupWithMembers[] }> {
  return house.database.inTenant(asked.tenant, async (tx) => {
    const { total, groups } = await listScimGroups(tx, asked);
    const whole: GroupWithMembers[] = [];
    for (const group of groups) whole.push({ ...group, members: await membersOf(tx, group.id) });
    return { total, groups: whole };
  });
}
