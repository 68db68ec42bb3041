import { setImmediate } from 'node:timers/promises';
import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listAuthorities } from '@allmende/register';
import { listParentsByHash } from '../data/parent-overlay.ts';
import { findReleaseProgress, listStaying, listUnplaced, listUntried, savePlaces, saveReleases, switchAll, type ReleaseProgress, type Staying, type TriedRelease } from '../data/release.ts';
import { findPackage, listNewestPackages } from '../data/service-package.ts';
import { canonicalJson, contentHash } from '../domain/content-hash.ts';
import { mergeOverlays, type Parent } from '../domain/merge-overlays.ts';
import { publishPackages } from '../domain/permissions.ts';
import { tryVersion } from '../domain/try-version.ts';
import { areaOfAuthority } from './overlay-area.ts';

/** So many authorities are tried before others get their turn; some 20 ms. */
const BREATH = 10;
/** As many as the register tells at once. */
const PLACED_AT_ONCE = 1_000;

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

/**
 * Tries what is new of a service with the values of the authorities that do not have it: the newest version, and what Land and district set now. Do the values fit, is anything missing, do all samples
 * hold. Keeps the values that would apply and the result beside each, and writes an entry to its log. Takes at most `limit` at a time and says whether there are more; may be broken off and repeated.
 * Needs `online-services/publish-packages`.
 */
export async function prepareRelease(ctx: Context, input: { service: string; limit: number }): Promise<{ tried: number; isDone: boolean }> {
  requirePermission(ctx.actor, publishPackages, PLATFORM_TENANT);
  const { head, servicePackage } = await newest(ctx, input.service);
  const version = { serviceId: input.service, packageHash: head.hash };
  await placeAuthorities(ctx, input.service);
  const untried = await ctx.database.acrossTenants('online-services/prepare-release', (tx) => listUntried(tx, { ...version, limit: input.limit }));
  const hashes = [...new Set(untried.flatMap(({ parents }) => parents.split(':')))].filter((hash) => hash !== '');
  const known = new Map<string, Parent>((await ctx.database.withoutTenant((tx) => listParentsByHash(tx, input.service, hashes))).map((parent) => [parent.hash, parent]));
  const today = ctx.clock.today();
  const results: TriedRelease[] = [];
  for (const { tenant, overlayHash, own, parents } of untried) {
    const candidate = mergeOverlays(servicePackage, own, parents.split(':').flatMap((hash) => known.get(hash) ?? []));
    results.push({ tenant, overlayHash, parents, candidate: { hash: contentHash(candidate), content: canonicalJson(candidate) }, problem: tryVersion(servicePackage, candidate, today) });
    // Thousands are tried beside the other jobs of a process.
    if (results.length % BREATH === 0) await setImmediate();
  }
  const at = ctx.clock.now();
  if (results.length > 0) {
    await ctx.database.acrossTenants('online-services/prepare-release', async (tx) => {
      await saveReleases(tx, { ...version, at }, results);
      for (const { tenant, candidate, problem } of results) {
        await record({ ...tx, tenant: tenantId(tenant) }, {
          actor: ctx.actor, action: 'online-services/version-prepared', subject: { kind: 'service', id: input.service }, at,
          facts: { package: head.hash, version: head.version, overlay: candidate.hash, fits: problem === undefined },
        });
      }
    });
  }
  return { tried: untried.length, isDone: untried.length < input.limit };
}

/**
 * Switches all authorities over to what is new of a service for which `prepareRelease` found nothing wrong and which somebody there has released, or the operator does so for them: at once and without a
 * restart. The others keep what they have and are listed with the reason. Open drafts go on with their version. Needs `online-services/publish-packages`; writes to the platform's log.
 */
export async function activateRelease(ctx: Context, input: { service: string }): Promise<{ switched: number; staying: Staying[] }> {
  requirePermission(ctx.actor, publishPackages, PLATFORM_TENANT);
  const head = await newestHead(ctx, input.service);
  const version = { serviceId: input.service, packageHash: head.hash };
  const switched = await ctx.database.acrossTenants('online-services/activate-release', async (tx) => {
    const count = await switchAll(tx, { ...version, at: ctx.clock.now() });
    await record({ ...tx, tenant: PLATFORM_TENANT }, {
      actor: ctx.actor, action: 'online-services/version-activated', subject: { kind: 'service', id: input.service }, facts: { package: head.hash, version: head.version, authorities: count }, at: ctx.clock.now(),
    });
    return count;
  });
  return { switched, staying: await ctx.database.acrossTenants('online-services/activate-release', (tx) => listStaying(tx, version)) };
}

