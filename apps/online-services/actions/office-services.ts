import { requirePermission, type Actor, type Permission } from '@allmende/access';
import { record } from '@allmende/audit';
import { tenantId, type TenantId, type TenantTx } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { findAuthority, type Authority, type AuthorityId } from '@allmende/register';
import { findAppState } from '../data/app-state.ts';
import { listParents, type OverlayArea } from '../data/parent-overlay.ts';
import { findOverlay, findService, keepOverlay, listOffersOfService, listServices, saveEditedOverlay, switchService, type OfferedService } from '../data/service.ts';
import { findPackage, listNewestPackages, type PackageHead } from '../data/service-package.ts';
import { canonicalJson, contentHash, type ContentHash } from '../domain/content-hash.ts';
import { diffOverlays, type OverlayChange } from '../domain/diff-overlays.ts';
import { AppNotRunning, ServiceNotReady } from '../domain/errors.ts';
import { serviceSwitched } from '../domain/events.ts';
import { mergeOverlays, ownPart, parentsKey, type Parent } from '../domain/merge-overlays.ts';
import { emptyOverlay, takeOverOverlay } from '../domain/overlay.ts';
import { activationProblems, overlayInputValues, parseOverlayInput, type OverlayInput } from '../domain/parse-overlay-input.ts';
import type { FormBody } from '../domain/parse-field.ts';
import { manageServices, seeServices } from '../domain/permissions.ts';
import type { Overlay, ServicePackage } from '../domain/service-package.ts';
import { versionProblems } from '../domain/try-version.ts';
import type { FieldProblem } from '@allmende/errors';
import { overlayAreaOf } from './overlay-area.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** A service as the office sees it. */
export type OfficeService = {
  readonly package: ServicePackage;
  readonly head: PackageHead;
  readonly offered: OfferedService | undefined;
  /** The own values that the office edits. */
  readonly overlay: Overlay;
  /** What the Land and the district set for the authority now, the Land first. */
  readonly parents: readonly Parent[];
  /** The own values with those that are inherited: what citizens would get. */
  readonly effective: Overlay;
  /** What stands in the way of switching on; empty when nothing does. */
  readonly problems: readonly FieldProblem[];
  /** The office has changed values that citizens do not see yet. */
  readonly hasChanges: boolean;
  /** Land or district have changed what the authority inherits. */
  readonly hasNewParents: boolean;
  /** A newer version of the package is published than the one citizens get. */
  readonly hasNewVersion: boolean;
};

/** All published services with what the authority makes of them. */
export async function listOfficeServices(ctx: Context, { asks = seeServices }: { readonly asks?: Permission } = {}): Promise<OfficeService[]> {
  requirePermission(ctx.actor, asks, ctx.tenant);
  const area = await overlayAreaOf(ctx);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const offered = await listServices(tx);
    const services = [];
    for (const head of await listNewestPackages(tx)) services.push(await officeService(ctx, tx, area, head, offered.find(({ serviceId }) => serviceId === head.serviceId)));
    return services;
  });
}

/** One service for the editor. Throws NotFound for a service that nobody has published. */
export async function getOfficeService(ctx: Context, input: { service: string }): Promise<OfficeService & { inputValues: Readonly<Record<string, string>> }> {
  requirePermission(ctx.actor, seeServices, ctx.tenant);
  const area = await overlayAreaOf(ctx);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const service = await getService(ctx, tx, area, input.service);
    return { ...service, inputValues: overlayInputValues(service.package, service.overlay) };
  });
}

/** What typed values would change, and whether the service works with them. */
export type OverlayReview = { readonly service: OfficeService; readonly changes: readonly OverlayChange[]; readonly problems: readonly string[]; readonly samples: number };

/**
 * Compares typed values, with those that are inherited, to what citizens get now (to what is saved while the service is off), and tries them with the samples of the package. Keeps nothing. Throws InvalidInput
 * with a problem for each value that cannot be read. Needs `online-services/manage-services`.
 */
