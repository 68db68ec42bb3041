import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { countWaitingJobs, listDeadLetters, type DeadLetter } from '@allmende/jobs';
import { seeFleet } from '../domain/permissions.ts';

/** Jobs that gave up, and how many wait. What a job's error said stays in the protocol: only its first word, the kind of error, is shown. */
export async function listStuckJobs(ctx: Pick<ActionContext, 'database' | 'actor'>): Promise<{ readonly waiting: number; readonly stuck: readonly DeadLetter[] }> {
  requirePermission(ctx.actor, seeFleet, PLATFORM_TENANT);
  return ctx.database.acrossTenants('operations/see-jobs', async (tx) => ({
    waiting: await countWaitingJobs(tx),
    stuck: (await listDeadLetters(tx)).map((one) => ({ ...one, lastError: /^[A-Za-z]{1,60}(?=:|$|\n)/u.exec(one.lastError)?.[0] ?? '' })),
  }));
}
