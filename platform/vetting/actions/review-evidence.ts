import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { getEvidence, insertReview } from '../data/evidence.ts';
import { getSolutionRow } from '../data/solution.ts';
import { ActNotPossible } from '../domain/errors.ts';
import { ruleOf } from '../domain/ladder.ts';
import { vetSolutions } from '../domain/permissions.ts';
import { requirePossible } from '../domain/solution.ts';
import { actingId } from './acting.ts';

/** The operator has looked at evidence and confirms it, or gives it back with the reason; once. Throws InvalidInput (`/reason`), NotFound, and ActNotPossible for what needs no look, failed, or was looked at already. */
export async function reviewEvidence(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly solution: string; readonly evidence: string; readonly outcome: 'confirmed' | 'returned'; readonly reason: string },
): Promise<void> {
  requirePermission(ctx.actor, vetSolutions, PLATFORM_TENANT);
  const reason = input.reason.trim();
  if (input.outcome === 'returned' && (reason.length < 3 || reason.length > 2000)) throw new InvalidInput([{ pointer: '/reason', code: 'length', message: 'Bitte geben Sie den Grund an (3 bis 2.000 Zeichen).' }]);
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    requirePossible('evidence', await getSolutionRow(tx, { id: input.solution }, true));
    const evidence = await getEvidence(tx, { solution: input.solution, id: input.evidence });
    if (!ruleOf(evidence.check).needsReview || evidence.outcome === 'failed') throw new ActNotPossible();
    if (!(await insertReview(tx, evidence.id, { outcome: input.outcome, reason: input.outcome === 'returned' ? reason : null, at }, actingId(ctx.actor)))) throw new ActNotPossible();
    await record(tx, { actor: ctx.actor, action: 'vetting/evidence-reviewed', subject: { kind: 'vetted-solution', id: input.solution }, facts: { check: evidence.check, evidence: evidence.id, review: input.outcome }, at });
  });
}
