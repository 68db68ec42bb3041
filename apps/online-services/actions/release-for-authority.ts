import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findOwnRelease, releaseOwn, type OwnRelease } from '../data/release.ts';
import { findDelegation, grantDelegation, revokeDelegation, type ReleaseDelegation } from '../data/release-delegation.ts';
import { findOverlay, findService } from '../data/service.ts';
import { listNewestPackages, type PackageHead } from '../data/service-package.ts';
import { diffOverlays, type OverlayChange } from '../domain/diff-overlays.ts';
import { NothingToRelease } from '../domain/errors.ts';
import { manageServices, seeServices } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** What is new of a service for an authority, and who releases it. */
export type OwnReleaseState = {
  readonly version: string;
  /** What was tried with the present values; undefined while that is to come, or when the authority has all that is new. */
  readonly tried: { readonly candidate: string; readonly isNewVersion: boolean; readonly changes: readonly OverlayChange[]; readonly problem: string | undefined; readonly releasedAt: Date | undefined } | undefined;
  /** The operator releases for the authority. */
  readonly delegation: ReleaseDelegation | undefined;
};

/** Says what is new of a service for the authority, what it changes in its values, and whether it was released. Throws NotFound for a service that the authority does not work on. */
export async function readOwnRelease(ctx: Context, input: { service: string }): Promise<OwnReleaseState> {
  requirePermission(ctx.actor, seeServices, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const { head, tried, isNewVersion, activeOverlay } = await ownRelease(tx, input.service);
    const delegation = await findDelegation(tx, input.service);
    if (!tried || activeOverlay === undefined) return { version: head.version, tried: undefined, delegation };
    const [before, after] = [await findOverlay(tx, activeOverlay), await findOverlay(tx, tried.candidateHash)];
    const changes = before && after ? diffOverlays(before, after) : [];
    return { version: head.version, delegation, tried: { candidate: tried.candidateHash, isNewVersion, changes, problem: tried.problem, releasedAt: tried.releasedAt } };
  });
}

/**
 * Releases what is new of a service for the authority: it comes with the operator's next switch for all. `candidate` are the values that the person has seen; throws NothingToRelease when they have changed
 * since, or do not fit. Needs `online-services/manage-services`; writes an audit entry.
 */
export async function releaseForAuthority(ctx: Context, input: { service: string; candidate: string }): Promise<void> {
  requirePermission(ctx.actor, manageServices, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const { head, tried } = await ownRelease(tx, input.service);
    const at = ctx.clock.now();
    const isDone = tried?.candidateHash === input.candidate && (await releaseOwn(tx, { serviceId: input.service, packageHash: head.hash, candidateHash: input.candidate, at, by: accountOf(ctx.actor) }));
    if (!isDone) throw new NothingToRelease();
    await record(tx, {
      actor: ctx.actor, action: 'online-services/version-released', subject: { kind: 'service', id: input.service }, facts: { package: head.hash, version: head.version, overlay: input.candidate }, at,
    });
  });
}

/** Lets the operator release what is new of a service for the authority, as long as all samples hold, until this is revoked. Repeating it changes nothing. Needs `online-services/manage-services`; writes an audit entry. */
export async function delegateReleases(ctx: Context, input: { service: string }): Promise<void> {
  await changeDelegation(ctx, input.service, 'online-services/releases-delegated', grantDelegation);
}

/** Takes back what `delegateReleases` gave. Repeating it changes nothing. Needs `online-services/manage-services`; writes an audit entry. */
export async function revokeReleases(ctx: Context, input: { service: string }): Promise<void> {
  await changeDelegation(ctx, input.service, 'online-services/releases-revoked', revokeDelegation);
}

async function changeDelegation(ctx: Context, service: string, action: 'online-services/releases-delegated' | 'online-services/releases-revoked', change: typeof grantDelegation): Promise<void> {
  requirePermission(ctx.actor, manageServices, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (!(await findService(tx, service, { forUpdate: true }))) throw new NotFound();
    const at = ctx.clock.now();
    if (await change(tx, service, { at, by: accountOf(ctx.actor) })) await record(tx, { actor: ctx.actor, action, subject: { kind: 'service', id: service }, facts: {}, at });
  });
}

async function ownRelease(tx: TenantTx, serviceId: string): Promise<{ head: PackageHead; tried: OwnRelease | undefined; isNewVersion: boolean; activeOverlay: string | undefined }> {
  const [[head], service] = [await listNewestPackages(tx, serviceId), await findService(tx, serviceId)];
  if (!head || !service) throw new NotFound();
  const { active } = service;
  const isNewVersion = active !== undefined && active.packageHash !== head.hash;
  const found = active && (await findOwnRelease(tx, { serviceId, packageHash: head.hash }));
  const counts = active !== undefined && found !== undefined && found.overlayHash === active.overlayHash && (isNewVersion || found.parents !== active.parents);
  return { head, tried: counts ? found : undefined, isNewVersion, activeOverlay: active?.overlayHash };
}

function accountOf(actor: Actor): string | undefined {
  return actor.kind === 'staff' ? actor.accountId : undefined;
}
