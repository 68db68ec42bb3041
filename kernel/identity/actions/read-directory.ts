import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { listScimGroups, listScimUsers, membersOf, useScimToken, type ScimWanted, type StoredUser } from '../data/scim.ts';
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

/** People whom a directory has provided. */
export async function readUsers(house: Where, asked: Asked): Promise<{ readonly total: number; readonly users: readonly StoredUser[] }> {
  return house.database.inTenant(asked.tenant, (tx) => listScimUsers(tx, asked));
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
