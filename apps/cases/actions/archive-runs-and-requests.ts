import { tenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { insertRun, listAllRuns, listItems, saveRun } from '../data/bulk-run.ts';
import { findParticipation, findStatementRequest, listRequestsOfOthers, putStatementRequest } from '../data/participation.ts';
import type { ArchivedRunsAndRequests } from '../domain/archive-settings.ts';
import { enqueueBulk } from './enqueue-bulk.ts';

type Context = Pick<ActionContext, 'database' | 'tenant'>;

/** The authority's work on many cases at once, with what became of each case, and what other authorities ask it for; both oldest first. Requests within the own authority come with its cases. Reads only. */
export async function exportRunsAndRequests(ctx: Context): Promise<ArchivedRunsAndRequests> {
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const runs: ArchivedRunsAndRequests['runs'][number][] = [];
    for (const run of await listAllRuns(tx)) {
      const items = (await listItems(tx, run.id)).map(({ position: _position, ...item }) => item);
      runs.push({ ...run, startedAt: run.startedAt.toISOString(), confirmedAt: run.confirmedAt?.toISOString() ?? null, finishedAt: run.finishedAt?.toISOString() ?? null, items });
    }
    return { runs, requests: (await listRequestsOfOthers(tx)).map((request) => ({ ...request, askedAt: request.askedAt.toISOString() })) };
  });
}

/**
 * Reads in what `exportRunsAndRequests` gave; comes after the cases. What is there already stays as it is. A run that was not finished goes on: it changes only cases that are as its person saw them, with the roles of that person here. A request
 * stands as the asking authority has it now; nobody waits for an answer to one that it does not have on this platform.
 */
export async function restoreRunsAndRequests(ctx: Context, archived: ArchivedRunsAndRequests): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    for (const { items, startedAt, confirmedAt, finishedAt, ...rest } of archived.runs) {
      const run = { ...rest, startedAt: new Date(startedAt), confirmedAt: confirmedAt === null ? null : new Date(confirmedAt), finishedAt: finishedAt === null ? null : new Date(finishedAt) };
      if (!(await insertRun(tx, run, items))) continue;
      await saveRun(tx, run);
      if (run.state === 'running') await enqueueBulk(tx, run.id);
    }
  });
  for (const { askedAt, ...request } of archived.requests) {
    const asked = await ctx.database.inTenant(tenantId(request.fromTenant), (tx) => findParticipation(tx, request.id));
    const state = asked?.officeTenant === ctx.tenant ? asked.state : request.state === 'asked' ? 'withdrawn' : request.state;
    await ctx.database.inTenant(ctx.tenant, async (tx) => {
      if (!(await findStatementRequest(tx, request.id))) await putStatementRequest(tx, { ...request, askedAt: new Date(askedAt), state });
    });
  }
}
