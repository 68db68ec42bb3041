import { requirePermission } from '@allmende/access';
import { TRIAL_CHECKS, TRIAL_LEVELS, type TrialReport } from '@allmende/app-packages';
import { readPubliccode, solutionIdentity } from '@allmende/catalog';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findByIdentity } from '../data/solution.ts';
import { checkOnPlatform, checkTrial } from '../domain/check-trial.ts';
import type { Evidence } from '../domain/evidence.ts';
import { recordTrials } from '../domain/permissions.ts';
import { recordEvidence } from './record-evidence.ts';

/**
 * Records what a trial of an app package has shown as evidence of the solution with the same repository: that it installs, updates, saves and restores, and each of sign-in, sign-out and isolation that was tried. What was not tried gets no
 * evidence. The entries in the log, under a signed checkpoint, hold the hash of the report. Throws NotFound when no solution in the vetting has this repository.
 */
export async function recordTrial(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly report: TrialReport; readonly publiccode: string }): Promise<readonly Evidence[]> {
  requirePermission(ctx.actor, recordTrials, PLATFORM_TENANT);
  const { report } = input;
  const reading = readPubliccode(input.publiccode, report.app);
  const identity = reading.kind === 'read' ? solutionIdentity(reading.listing.repository) : undefined;
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const solution = identity === undefined ? undefined : await findByIdentity(tx, identity);
    if (solution === undefined) throw new NotFound();
    const examined = JSON.stringify(report);
    const results = [{ check: 'runs-and-restores' as const, result: checkTrial(report, TRIAL_LEVELS) }, ...TRIAL_CHECKS.flatMap(({ check }) => {
      const result = checkOnPlatform(report, check);
      return result ? [{ check, result }] : [];
    })];
    const recorded: Evidence[] = [];
    for (const one of results) recorded.push(await recordEvidence(tx, ctx, { solution: solution.id, ...one, examined }));
    return recorded;
  });
}
