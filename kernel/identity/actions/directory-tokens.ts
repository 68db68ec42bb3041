import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, type TenantId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { insertScimToken, listScimGroups, listScimTokens, listScimUsers, membersOf, revokeScimToken, type ScimToken } from '../data/scim.ts';
import { manageDirectory } from '../domain/permissions.ts';
import { newScimToken, scimTokenHash } from '../domain/scim-token.ts';
import type { GroupWithMembers } from './scim-groups.ts';

type Where = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

const GROUPS_SHOWN = 200;

/** What is connected: tokens, the groups that came, and how many people. Permission `identity/manage-directory`. */
export async function ownDirectory(ctx: Where, input: { readonly tenant: TenantId }): Promise<{ readonly tokens: readonly ScimToken[]; readonly groups: readonly GroupWithMembers[]; readonly users: number }> {
  requirePermission(ctx.actor, manageDirectory, input.tenant);
  return ctx.database.inTenant(input.tenant, async (tx) => {
    const { groups } = await listScimGroups(tx, { wanted: {}, offset: 0, count: GROUPS_SHOWN });
    const whole: GroupWithMembers[] = [];
    for (const group of groups) whole.push({ ...group, members: await membersOf(tx, group.id) });
    return { tokens: await listScimTokens(tx), groups: whole, users: (await listScimUsers(tx, { wanted: {}, offset: 0, count: 0 })).total };
  });
}

/** Makes a token for the authority's directory; returns it this once. Throws InvalidInput (`/name`). */
export async function createDirectoryToken(ctx: Where, input: { readonly tenant: TenantId; readonly name: string }): Promise<string> {
  requirePermission(ctx.actor, manageDirectory, input.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const name = input.name.normalize('NFC').replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  if (name === '' || name.length > 60) throw new InvalidInput([{ pointer: '/name', code: 'token-name', message: 'Bitte geben Sie einen Namen mit höchstens 60 Zeichen ein, zum Beispiel Entra ID.' }]);
  const token = newScimToken(input.tenant);
  const id = newId();
  const at = ctx.clock.now();
  await ctx.database.inTenant(input.tenant, async (tx) => {
    await insertScimToken(tx, { id, name, tokenHash: scimTokenHash(token), createdBy: accountId, createdAt: at });
    await record(tx, { actor: ctx.actor, action: 'identity/token-made', subject: { kind: 'token', id }, facts: {}, at });
  });
  return token;
}

/** Takes a token away at once. Throws NotFound. */
export async function revokeDirectoryToken(ctx: Where, input: { readonly tenant: TenantId; readonly token: string }): Promise<void> {
  requirePermission(ctx.actor, manageDirectory, input.tenant);
  const at = ctx.clock.now();
  await ctx.database.inTenant(input.tenant, async (tx) => {
    if (!(await revokeScimToken(tx, input.token, at))) throw new NotFound();
    await record(tx, { actor: ctx.actor, action: 'identity/token-revoked', subject: { kind: 'token', id: input.token }, facts: {}, at });
  });
}
