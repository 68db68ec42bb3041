import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT, type Tx } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAuthority, listLands } from '@allmende/register';
import { findParent, insertParent } from '../data/parent-overlay.ts';
import { findPackage, listNewestPackages } from '../data/service-package.ts';
import { checkParentOverlay } from '../domain/check-parent-overlay.ts';
import { canonicalJson, contentHash, type ContentHash } from '../domain/content-hash.ts';
import { diffOverlays, type OverlayChange } from '../domain/diff-overlays.ts';
import { emptyParentOverlay, type ParentLevel, type ParentOverlay } from '../domain/parent-overlay.ts';
import { parentInputValues, parseParentInput } from '../domain/parse-parent-input.ts';
import type { FormBody } from '../domain/parse-field.ts';
import { manageServices, publishPackages, seeServices } from '../domain/permissions.ts';
import type { ServicePackage } from '../domain/service-package.ts';
import { enqueuePreparation } from '../jobs/prepare-release.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** Whose values: those of a Land, which the operator keeps, or those of the district whose authority asks. */
export type ParentOf = { readonly service: string; readonly land?: string };

/** What a Land or district sets for the authorities below it, to be shown and edited. */
export type ParentValues = {
  readonly package: ServicePackage;
  readonly parent: ParentOverlay;
  readonly publishedAt: Date | undefined;
  readonly inputValues: Readonly<Record<string, string>>;
};

/**
 * What a Land or the own district sets for the authorities below it. The Land needs `online-services/publish-packages`, the district `online-services/see-services` at its authority. Throws NotFound for
 * an unknown service or Land, and for an authority that is no district.
 */
export async function getParentValues(ctx: Context, input: ParentOf): Promise<ParentValues> {
  const keeper = await keeperOf(ctx, input, seeServices);
  return ctx.database.withoutTenant(async (tx) => {
    const { servicePackage, parent, publishedAt } = await presentOf(tx, input.service, keeper);
    return { package: servicePackage, parent, publishedAt, inputValues: parentInputValues(servicePackage, parent) };
  });
}

/** What the typed values would change, without keeping anything. Throws InvalidInput with a problem for each input that cannot be read. */
export async function reviewParentValues(ctx: Context, input: ParentOf & { body: FormBody }): Promise<{ changes: readonly OverlayChange[]; parent: ParentOverlay; before: ParentOverlay; package: ServicePackage }> {
  const keeper = await keeperOf(ctx, input, manageServices);
  return ctx.database.withoutTenant(async (tx) => {
    const present = await presentOf(tx, input.service, keeper);
    const parent = readInput(ctx, present, input.body);
    return { changes: diffOverlays(present.parent.values, parent.values), parent, before: present.parent, package: present.servicePackage };
  });
}

/**
 * Makes the typed values those of the Land or district. Authorities below do not have them at once: a job tries them with the values of each, and they come with the next switch for those that release
 * them. Throws InvalidInput as `reviewParentValues`. The Land needs `online-services/publish-packages`, the district `online-services/manage-services`; writes an audit entry.
 */
export async function publishParentValues(ctx: Context, input: ParentOf & { body: FormBody }): Promise<{ hash: ContentHash; isNew: boolean }> {
  const keeper = await keeperOf(ctx, input, manageServices);
  return ctx.database.inTenant(keeper.tenant, async (tx) => {
    const present = await presentOf(tx, input.service, keeper);
    const parent = readInput(ctx, present, input.body);
    const hash = contentHash(parent);
    if (present.hash === hash) return { hash, isNew: false };
    const at = ctx.clock.now();
    await insertParent(tx, { id: newId(), serviceId: input.service, level: keeper.level, areaKey: keeper.area.key, hash, content: canonicalJson(parent), publishedAt: at, publishedBy: accountOf(ctx.actor) });
    await record(tx, {
      actor: ctx.actor, action: 'online-services/parent-values-published', subject: { kind: 'service', id: input.service }, at,
      facts: { level: keeper.level, area: keeper.area.key, overlay: hash, values: Object.keys(parent.entered).length, binding: parent.binding.length },
    });
    await enqueuePreparation(tx, input.service);
    return { hash, isNew: true };
  });
}

type Keeper = { readonly level: ParentLevel; readonly area: ParentOverlay['area']; readonly tenant: Context['tenant'] };

async function keeperOf(ctx: Context, input: ParentOf, needed: typeof seeServices): Promise<Keeper> {
  if (input.land !== undefined) {
    requirePermission(ctx.actor, publishPackages, PLATFORM_TENANT);
    const land = (await listLands(ctx)).find(({ key }) => key === input.land);
    if (!land) throw new NotFound();
    return { level: 'land', area: { key: land.key, name: land.name }, tenant: PLATFORM_TENANT };
  }
  requirePermission(ctx.actor, needed, ctx.tenant);
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  if (authority?.kind !== 'district') throw new NotFound();
  return { level: 'district', area: { key: authority.key, name: authority.name }, tenant: ctx.tenant };
}

async function presentOf(tx: Tx, serviceId: string, keeper: Keeper) {
  const [head] = await listNewestPackages(tx, serviceId);
  const servicePackage = head && (await findPackage(tx, head.hash));
  if (!servicePackage) throw new NotFound();
  const found = await findParent(tx, { serviceId, level: keeper.level, areaKey: keeper.area.key });
  return { servicePackage, parent: found?.content ?? emptyParentOverlay(servicePackage, keeper.level, keeper.area), hash: found?.hash, publishedAt: found?.publishedAt };
}

function readInput(ctx: Context, { servicePackage, parent }: { servicePackage: ServicePackage; parent: ParentOverlay }, body: FormBody): ParentOverlay {
  const parsed = parseParentInput(servicePackage, parent, body, { name: nameOf(ctx.actor), on: ctx.clock.today() });
  if (parsed.problems.length > 0) throw new InvalidInput(parsed.problems);
  const [refused] = checkParentOverlay(servicePackage, parsed.parent);
  if (refused !== undefined) throw new InvalidInput([{ pointer: '', code: 'parent', message: `Das lässt die Leistung nicht zu: ${refused}` }]);
  return parsed.parent;
}

function accountOf(actor: Actor): string | undefined {
  return actor.kind === 'staff' ? actor.accountId : undefined;
}

function nameOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.name : 'Allmende';
}
