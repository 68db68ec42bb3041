import { InvalidInput } from '@allmende/errors';
import { CaseChanged } from '../domain/errors.ts';
import { MOST_AT_ONCE, type BulkRun } from '../domain/bulk-run.ts';
import type { ChangeContext } from './change-case.ts';
import { proposeDecision } from './propose-decision.ts';
import { startBulk, type BulkOrder } from './start-bulk.ts';

/**
 * Decides many cases as the rules propose, after a person confirmed what they propose. What is proposed is worked out once more here: a case that the rules do not propose any longer, or that was changed since, stays as it is and
 * the result says why. Where a service package of the cases wants two people, the run waits for the second. Throws what `startBulk` throws. Returns the run.
 */
export async function startBulkDecision(ctx: ChangeContext, order: Omit<BulkOrder, 'kind' | 'to' | 'needsSecondPerson'> & { readonly decision: string }): Promise<BulkRun> {
  if (order.cases.length > MOST_AT_ONCE) throw new InvalidInput([{ pointer: '/cases', code: 'too-many', message: `Wählen Sie höchstens ${MOST_AT_ONCE} Fälle aus.` }]);
  const cases = [];
  let needsSecondPerson = false;
  for (const one of order.cases) {
    const { file, proposal } = await proposeDecision(ctx, { case: one.case, decision: order.decision, authority: order.authority, isShown: false });
    if ('reason' in proposal) cases.push({ ...one, reason: proposal.reason });
    else if (file?.version !== one.version) cases.push({ ...one, reason: new CaseChanged().message });
    else {
      needsSecondPerson ||= proposal.needsSecondPerson;
      cases.push(one);
    }
  }
  return startBulk(ctx, { ...order, kind: 'decide', cases, needsSecondPerson });
}
