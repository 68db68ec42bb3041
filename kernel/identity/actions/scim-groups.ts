import { isAuthorityRole, readRoleChoice } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, type TenantId, type TenantTx } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext, House } from '@allmende/house';
import { requirePermission, requireStaff } from '@allmende/access';
import { deleteScimGroup, findScimGroup, findScimUser, membersOf, putScimGroup, replaceMembers, type StoredGroup } from '../data/scim.ts';
import { OwnRights } from '../domain/errors.ts';
import { manageDirectory } from '../domain/permissions.ts';
import { ScimRefused } from '../domain/scim-error.ts';
import type { ScimGroup } from '../domain/scim-group.ts';
import { followDirectory } from './directory-roles.ts';
import { inDirectory, type VersionCheck } from './scim-users.ts';

type Where = Pick<House, 'database' | 'clock'>;
type Moment = Parameters<typeof followDirectory>[2];

/** A group with its members' ids. */
export type GroupWithMembers = StoredGroup & { readonly members: readonly string[] };

/** Provides a group; it gives no role until a digital officer says which. Throws ScimRefused (uniqueness, 409). */
export async function provideGroup(house: Where, input: { readonly tenant: TenantId; readonly group: ScimGroup }): Promise<GroupWithMembers> {
  return inDirectory(house, input.tenant, (here, moment) => put(here, moment, { id: newId(), role: undefined, version: 1, createdAt: moment.at }, input.group));
}

/** Changes a group and the roles of whoever came or went. Throws NotFound, ScimRefused (uniqueness, 409; 412 by the check). */
export async function changeGroup(house: Where, input: { readonly tenant: TenantId; readonly id: string; readonly check: VersionCheck; readonly change: (group: ScimGroup) => ScimGroup }): Promise<GroupWithMembers> {
  return inDirectory(house, input.tenant, async (here, moment) => {
    const before = await findScimGroup(here, input.id);
    if (!before) throw new NotFound();
    input.check(before.version);
    const group = input.change({ displayName: before.displayName, externalId: before.externalId, members: await membersOf(here, before.id) });
    return put(here, moment, { ...before, version: before.version + 1 }, group);
  });
}

/** Takes a group away with the roles that it gave. Throws NotFound, ScimRefused (412). */
export async function removeGroup(house: Where, input: { readonly tenant: TenantId; readonly id: string; readonly check: VersionCheck }): Promise<void> {
  await inDirectory(house, input.tenant, async (here, moment) => {
    const before = await findScimGroup(here, input.id);
    if (!before) throw new NotFound();
    input.check(before.version);
    const members = await membersOf(here, before.id);
    await deleteScimGroup(here, before.id);
    await followEach(here, moment, members);
  });
}

/** Says which role the members of a group have, for everything or for one service (`caseworker/hundesteuer`); none for an empty one. The caller checks that the authority offers the service. Throws OwnRights when the acting person is a member, InvalidInput (`/role`), NotFound. */
export async function mapGroup(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly tenant: TenantId; readonly group: string; readonly role: string }): Promise<void> {
  requirePermission(ctx.actor, manageDirectory, input.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const role = input.role === '' ? undefined : readRoleChoice(input.role);
  if (input.role !== '' && (role === undefined || !isAuthorityRole(role.role))) throw new InvalidInput([{ pointer: '/role', code: 'role', message: 'Bitte wählen Sie eine Rolle.' }]);
  await inDirectory(ctx, input.tenant, async (here, moment) => {
    const group = await findScimGroup(here, input.group);
    if (!group) throw new NotFound();
    const members = await membersOf(here, group.id);
    for (const id of members) if ((await findScimUser(here, id))?.accountId === accountId) throw new OwnRights();
    await putScimGroup(here, { ...group, role, version: group.version + 1, changedAt: moment.at });
    await record(here, { actor: ctx.actor, action: 'identity/group-mapped', subject: { kind: 'group', id: group.id }, facts: { role: role?.role ?? 'none', ...(role?.service === undefined ? {} : { service: role.service }) }, at: moment.at });
    await followEach(here, moment, members);
  });
}

async function put(here: TenantTx, moment: Moment, stored: Pick<StoredGroup, 'id' | 'role' | 'version' | 'createdAt'>, group: ScimGroup): Promise<GroupWithMembers> {
  const whole: StoredGroup = { ...stored, displayName: group.displayName, externalId: group.externalId, changedAt: moment.at };
  if (!(await putScimGroup(here, whole))) throw new ScimRefused('conflict', 'Another group has this displayName.', { scimType: 'uniqueness' });
  await followEach(here, moment, await replaceMembers(here, whole.id, group.members));
  return { ...whole, members: await membersOf(here, whole.id) };
}

async function followEach(here: TenantTx, moment: Moment, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const person = await findScimUser(here, id);
    if (person) await followDirectory(here, { ...person, active: person.user.active }, moment);
  }
}
