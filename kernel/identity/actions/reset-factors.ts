import { randomBytes } from 'node:crypto';
import { listGrants, requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT, type TenantId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAccountForUpdate, listAccounts, saveAccount } from '../data/account.ts';
import { closeOldResets, decideReset, insertFactorReset, listOpenResets } from '../data/factor-reset.ts';
import { OwnRequest } from '../domain/errors.ts';
import { approvePlatformResets, approveResets } from '../domain/permissions.ts';
import { hashPassword } from '../password-hash.ts';
import { accountOfTenant } from './account-of-tenant.ts';
import { removeAllFactors } from './close-account.ts';
import { writeInvitation } from './write-invitation.ts';

type Where = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

const OPEN_DAYS = 7;

/** Asks for a colleague's second factors to be taken away because they are lost; a second person decides within seven days. Throws OwnRights, WorksElsewhere, NotFound, InvalidInput when one is asked for already. */
export async function requestFactorReset(ctx: Where, input: { readonly tenant: TenantId; readonly accountId: string }): Promise<void> {
  const { accountId: by } = requireStaff(ctx.actor);
  const { account } = await accountOfTenant(ctx, input);
  const at = ctx.clock.now();
  await ctx.database.inTenant(input.tenant, async (tx) => {
    await closeOldResets(tx, at);
    const id = newId();
    if (!(await insertFactorReset(tx, { id, accountId: account.id, requestedBy: by, requestedAt: at, expiresAt: new Date(at.getTime() + OPEN_DAYS * 86_400_000) }))) {
      throw new InvalidInput([{ pointer: '', code: 'reset-asked', message: 'Das Zurücksetzen ist schon beantragt und wartet auf die Freigabe.' }]);
    }
    await record(tx, { actor: ctx.actor, action: 'identity/reset-requested', subject: { kind: 'reset', id }, facts: {}, at });
  });
}

/** A wish that waits, as the deciding person sees it. */
export type WaitingReset = { readonly id: string; readonly name: string; readonly email: string; readonly requestedBy: string; readonly requestedAt: Date; readonly mayDecide: boolean };

/** Wishes of an authority that wait for a decision, oldest first. Permission `identity/approve-resets`. */
export async function listWaitingResets(ctx: Where, input: { readonly tenant: TenantId }): Promise<WaitingReset[]> {
  requirePermission(ctx.actor, permissionIn(input.tenant), input.tenant);
  const own = requireStaff(ctx.actor).accountId;
  return ctx.database.inTenant(input.tenant, async (tx) => {
    const open = await listOpenResets(tx, ctx.clock.now());
    const accounts = new Map((await listAccounts(tx, [...new Set(open.flatMap((one) => [one.accountId, one.requestedBy]))])).map((account) => [account.id, account]));
    return open.map(({ id, accountId, requestedBy, requestedAt }) => ({ id, name: accounts.get(accountId)?.name ?? '', email: accounts.get(accountId)?.email ?? '', requestedBy: accounts.get(requestedBy)?.name ?? '', requestedAt, mayDecide: own !== accountId && own !== requestedBy }));
  });
}

/**
 * Decides a wish. Approving takes away all second factors, the password and the sessions, and returns the key of a link for a new beginning, shown this once. Whoever asked and whom it is about may not
 * decide (OwnRequest). Throws NotFound for wishes that are decided, too old or not there, and when the person no longer works here.
 */
export async function decideFactorReset(ctx: Where, input: { readonly tenant: TenantId; readonly reset: string; readonly outcome: 'approved' | 'refused' }): Promise<string | undefined> {
  requirePermission(ctx.actor, permissionIn(input.tenant), input.tenant);
  const { accountId: by } = requireStaff(ctx.actor);
  const at = ctx.clock.now();
  const passwordHash = await hashPassword(randomBytes(32).toString('base64url'));
  return ctx.database.acrossTenants('identity/reset-factors', async (tx) => {
    const here = { ...tx, tenant: input.tenant };
    const wish = (await listOpenResets(here, at)).find((one) => one.id === input.reset);
    if (!wish) throw new NotFound();
    if (wish.requestedBy === by || wish.accountId === by) throw new OwnRequest();
    if (!(await decideReset(here, wish.id, { by, at, outcome: input.outcome }))) throw new NotFound();
    await record(here, { actor: ctx.actor, action: `identity/reset-${input.outcome}`, subject: { kind: 'reset', id: wish.id }, facts: {}, at });
    if (input.outcome === 'refused') return undefined;
    const account = await findAccountForUpdate(tx, wish.accountId);
    const worksHere = (await listGrants(here)).some((grant) => grant.accountId === wish.accountId && grant.revokedAt === null);
    if (!account || account.disabledAt !== null || !worksHere) throw new NotFound();
    await saveAccount(tx, { ...account, passwordHash, passwordMustChange: true, passwordSetAt: at });
    await removeAllFactors(tx, account.id, at);
    return writeInvitation(tx, account.id, at);
  });
}

function permissionIn(tenant: TenantId) {
  return tenant === PLATFORM_TENANT ? approvePlatformResets : approveResets;
}