export async function reviewOverlay(ctx: Context, input: { service: string; body: FormBody }): Promise<OverlayReview> {
  requirePermission(ctx.actor, manageServices, ctx.tenant);
  const area = await overlayAreaOf(ctx);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const service = await getService(ctx, tx, area, input.service);
    const parsed = parseOverlayInput(service.package, input.body, { name: nameOf(ctx.actor), on: ctx.clock.today() });
    if (parsed.problems.length > 0) throw new InvalidInput(parsed.problems);
    const active = service.offered?.active;
    const before = (active && (await findOverlay(tx, active.overlayHash))) ?? service.effective;
    const after = mergeOverlays(service.package, withPlaces(service.overlay, parsed.overlay), service.parents);
    return { service, changes: diffOverlays(before, after), problems: versionProblems(service.package, after, ctx.clock.today(), 5), samples: service.package.samples.length };
  });
}

/**
 * Saves the local values that an office typed, unfinished ones too. Citizens see them after the next switching on. Nothing is saved while a value cannot be read:
 * throws InvalidInput with a problem for each input. An authority may prepare its values before it has ordered the app, but not while the app is suspended: AppNotRunning.
 * Needs `online-services/manage-services`; writes an audit entry.
 */
export async function saveOverlay(ctx: Context, input: { service: string; body: FormBody }): Promise<ContentHash> {
  requirePermission(ctx.actor, manageServices, ctx.tenant);
  const area = await overlayAreaOf(ctx);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    await requireNotSuspended(tx);
    const service = await getService(ctx, tx, area, input.service);
    const parsed: OverlayInput = parseOverlayInput(service.package, input.body, { name: nameOf(ctx.actor), on: ctx.clock.today() });
    if (parsed.problems.length > 0) throw new InvalidInput(parsed.problems);
    const overlay = withPlaces(service.overlay, keepUnchangedSources(service.overlay, parsed.overlay));
    return keep(ctx, tx, overlay, {});
  });
}

/** Changes the values that the office edits, for what has a page of its own beside the form; saves as `saveOverlay` does. */
export async function changeOverlay(ctx: Context, input: { service: string }, change: (service: OfficeService) => Overlay): Promise<ContentHash> {
  requirePermission(ctx.actor, manageServices, ctx.tenant);
  const area = await overlayAreaOf(ctx);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    await requireNotSuspended(tx);
    return keep(ctx, tx, change(await getService(ctx, tx, area, input.service, { forUpdate: true })), {});
  });
}

/**
 * Switches a service on with the values of now and the newest version of its package, or brings changed values to the citizens. Throws ServiceNotReady
 * while rates or their statute are missing or a sample of the package goes another way with them, AppNotRunning. Writes an audit entry and the event `online-services/service-switched`.
 */
export async function activateService(ctx: Context, input: { service: string }): Promise<void> {
  requirePermission(ctx.actor, manageServices, ctx.tenant);
  const area = await overlayAreaOf(ctx);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await requireRunning(tx);
    const service = await getService(ctx, tx, area, input.service, { forUpdate: true });
    requireReady(ctx, service);
    if (!(await switchOn(ctx, tx, area, service))) throw new ServiceNotReady(service.problems);
  });
}

/** Throws what `activateService` would, without switching anything on. */
export async function requireActivatable(ctx: Context, input: { service: string }): Promise<void> {
  const area = await overlayAreaOf(ctx);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await requireRunning(tx);
    requireReady(ctx, await getService(ctx, tx, area, input.service));
  });
}

function requireReady(ctx: Pick<Context, 'clock'>, service: OfficeService): void {
  const [failure] = service.problems.length === 0 ? versionProblems(service.package, service.effective, ctx.clock.today(), 1) : [];
  if (failure !== undefined) throw new ServiceNotReady([{ pointer: '', code: 'sample', message: failure }]);
  if (!service.offered || service.problems.length > 0) throw new ServiceNotReady(service.problems);
}