/** How far what is new has come, one entry for each service of which some authority does not have it. Needs `online-services/publish-packages`. */
export async function followReleases(ctx: Pick<Context, 'database' | 'actor'>): Promise<ReleaseProgress[]> {
  requirePermission(ctx.actor, publishPackages, PLATFORM_TENANT);
  const heads = await ctx.database.withoutTenant((tx) => listNewestPackages(tx));
  return ctx.database.acrossTenants('online-services/follow-releases', async (tx) => {
    const all = [];
    for (const { serviceId, hash: packageHash, version } of heads) all.push(await findReleaseProgress(tx, { serviceId, packageHash, version }));
    return all.filter((progress) => progress !== undefined);
  });
}

/** All published services with how far what is new of them has come; `progress` is undefined where every authority has it. Needs `online-services/publish-packages`. */
export async function listServiceReleases(ctx: Pick<Context, 'database' | 'actor'>): Promise<{ service: string; name: string; version: string; publishedAt: Date; progress: ReleaseProgress | undefined }[]> {
  const progress = await followReleases(ctx);
  return ctx.database.withoutTenant(async (tx) => {
    const services = [];
    for (const { serviceId: service, hash, version, publishedAt } of await listNewestPackages(tx)) {
      const name = (await findPackage(tx, hash))?.texts['de']?.['service.name'] ?? service;
      services.push({ service, name, version, publishedAt, progress: progress.find((one) => one.service === service) });
    }
    return services;
  });
}

/** An authority that does not have what is new, by name. */
export type StayingAuthority = Staying & { readonly name: string };

/** How far one service is and which authorities do not have what is new, with the reason; at most 1,000, those that need somebody first. Needs `online-services/publish-packages`. Throws NotFound. */
export async function followRelease(ctx: Pick<Context, 'database' | 'actor'>, input: { service: string }): Promise<{ name: string; version: string; progress: ReleaseProgress | undefined; staying: StayingAuthority[] }> {
  requirePermission(ctx.actor, publishPackages, PLATFORM_TENANT);
  const { head, servicePackage } = await newest(ctx, input.service);
  const version = { serviceId: input.service, packageHash: head.hash };
  const { progress, staying } = await ctx.database.acrossTenants('online-services/follow-releases', async (tx) => ({
    progress: await findReleaseProgress(tx, { ...version, version: head.version }), staying: await listStaying(tx, version),
  }));
  const order = ['does-not-fit', 'not-released', 'not-tried', 'ready'];
  const shown = staying.toSorted((one, other) => order.indexOf(one.reason) - order.indexOf(other.reason)).slice(0, PLACED_AT_ONCE);
  const names = new Map((await listAuthorities(ctx, { ids: shown.map(({ tenant }) => tenant) })).map(({ id, name }) => [id as string, name]));
  return { name: servicePackage.texts['de']?.['service.name'] ?? input.service, version: head.version, progress, staying: shown.map((one) => ({ ...one, name: names.get(one.tenant) ?? one.tenant })) };
}

// Authorities that switched a service on before values could be inherited have no place yet.
async function placeAuthorities(ctx: Context, serviceId: string): Promise<void> {
  for (;;) {
    const unplaced = await ctx.database.acrossTenants('online-services/prepare-release', (tx) => listUnplaced(tx, { serviceId, limit: PLACED_AT_ONCE }));
    if (unplaced.length === 0) return;
    const areas = new Map((await listAuthorities(ctx, { ids: unplaced })).map((authority) => [authority.id as string, areaOfAuthority(authority)]));
    await ctx.database.acrossTenants('online-services/prepare-release', (tx) => savePlaces(tx, serviceId, unplaced.map((tenant) => ({ tenant, area: areas.get(tenant) ?? { land: '', district: '' } }))));
    if (unplaced.length < PLACED_AT_ONCE) return;
  }
}

async function newestHead(ctx: Pick<Context, 'database'>, service: string) {
  const [head] = await ctx.database.withoutTenant((tx) => listNewestPackages(tx, service));
  if (!head) throw new NotFound();
  return head;
}

async function newest(ctx: Pick<Context, 'database'>, service: string) {
  return ctx.database.withoutTenant(async (tx) => {
    const [head] = await listNewestPackages(tx, service);
    const servicePackage = head && (await findPackage(tx, head.hash));
    if (!servicePackage) throw new NotFound();
    return { head, servicePackage };
  });
}
