import { join } from 'node:path';
import { checkLint } from './check-lint.ts';
import { checkTypes } from './check-types.ts';
import { checkUnused } from './check-unused.ts';
import { findTestFiles, mayShareProcess } from './find-test-files.ts';
import { totalsLine, totalsOf } from './report.ts';
import { repositoryFolder } from './repository-folder.ts';
import { runNodeTests } from './run-node-tests.ts';
import type { NodeTestRun } from './run-node-tests.ts';
import type { TestResult } from './test-result.ts';

/** The parts of a run in their order; the last four only with `--all` or by name. */
export const partNames = ['types', 'lint', 'walls', 'unit', 'rooms', 'journeys', 'walks', 'containers', 'unused', 'long'] as const;
export type PartName = (typeof partNames)[number];

/** What to run. */
export type Selection = {
  readonly all: boolean;
  /** Also the tests with containers, which need podman and root. */
  readonly containers: boolean;
  /** Also the walks through single parts of the house and through the same pages in every language. */
  readonly walks: boolean;
  /** Empty: every part that belongs to the run. */
  readonly only: readonly PartName[];
  /** Empty: every file. Otherwise only test files whose path contains one of them, and no check over the whole house. */
  readonly patterns: readonly string[];
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
};

/** One part that ran. */
export type PartRun = { readonly name: PartName; readonly durationMs: number; readonly results: readonly TestResult[] };

const onlyWithAll: readonly PartName[] = ['walks', 'containers', 'unused', 'long'];
const wholeHouse: readonly PartName[] = ['types', 'lint', 'unused'];

/** Runs the selected parts one after the other, says how each went, and starts one database cluster and one platform for those that need them. */
export async function runParts(selection: Selection): Promise<PartRun[]> {
  const files = findTestFiles();
  const matching = (list: readonly string[]) =>
    selection.patterns.length === 0 ? list : list.filter((file) => selection.patterns.some((pattern) => file.includes(pattern)));
  const chosen = { walls: matching(files.walls), unit: matching(files.unit), rooms: matching(files.rooms), journeys: matching(files.journeys), walks: matching(files.walks), containers: matching(files.containers), long: matching(files.long) };
  const parts = partNames.filter((name) => isSelected(name, selection));
  const runs: PartRun[] = [];
  const cluster = startedWhenNeeded(async () => (await import('@allmende/database/testing')).startTestCluster());
  const platforms = [1, 2].map(() => startedWhenNeeded(async () => (await import('../../e2e/platform.ts')).startPlatform()));
  try {
    for (const name of parts) {
      if (selection.signal.aborted) break;
      const started = performance.now();
      const results = await runPart(name, chosen, { cluster, platforms }, selection);
      const durationMs = performance.now() - started;
      if (results.length === 0 && !wholeHouse.includes(name)) continue;
      runs.push({ name, durationMs, results });
      selection.say(`${name.padEnd(9)} ${seconds(durationMs)}  ${totalsLine(totalsOf(results))}`);
    }
  } finally {
    for (const platform of platforms) await platform.stop();
    await cluster.stop();
  }
  return runs;
}

function isSelected(name: PartName, selection: Selection): boolean {
  if (selection.only.length > 0) return selection.only.includes(name);
  const asked = selection.all || (name === 'containers' && selection.containers) || (name === 'walks' && selection.walks);
  if (selection.patterns.length > 0) return !wholeHouse.includes(name) && (asked || !onlyWithAll.includes(name));
  return asked || !onlyWithAll.includes(name);
}

type Chosen = Record<'walls' | 'unit' | 'rooms' | 'journeys' | 'walks' | 'containers' | 'long', readonly string[]>;
type Grounds = {
  readonly cluster: Lazy<{ url: string; stop(): Promise<void> }>;
  /** One for each journey that runs at the same time: none finds what another has just done. */
  readonly platforms: readonly Lazy<{ dataDir: string; startSeconds: number; stop(): Promise<void> }>[];
};

async function runPart(name: PartName, files: Chosen, grounds: Grounds, selection: Selection): Promise<TestResult[]> {
  if (name === 'types') return checkTypes();
  if (name === 'lint') return checkLint();
  if (name === 'unused') return checkUnused();
  const chosen = files[name];
  if (chosen.length === 0) return [];
  const plain = { part: name, files: chosen, signal: selection.signal, environment: compileCache } satisfies Partial<NodeTestRun>;
  if (name === 'walls') return runNodeTests({ ...plain, processes: 'shared', timeoutMs: 120_000 });
  if (name === 'unit') return runNodeTests({ ...plain, processes: 'shared', timeoutMs: 120_000 });
  selection.say(`${name}: ${chosen.length} files`);
  const environment: Record<string, string> = { ...compileCache };
  const laneEnvironments: Record<string, string>[] = [];
  try {
    if (name === 'journeys' || name === 'walks') {
      for (const platform of await Promise.all(grounds.platforms.slice(0, chosen.length).map((one) => one.get()))) {
        selection.say(`  ${seconds(platform.startSeconds * 1000)}  ./allmende up`);
        laneEnvironments.push({ ALLMENDE_TEST_DATA_DIR: platform.dataDir });
      }
    } else {
      environment['ALLMENDE_TEST_DATABASE_URL'] = (await grounds.cluster.get()).url;
    }
  } catch (error) {
    const what = name === 'journeys' || name === 'walks' ? 'the platform for the journeys starts' : 'the database for the tests starts';
    return [{ part: name, name: what, state: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error), durationMs: 0 }];
  }
  return runNodeTests({
    ...plain,
    processes: name === 'rooms' ? { together: 6, mayShare: mayShareProcess } : 'own',
    concurrency: name === 'rooms' ? 2 : Math.max(1, laneEnvironments.length),
    timeoutMs: minutes[name] * 60_000,
    environment,
    laneEnvironments,
    onFileDone: (file, results, durationMs) => selection.say(`  ${seconds(durationMs)}  ${file}  ${totalsLine(totalsOf(results))}`),
  });
}

const minutes = { rooms: 3, journeys: 5, walks: 10, containers: 8, long: 30 } as const;

// Every file of its own process would otherwise strip and compile the whole house again.
const compileCache = { NODE_COMPILE_CACHE: join(repositoryFolder, 'node_modules/.cache/compile') };

type Lazy<T> = { get(): Promise<T>; stop(): Promise<void> };

function startedWhenNeeded<T extends { stop(): Promise<void> }>(start: () => Promise<T>): Lazy<T> {
  let starting: Promise<T> | undefined;
  return {
    get: () => (starting ??= start()),
    async stop() {
      const started = await starting?.catch(() => undefined);
      await started?.stop();
    },
  };
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1).padStart(6)} s`;
}
