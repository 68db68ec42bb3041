import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { retryDeadLetter } from '@allmende/jobs';
import { retryJobs } from '../domain/permissions.ts';

/** Lets a job that gave up try again; throws NotFound when it is no longer there. */
export async function retryJob(ctx: Pick<ActionContext, 'database' | 'actor' | 'clock'>, input: { readonly job: number }): Promise<void> {
  requirePermission(ctx.actor, retryJobs, PLATFORM_TENANT);
  const revived = await ctx.database.acrossTenants('operations/retry-job', (tx) => retryDeadLetter(tx, input.job));
  if (!revived) throw new NotFound();
  await ctx.database.inTenant(PLATFORM_TENANT, (tx) => record(tx, { actor: ctx.actor, action: 'operations/job-retried', subject: { kind: 'job', id: String(input.job) }, facts: {}, at: ctx.clock.now() }));
}
