import { requirePermission } from '@allmende/access';
import { record, type RecordInput } from '@allmende/audit';
import { listDescription, unlistSolution } from '@allmende/catalog';
import { PLATFORM_TENANT, type TenantTx } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { evidenceOf } from '../data/evidence.ts';
import { getSolutionRow, notePublication, readRevision, releasesOf, saveSolution } from '../data/solution.ts';
import { ApprovedOtherwise, LevelTooLow } from '../domain/errors.ts';
import { LEVEL_TO_PUBLISH } from '../domain/ladder.ts';
import { vetSolutions } from '../domain/permissions.ts';
import { requirePossible, type SolutionAct, type VettedSolution } from '../domain/solution.ts';
import { standingOn } from '../domain/standing.ts';
import { actingId } from './acting.ts';
import { onOwnSolution } from './own-solution.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys'>;

/** The supplier hands a solution in: from now on the operator looks at it. Throws NotFound, ActNotPossible. */
export async function submitSolution(ctx: Context, input: { readonly solution: string }): Promise<void> {
  await onOwnSolution(ctx, input.solution, async (tx, solution) => {
    requirePossible('submit', solution);
    await saveSolution(tx, solution.id, { at: ctx.clock.now(), state: 'submitted', reason: null });
    await note(tx, ctx, 'vetting/solution-submitted', solution, { facts: {} });
  });
}

/** The operator gives a solution back with the reasons; the supplier sees them. Throws InvalidInput (`/reason`), NotFound, ActNotPossible. */
export async function returnSolution(ctx: Context, input: { readonly solution: string; readonly reason: string }): Promise<void> {
  const reason = checkedReason(input.reason);
  await asOperator(ctx, input.solution, 'return', async (tx, solution) => {
    await saveSolution(tx, solution.id, { at: ctx.clock.now(), state: 'returned', reason });
    await note(tx, ctx, 'vetting/solution-returned', solution, { facts: {}, personal: { reason } });
  });
}

/** The operator agrees to exactly this description; the supplier has to agree as well. Throws LevelTooLow, NotFound, ActNotPossible. */
export async function approveSolution(ctx: Context, input: { readonly solution: string }): Promise<void> {
  await asOperator(ctx, input.solution, 'approve', async (tx, solution) => {
    const level = await requireLevel(tx, ctx, solution);
    await saveSolution(tx, solution.id, { at: ctx.clock.now(), state: 'approved', approval: { revision: solution.revision, by: actingId(ctx.actor) }, reason: null });
    await note(tx, ctx, 'vetting/solution-approved', solution, { facts: { level, revision: solution.revision } });
  });
}

/** The supplier agrees as well, and the solution stands in the store. `revision` is the description that the supplier saw. Returns the slug. Throws ApprovedOtherwise, LevelTooLow when evidence has expired meanwhile, NotFound, ActNotPossible. */
export async function publishSolution(ctx: Context, input: { readonly solution: string; readonly revision: number }): Promise<string> {
  return onOwnSolution(ctx, input.solution, async (tx, solution) => {
    requirePossible('publish', solution);
    if (solution.revision !== input.revision) throw new ApprovedOtherwise();
    const level = await requireLevel(tx, ctx, solution);
    const at = ctx.clock.now();
    const publiccode = await readRevision(tx, ctx.keys, solution.id, solution.revision);
    const slug = await listDescription(tx, { actor: ctx.actor, at }, { publiccode, source: `vetting:${solution.id}`, name: solution.name });
    await notePublication(tx, solution.id, solution.revision, ctx.clock.today());
    await saveSolution(tx, solution.id, { at, state: 'published', listing: 'listed', publishedRevision: solution.revision, slug, reason: null });
    await note(tx, ctx, 'vetting/solution-published', solution, { facts: { level, revision: solution.revision, slug } });
    return slug;
  });
}

/** Supplier or operator say that nobody should begin with a solution any more; it stays in the store with the reason. Throws InvalidInput (`/reason`), NotFound, ActNotPossible. */
export async function deprecateSolution(ctx: Context, input: { readonly solution: string; readonly reason: string }): Promise<void> {
  const reason = checkedReason(input.reason);
  await asEither(ctx, input.solution, 'deprecate', async (tx, solution) => {
    await saveSolution(tx, solution.id, { at: ctx.clock.now(), listing: 'deprecated', reason });
    await note(tx, ctx, 'vetting/solution-deprecated', solution, { facts: {}, personal: { reason } });
  });
}

/** Supplier or operator take a solution out of the store: searches find it no more, its page says why. Throws InvalidInput (`/reason`), NotFound, ActNotPossible. */
export async function withdrawSolution(ctx: Context, input: { readonly solution: string; readonly reason: string }): Promise<void> {
  const reason = checkedReason(input.reason);
  await asEither(ctx, input.solution, 'withdraw', async (tx, solution) => {
    if (solution.slug !== null) await unlistSolution(tx, solution.slug);
    await saveSolution(tx, solution.id, { at: ctx.clock.now(), listing: 'withdrawn', reason });
    await note(tx, ctx, 'vetting/solution-withdrawn', solution, { facts: {}, personal: { reason } });
  });
}

async function asOperator(ctx: Context, id: string, act: SolutionAct, work: (tx: TenantTx, solution: VettedSolution) => Promise<void>): Promise<void> {
  requirePermission(ctx.actor, vetSolutions, PLATFORM_TENANT);
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const solution = await getSolutionRow(tx, { id }, true);
    requirePossible(act, solution);
    await work(tx, solution);
  });
}

async function asEither(ctx: Context, id: string, act: SolutionAct, work: (tx: TenantTx, solution: VettedSolution) => Promise<void>): Promise<void> {
  if (ctx.actor.kind !== 'supplier') return asOperator(ctx, id, act, work);
  await onOwnSolution(ctx, id, async (tx, solution) => {
    requirePossible(act, solution);
    await work(tx, solution);
  });
}

async function requireLevel(tx: TenantTx, ctx: Pick<Context, 'clock'>, solution: VettedSolution): Promise<number> {
  const [evidence, releases] = [await evidenceOf(tx, [solution.id]), await releasesOf(tx, [solution.id])];
  const { level } = standingOn(ctx.clock.today(), { evidence: evidence.get(solution.id) ?? [], revision: solution.revision, releases: releases.get(solution.id) ?? { firstPublishedOn: null, releasedOn: [] } });
  if (level < LEVEL_TO_PUBLISH) throw new LevelTooLow(level, LEVEL_TO_PUBLISH);
  return level;
}

async function note(tx: TenantTx, ctx: Context, action: string, solution: VettedSolution, told: Pick<RecordInput, 'facts' | 'personal'>): Promise<void> {
  await record(tx, { actor: ctx.actor, action, subject: { kind: 'vetted-solution', id: solution.id }, ...told, at: ctx.clock.now() });
}

function checkedReason(text: string): string {
  const reason = text.trim();
  if (reason.length < 3 || reason.length > 2000) throw new InvalidInput([{ pointer: '/reason', code: 'length', message: 'Bitte geben Sie den Grund an (3 bis 2.000 Zeichen).' }]);
  return reason;
}
