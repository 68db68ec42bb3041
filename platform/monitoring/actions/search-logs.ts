import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import type { LogLine } from '@allmende/operations';
import { findWatchedInstance, type WatchedInstance } from '../data/watched.ts';
import { NoLogs } from '../domain/errors.ts';
import { readLogs } from '../domain/permissions.ts';
import type { MonitoringPorts } from '../domain/ports.ts';

const FETCHED = 5000;
const SHOWN = 500;
const LONGEST = 2000;

export type LogQuery = { readonly instance: string; readonly text?: string; readonly component?: string; readonly since?: Date };

/** What an app wrote: the newest first, at most 500 lines of the newest 5000. */
export type FoundLogs = { readonly instance: WatchedInstance; readonly lines: readonly LogLine[]; readonly components: readonly string[]; readonly isCut: boolean };

/**
 * Searches what an app of the authority writes while it runs. It is fetched from the runtime and stored nowhere here. It may hold personal data, so that looking is noted in the audit log.
 * Throws NotFound, NoLogs where the runtime keeps none.
 */
export async function searchLogs(ctx: ActionContext, ports: Pick<MonitoringPorts, 'logs'>, input: LogQuery): Promise<FoundLogs> {
  requirePermission(ctx.actor, readLogs, ctx.tenant);
  const instance = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await findWatchedInstance(tx, input.instance);
    if (!found || found.goneAt) throw new NotFound();
    await record(tx, { actor: ctx.actor, action: 'monitoring/logs-read', subject: { kind: 'instance', id: found.instance }, facts: {}, at: ctx.clock.now() });
    return found;
  });
  const lines = await ports.logs?.(ctx, { instance: input.instance, lines: FETCHED, ...(input.since === undefined ? {} : { since: input.since }) });
  if (lines === undefined) throw new NoLogs();
  const wanted = input.text?.trim().toLocaleLowerCase('de') ?? '';
  const fitting = lines.filter((line) => (input.component === undefined || line.component === input.component) && (input.since === undefined || line.at >= input.since) && (wanted === '' || line.text.toLocaleLowerCase('de').includes(wanted)));
  return {
    instance, components: [...new Set(lines.map((line) => line.component))].toSorted(), isCut: fitting.length > SHOWN || lines.length >= FETCHED,
    lines: fitting.slice(-SHOWN).toReversed().map((line) => (line.text.length > LONGEST ? { ...line, text: `${line.text.slice(0, LONGEST)}…` } : line)),
  };
}
