import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext, House } from '@allmende/house';
import type { AuthorityRef } from '@allmende/tenancy';
import { openBytes, sealBytes } from '@allmende/secrets';
import type { TenantId } from '@allmende/database';
import { findOwnProvider, saveOwnProvider, selectOpenProviders } from '../data/own-provider.ts';
import { checkProvider, type OwnProvider, type TypedProvider } from '../domain/own-provider.ts';
import { manageSignIn } from '../domain/permissions.ts';
import { openVault } from './open-vault.ts';

const contextOf = (tenant: TenantId) => `single-sign-on/own-provider:${tenant}`;

/** The provider that the authority connected, without its secret; undefined without one. */
export async function getOwnProvider(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<OwnProvider | undefined> {
  requirePermission(ctx.actor, manageSignIn, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, findOwnProvider);
}

/** Connects a provider, or changes it; groups may give a caseworker's role for one of `services`, those that the authority offers. An empty secret keeps the one that is there, unless the issuer changes. Throws InvalidInput with a message at each field. */
export async function changeOwnProvider(ctx: Pick<ActionContext, 'database' | 'keys' | 'clock' | 'config' | 'actor' | 'tenant'>, typed: TypedProvider, services: readonly string[] = []): Promise<void> {
  requirePermission(ctx.actor, manageSignIn, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const vault = await openVault(ctx, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const there = await findOwnProvider(tx);
    const mayBePlain = ctx.config.environment !== 'production';
    // A secret goes only to whom it was given for.
    const hasSecret = there !== undefined && checkedIssuer(typed) === there.issuer;
    const provider = checkProvider(typed, { hasSecret, mayBePlain, services });
    const at = ctx.clock.now();
    const sealedSecret = typed.secret === '' && there ? there.sealedSecret : sealBytes(vault, Buffer.from(typed.secret), contextOf(ctx.tenant));
    await saveOwnProvider(tx, { ...provider, sealedSecret, at, by: accountId });
    const groups = provider.mapping.map(({ group, role }) => `${group} = ${role}`).join('; ').slice(0, 2000);
    await record(tx, {
      actor: ctx.actor, action: 'single-sign-on/provider-changed', subject: { kind: 'provider', id: ctx.tenant }, at,
      facts: { issuer: provider.issuer, open: provider.isOpen, groups, strength: provider.acr ?? '', secretChanged: typed.secret !== '' },
    });
  });
}

/** The provider with its secret, for a sign-in; undefined without one. */
export async function openOwnProvider(house: Pick<House, 'database' | 'keys' | 'clock'>, tenant: TenantId): Promise<{ readonly provider: OwnProvider; readonly secret: string } | undefined> {
  const found = await house.database.inTenant(tenant, findOwnProvider);
  return found && { provider: found, secret: openBytes(await openVault(house, tenant), found.sealedSecret, contextOf(tenant)).toString() };
}

/** Authorities at whose provider people may sign in, by name. Public: each of them wants to be found by its people. */
export async function listOwnProviders(house: Pick<House, 'database' | 'directory'>): Promise<readonly AuthorityRef[]> {
  const tenants = await house.database.acrossTenants('single-sign-on/list-providers', selectOpenProviders);
  return [...(await house.directory.namesOf(tenants))].toSorted((a, b) => a.name.localeCompare(b.name, 'de'));
}

function checkedIssuer(typed: TypedProvider): string {
  return typed.issuer.trim().replace(/\/\.well-known\/openid-configuration$/u, '');
}
