import { createHash } from 'node:crypto';
import { requirePermission, requireStaff } from '@allmende/access';
import type { TenantId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { noteVouched, signInByProvider, type SignedIn } from '@allmende/identity';
import { CannotOpen, openJson, sealJson } from '@allmende/secrets';
import { claimsOf, outwardAddress, type Outward } from '../clients/own-provider-client.ts';
import { findLinkedAccount, linkAccount } from '../data/own-provider.ts';
import { NoRoleByGroups, NotFresh, OtherPerson, ProviderFailed } from '../domain/errors.ts';
import { isShownSince, readClaims, rolesOf, shownAtProvider, type Said } from '../domain/own-provider.ts';
import { manageSignIn } from '../domain/permissions.ts';
import { openOwnProvider } from './own-provider.ts';
import { openVault } from './open-vault.ts';

/** How long somebody may take at their authority. */
export const OUTWARD_MS = 10 * 60_000;

/** What a trial shows: what came, and what would follow. */
export type Trial = { readonly said: Said; readonly claims: Readonly<Record<string, unknown>>; readonly roles: readonly string[] };

type Ctx = Pick<ActionContext, 'database' | 'keys' | 'clock' | 'config' | 'directory' | 'actor'>;

/** Sends somebody to the provider of their authority; `kept` is for a cookie of this browser. To `confirm`, somebody who is signed in shows again there who they are. A trial needs the permission to connect it and works before it is open. Throws NotFound when there is none, ProviderFailed. */
export async function signInOutside(ctx: Ctx, input: { readonly tenant: TenantId; readonly redirectUri: string; readonly next: string | undefined; readonly isTrial: boolean; readonly confirm?: boolean }): Promise<{ readonly address: string; readonly kept: string }> {
  const { tenant, isTrial } = input;
  if (isTrial) requirePermission(ctx.actor, manageSignIn, tenant);
  const confirms = input.confirm === true ? requireStaff(ctx.actor).accountId : undefined;
  const own = (await ctx.directory.namesOf([tenant])).length === 0 ? undefined : await openOwnProvider(ctx, tenant);
  if (!own || (!own.provider.isOpen && !isTrial)) throw new NotFound();
  const { address, ...begun } = await outwardAddress(ctx, own.provider, own.secret, { redirectUri: input.redirectUri, anew: confirms !== undefined });
  const askedAt = ctx.clock.now().getTime();
  const outward: Outward = { ...begun, next: input.next, isTrial, ...(confirms === undefined ? {} : { confirms }), askedAt, until: askedAt + OUTWARD_MS };
  return { address, kept: sealJson(await openVault(ctx, tenant), outward, contextOf(tenant)).toString('base64url') };
}

/** Takes somebody in who comes back from there: signs them in, notes that they showed again who they are, or shows what a trial brought. Throws ProviderFailed, NotFresh, OtherPerson, NoRoleByGroups, WorksElsewhere, SignInRefused, NotFound for a way back that nobody began in this browser. */
export async function returnFromOutside(ctx: Ctx, input: { readonly tenant: TenantId; readonly came: URL; readonly kept: string | undefined; readonly sessionToken: string | undefined }): Promise<{ readonly signedIn: SignedIn; readonly next: string | undefined } | { readonly confirmed: true; readonly next: string | undefined } | { readonly trial: Trial }> {
  const { tenant } = input;
  const own = (await ctx.directory.namesOf([tenant])).length === 0 ? undefined : await openOwnProvider(ctx, tenant);
  if (!own) throw new NotFound();
  const { provider, secret } = own;
  const outward = await openKept(ctx, tenant, input.kept);
  if (!outward || outward.until < ctx.clock.now().getTime()) throw new NotFound();
  if (outward.isTrial) requirePermission(ctx.actor, manageSignIn, tenant);
  else if (!provider.isOpen) throw new NotFound();
  const claims = await claimsOf(ctx, provider, secret, input.came, outward);
  const said = readClaims(claims, provider.groupsClaim);
  const { roles, decided } = rolesOf(said.groups, provider.mapping);
  if (outward.isTrial) return { trial: { said, claims, roles } };
  const subject = { issuer: provider.issuer, hash: createHash('sha256').update(said.subject).digest() };
  const accountId = await ctx.database.inTenant(tenant, (tx) => findLinkedAccount(tx, subject));
  if (outward.confirms !== undefined) {
    const isOwn = ctx.actor.kind === 'staff' && ctx.actor.accountId === outward.confirms && accountId === outward.confirms;
    if (!isOwn || input.sessionToken === undefined) throw new OtherPerson();
    if (!isShownSince(claims, outward.askedAt, ctx.clock.now())) throw new NotFresh();
    await noteVouched(ctx, { token: input.sessionToken });
    return { confirmed: true, next: outward.next };
  }
  if (said.email === undefined) throw new ProviderFailed('Der Dienst nennt keine E-Mail-Adresse der Person (Angabe „email“).');
  if (roles.length === 0) throw new NoRoleByGroups();
  try {
    const signedIn = await signInByProvider(ctx, { tenant, accountId, email: said.email, name: said.name ?? said.email, roles, decided, shownAt: shownAtProvider(claims, ctx.clock.now()) });
    if (accountId === undefined) await ctx.database.inTenant(tenant, (tx) => linkAccount(tx, { ...subject, accountId: signedIn.account.id, at: ctx.clock.now() }));
    return { signedIn, next: outward.next };
  } catch (error) {
    if (error instanceof InvalidInput) throw new ProviderFailed('Name oder E-Mail-Adresse der Person sind nicht verwendbar.', { cause: error });
    throw error;
  }
}

async function openKept(ctx: Ctx, tenant: TenantId, kept: string | undefined): Promise<Outward | undefined> {
  if (kept === undefined || kept.length > 4_000) return undefined;
  try {
    return openJson<Outward>(await openVault(ctx, tenant), Buffer.from(kept, 'base64url'), contextOf(tenant));
  } catch (error) {
    if (error instanceof CannotOpen || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function contextOf(tenant: TenantId): string {
  return `single-sign-on/outward:${tenant}`;
}
