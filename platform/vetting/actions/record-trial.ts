import { requirePermission } from '@allmende/access';
import { TRIAL_LEVELS, type TrialReport } from '@allmende/app-packages';
import { readPubliccode, solutionIdentity } from '@allmende/catalog';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findByIdentity } from '../data/solution.ts';
import { checkTrial } from '../domain/check-trial.ts';
import type { Evidence } from '../domain/evidence.ts';
import { recordTrials } from '../domain/permissions.ts';
import { recordEvidence } from './record-evidence.ts';

/**
 * Records what a trial of an app package has shown as evidence of the solution with the same repository; the entry in the log, under a signed checkpoint, holds the hash of the report. Throws NotFound when no solution
 * in the vetting has this repository.
 */
export async function recordTrial(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly report: TrialReport; readonly publiccode: string }): Promise<Evidence> {
  requirePermission(ctx.actor, recordTrials, PLATFORM_TENANT);
  const reading = readPubliccode(input.publiccode, input.report.app);
  const identity = reading.kind === 'read' ? solutionIdentity(reading.listing.repository) : undefined;
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const solution = identity === undefined ? undefined : await findByIdentity(tx, identity);
    if (solution === undefined) throw new NotFound();
    return recordEvidence(tx, ctx, { solution: solution.id, check: 'runs-and-restores', result: checkTrial(input.report, TRIAL_LEVELS), examined: JSON.stringify(input.report) });
  });
}
