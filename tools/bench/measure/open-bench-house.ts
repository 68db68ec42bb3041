import { setTimeout as sleep } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '@allmende/config';
import type { House } from '@allmende/house';
import { openPlatform } from '@allmende/process-wiring';
import pg from 'pg';

/** How much of each kind there is, over all authorities. */
export type Counts = { readonly applications: number; readonly references: number; readonly audited: number; readonly cases: number };

/** A look at the data of a running platform from outside of its processes. */
export type BenchHouse = {
  readonly house: House;
  count(): Promise<Counts>;
  /** Waits until there are so many cases, or nothing has come for half a minute. */
  waitForCases(wanted: number): Promise<Counts>;
  /** Owner's look: no policy hides anything. */
  ask<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
} & AsyncDisposable;

const PATIENCE_MS = 30_000;

/** Opens the house of a running platform with the environment that it left in its data folder. */
export async function openBenchHouse(platform: { readonly dataDir: string }): Promise<BenchHouse> {
  const run = JSON.parse(await readFile(join(platform.dataDir, 'running.json'), 'utf8')) as { env: Record<string, string> };
  const house = openPlatform(readConfig({ ...run.env, ALLMENDE_LOG_LEVEL: 'silent' }), 'bench');
  const owner = new URL(house.config.databaseUrls.app);
  owner.username = 'postgres';
  owner.password = (await readFile(join(platform.dataDir, 'database/owner-password'), 'utf8')).trim();
  const pool = new pg.Pool({ connectionString: owner.href, max: 2 });
  pool.on('error', () => undefined);
  const ask = async <Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> => (await pool.query<Row>(sql, [...values])).rows;
  const count = async (): Promise<Counts> => {
    const [counts] = await ask<Counts>(`select
      (select count(*) from online_services.application) as applications, (select count(*) from online_services.reference_index) as references,
      (select count(*) from audit.entry where action = 'online-services/application-submitted') as audited, (select count(*) from cases.case_file) as cases`);
    if (!counts) throw new Error('the database counts nothing');
    return counts;
  };
  return {
    house, count, ask,
    waitForCases: async (wanted) => {
      let last = await count();
      for (let changed = performance.now(); last.cases < wanted && performance.now() - changed < PATIENCE_MS;) {
        await sleep(100);
        const now = await count();
        if (now.cases !== last.cases) changed = performance.now();
        last = now;
      }
      return last;
    },
    [Symbol.asyncDispose]: async () => {
      await pool.end();
      await house.database.close();
    },
  };
}
