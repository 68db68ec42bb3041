import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT, type TenantTx } from '@allmende/database';
import { readFile, type StoredFile } from '@allmende/files';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { namesOfSuppliers, ownSupplier } from '@allmende/suppliers';
import { evidenceOf, getEvidence } from '../data/evidence.ts';
import { listMessages, type Message } from '../data/message.ts';
import { getSolutionRow, keyOfSolution, listInState, listOfSupplier, readRevision, releasesOf } from '../data/solution.ts';
import type { Evidence } from '../domain/evidence.ts';
import { seeVetting } from '../domain/permissions.ts';
import type { VettedSolution, WorkState } from '../domain/solution.ts';
import { standingOn, type Standing } from '../domain/standing.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys'>;

/** A solution with how it stands today by its newest description. */
export type StandingSolution = { readonly solution: VettedSolution; readonly standing: Standing };

/** A solution with everything that supplier and operator see. */
export type WholeSolution = StandingSolution & { readonly supplierName: string; readonly evidence: readonly Evidence[]; readonly messages: readonly Message[]; readonly description: string };

/** The solutions of the acting supplier. Throws SignInNeeded, NotFound for who works for none. */
export async function listOwnSolutions(ctx: Context): Promise<readonly StandingSolution[]> {
  const supplier = await ownSupplier(ctx);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => standingOf(tx, ctx, await listOfSupplier(tx, supplier.id)));
}

/** One solution of the acting supplier. Throws NotFound for those of others. */
export async function getOwnSolution(ctx: Context, input: { readonly solution: string }): Promise<WholeSolution> {
  const supplier = await ownSupplier(ctx);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => whole(tx, ctx, await getSolutionRow(tx, { id: input.solution, supplier: supplier.id }), supplier.name));
}

/** The operator's queue: solutions in a state, the longest waiting first. */
export async function listVetting(ctx: Context, input: { readonly state: WorkState }): Promise<readonly (StandingSolution & { readonly supplierName: string })[]> {
  requirePermission(ctx.actor, seeVetting, PLATFORM_TENANT);
  const found = await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => standingOf(tx, ctx, await listInState(tx, input.state)));
  const names = await namesOfSuppliers(ctx, found.map(({ solution }) => solution.supplier));
  return found.map((one) => ({ ...one, supplierName: names.get(one.solution.supplier) ?? '' }));
}

/** One solution as the operator sees it; throws NotFound. */
export async function getVetting(ctx: Context, input: { readonly solution: string }): Promise<WholeSolution> {
  requirePermission(ctx.actor, seeVetting, PLATFORM_TENANT);
  const row = await ctx.database.inTenant(PLATFORM_TENANT, (tx) => getSolutionRow(tx, { id: input.solution }));
  const names = await namesOfSuppliers(ctx, [row.supplier]);
  return ctx.database.inTenant(PLATFORM_TENANT, (tx) => whole(tx, ctx, row, names.get(row.supplier) ?? ''));
}

/** The file behind evidence, for its supplier and the operator; throws NotFound for everybody else. */
export async function readEvidenceFile(ctx: Context & Pick<ActionContext, 'files'>, input: { readonly solution: string; readonly evidence: string }): Promise<StoredFile> {
  const supplier = ctx.actor.kind === 'supplier' ? (await ownSupplier(ctx)).id : undefined;
  if (supplier === undefined) requirePermission(ctx.actor, seeVetting, PLATFORM_TENANT);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    await getSolutionRow(tx, { id: input.solution, supplier });
    const { file } = await getEvidence(tx, { solution: input.solution, id: input.evidence });
    if (file === null) throw new NotFound();
    return readFile(tx, ctx, file.id);
  });
}

async function standingOf(tx: TenantTx, ctx: Pick<Context, 'clock'>, solutions: readonly VettedSolution[]): Promise<StandingSolution[]> {
  const ids = solutions.map(({ id }) => id);
  const [evidence, releases] = [await evidenceOf(tx, ids), await releasesOf(tx, ids)];
  const today = ctx.clock.today();
  return solutions.map((solution) => ({
    solution, standing: standingOn(today, { evidence: evidence.get(solution.id) ?? [], revision: solution.revision, releases: releases.get(solution.id) ?? { firstPublishedOn: null, releasedOn: [] } }),
  }));
}

async function whole(tx: TenantTx, ctx: Context, solution: VettedSolution, supplierName: string): Promise<WholeSolution> {
  const [standing] = await standingOf(tx, ctx, [solution]);
  if (standing === undefined) throw new NotFound();
  const dataKey = await keyOfSolution(tx, ctx.keys, solution.id);
  return {
    ...standing, supplierName, evidence: (await evidenceOf(tx, [solution.id])).get(solution.id) ?? [], messages: await listMessages(tx, dataKey, solution.id),
    description: new TextDecoder().decode(await readRevision(tx, ctx.keys, solution.id, solution.revision)),
  };
}