/** Switches on what was ordered and is complete, in the transaction that starts the app. A service whose values are missing, or that nobody has published, stays off. */
export async function switchOnOrdered(ctx: Context, tx: TenantTx, area: OverlayArea, services: readonly string[]): Promise<void> {
  for (const id of services) {
    const [head] = await listNewestPackages(tx, id);
    if (head) await switchOn(ctx, tx, area, await officeService(ctx, tx, area, head, await findService(tx, id, { forUpdate: true })));
  }
}

async function switchOn(ctx: Context, tx: TenantTx, area: OverlayArea, { head, offered, problems, effective, parents }: OfficeService): Promise<boolean> {
  if (!offered || problems.length > 0) return false;
  const overlayHash = contentHash(effective);
  const [at, by] = [ctx.clock.now(), accountOf(ctx.actor)];
  await keepOverlay(tx, { hash: overlayHash, serviceId: head.serviceId, content: canonicalJson(effective), savedAt: at, savedBy: by });
  await switchService(tx, head.serviceId, { packageHash: head.hash, overlayHash, ownOverlayHash: offered.editedOverlay, parents: parentsKey(parents), area, at, by });
  await record(tx, {
    actor: ctx.actor, action: 'online-services/service-activated', subject: { kind: 'service', id: head.serviceId }, at: ctx.clock.now(),
    facts: { package: head.hash, version: head.version, overlay: overlayHash },
  });
  await emit(tx, serviceSwitched(ctx.tenant, { service: head.serviceId, on: true }));
  return true;
}

/** Ends the offer; open drafts can still be sent. Writes an audit entry and the event. */
export async function deactivateService(ctx: Context, input: { service: string }): Promise<void> {
  requirePermission(ctx.actor, manageServices, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const offered = await findService(tx, input.service, { forUpdate: true });
    if (!offered) throw new NotFound();
    if (!offered.active) return;
    await switchService(tx, input.service, undefined);
    await record(tx, { actor: ctx.actor, action: 'online-services/service-deactivated', subject: { kind: 'service', id: input.service }, facts: {}, at: ctx.clock.now() });
    await emit(tx, serviceSwitched(ctx.tenant, { service: input.service, on: false }));
  });
}

/** An authority that offers a service, and what a neighbour could start from. */
export type ServiceUser = { readonly authority: Authority; readonly since: Date; readonly sharesDistrict: boolean };

/** The other authorities that offer a service, those of the same district first. */
export async function listUsersOfService(ctx: Context, input: { service: string }): Promise<ServiceUser[]> {
  requirePermission(ctx.actor, seeServices, ctx.tenant);
  const own = await findAuthority(ctx, { id: ctx.tenant as string as AuthorityId });
  const offers = await ctx.database.acrossTenants('online-services/list-users-of-service', (tx) => listOffersOfService(tx, input.service));
  const users = await Promise.all(offers.filter(({ tenant }) => tenant !== ctx.tenant).map(async ({ tenant, activatedAt }) => {
    const authority = await findAuthority(ctx, { id: tenant as AuthorityId });
    return authority ? [{ authority, since: activatedAt, sharesDistrict: own?.district?.key !== undefined && authority.district?.key === own.district.key }] : [];
  }));
  return users.flat().toSorted((one, other) => Number(other.sharesDistrict) - Number(one.sharesDistrict) || one.authority.name.localeCompare(other.authority.name, 'de'));
}

/**
 * Starts from what another authority has: its ways of counting and its words, never its amounts, contacts or statute. Replaces what was edited here, not what
 * citizens see. Throws NotFound when the other does not offer the service, AppNotRunning while the app is suspended. Writes an audit entry.
 */
export async function takeOverService(ctx: Context, input: { service: string; from: string }): Promise<ContentHash> {
  requirePermission(ctx.actor, manageServices, ctx.tenant);
  const offers = await ctx.database.acrossTenants('online-services/take-over', (tx) => listOffersOfService(tx, input.service));
  const other = offers.find(({ tenant }) => tenant === input.from && tenant !== ctx.tenant);
  if (!other) throw new NotFound();
  const area = await overlayAreaOf(ctx);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    await requireNotSuspended(tx);
    const { package: servicePackage } = await getService(ctx, tx, area, input.service);
    return keep(ctx, tx, takeOverOverlay(servicePackage, ownPart(other.overlay)), { takenOverFrom: tenantId(other.tenant) });
  });
}

