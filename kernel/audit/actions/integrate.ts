import type { Database } from '@allmende/database';
import { appendEntries, hasPending, lockTrees, selectPending } from '../data/tree.ts';
import { leafHash, type Hash } from '../domain/merkle-hash.ts';

const BATCH = 4_000;

/** What one run did; `busy` when another integrator was at work. */
export type Integrated = { readonly sequenced: number; readonly busy: boolean };

/**
 * Gives waiting entries of all authorities their places in the trees, in batches, until none is left. Safe to run anywhere and at once: one works, the others return. Each batch is
 * one transaction, so that an entry gets exactly one place even when the process dies in between.
 */
export async function integrate(database: Database, options: { readonly batch?: number } = {}): Promise<Integrated> {
  const limit = options.batch ?? BATCH;
  let sequenced = 0;
  for (;;) {
    const done = await integrateBatch(database, limit);
    if (done === undefined) return { sequenced, busy: true };
    sequenced += done;
    if (done < limit) return { sequenced, busy: false };
  }
}

function integrateBatch(database: Database, limit: number): Promise<number | undefined> {
  return database.acrossTenants('audit/integrate', async (tx) => {
    if (!(await lockTrees(tx))) return undefined;
    const batches = new Map<string, { id: string; leaf: Hash }[]>();
    const waiting = await selectPending(tx, limit);
    for (const { tenant, id, body } of waiting) {
      const batch = batches.get(tenant) ?? [];
      batch.push({ id, leaf: leafHash(Buffer.from(body, 'utf8')) });
      batches.set(tenant, batch);
    }
    if (waiting.length > 0) await appendEntries(tx, batches);
    return waiting.length;
  });
}

export type Integrator = { stop(): Promise<void> };

/** Runs `integrate` whenever entries wait, looking every `everyMs` (200). Errors are told and tried again. Stops after the batch under way. */
export function startIntegrator(database: Database, options: { readonly everyMs?: number; readonly onError?: (error: unknown) => void } = {}): Integrator {
  const everyMs = options.everyMs ?? 200;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const round = async (): Promise<void> => {
    try {
      if (await database.withoutTenant(hasPending)) await integrate(database);
    } catch (error) {
      options.onError?.(error);
    }
    if (!isStopped) timer = setTimeout(() => { running = round(); }, everyMs);
  };
  let running = round();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