/** A service with the values that citizens would get if it were switched on now, for trials. Whoever calls has checked that it may. Throws NotFound. */
export async function readServiceAsItStands(ctx: Context, input: { service: string }): Promise<OfficeService> {
  const area = await overlayAreaOf(ctx);
  return ctx.database.inTenant(ctx.tenant, (tx) => getService(ctx, tx, area, input.service));
}

async function getService(ctx: Context, tx: TenantTx, area: OverlayArea, serviceId: string, options: { forUpdate?: boolean } = {}): Promise<OfficeService> {
  const [head] = await listNewestPackages(tx, serviceId);
  if (!head) throw new NotFound();
  return officeService(ctx, tx, area, head, await findService(tx, serviceId, options));
}

async function officeService(ctx: Context, tx: TenantTx, area: OverlayArea, head: PackageHead, offered: OfferedService | undefined): Promise<OfficeService> {
  const servicePackage = await findPackage(tx, head.hash);
  if (!servicePackage) throw new NotFound();
  const overlay = (offered && (await findOverlay(tx, offered.editedOverlay))) ?? emptyOverlay(servicePackage);
  const parents = await listParents(tx, head.serviceId, area);
  const effective = mergeOverlays(servicePackage, overlay, parents);
  const active = offered?.active;
  return {
    package: servicePackage, head, offered, overlay, parents, effective, problems: activationProblems(servicePackage, effective, ctx.clock.today()),
    hasChanges: active !== undefined && active.overlayHash !== contentHash(effective), hasNewVersion: active !== undefined && active.packageHash !== head.hash,
    hasNewParents: active !== undefined && active.parents !== parentsKey(parents),
  };
}

async function keep(ctx: Context, tx: TenantTx, overlay: Overlay, options: { takenOverFrom?: TenantId }): Promise<ContentHash> {
  const hash = contentHash(overlay);
  await saveEditedOverlay(tx, { hash, serviceId: overlay.service, content: canonicalJson(overlay), savedAt: ctx.clock.now(), savedBy: accountOf(ctx.actor), ...options });
  await record(tx, {
    actor: ctx.actor, action: options.takenOverFrom ? 'online-services/overlay-taken-over' : 'online-services/overlay-saved', subject: { kind: 'service', id: overlay.service }, at: ctx.clock.now(),
    facts: { overlay: hash, values: Object.keys(overlay.parameters).length, ...(options.takenOverFrom ? { from: options.takenOverFrom } : {}) },
  });
  return hash;
}

async function requireRunning(tx: TenantTx): Promise<void> {
  if ((await findAppState(tx)) !== 'running') throw new AppNotRunning();
}

async function requireNotSuspended(tx: TenantTx): Promise<void> {
  if ((await findAppState(tx)) === 'suspended') throw new AppNotRunning();
}

// Who entered a statute stays on record while nothing of it and of its values changes.
function keepUnchangedSources(before: Overlay, after: Overlay): Overlay {
  const sameValues = canonicalJson(before.parameters) === canonicalJson(after.parameters);
  const sources = Object.fromEntries(Object.entries(after.sources).map(([id, source]) => {
    const old = before.sources[id];
    const isSame = sameValues && old !== undefined && canonicalJson({ ...old, enteredBy: '', enteredOn: '' }) === canonicalJson({ ...source, enteredBy: '', enteredOn: '' });
    return [id, isSame ? old : source];
  }));
  return { ...after, sources };
}

// Values of single municipalities are typed on a page of their own.
function withPlaces({ places }: Overlay, after: Overlay): Overlay {
  return places === undefined ? after : { ...after, places };
}

function accountOf(actor: Actor): string | undefined {
  return actor.kind === 'staff' ? actor.accountId : undefined;
}

export function nameOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.name : 'Allmende';
}
