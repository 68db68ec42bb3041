import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFolder } from './repository-folder.ts';

/** Test files by the way they are run; paths relative to the repository, sorted. */
export type TestFiles = {
  readonly walls: readonly string[];
  readonly unit: readonly string[];
  readonly rooms: readonly string[];
  readonly journeys: readonly string[];
  /** `*.walk.spec.ts`: ways through single parts of the house, and the same pages again in every language; too long for each run. */
  readonly walks: readonly string[];
  /** `*.containers.test.ts`: real containers, by podman as root; skipped by name where it is missing. */
  readonly containers: readonly string[];
  readonly long: readonly string[];
};

const storeys = ['kernel', 'platform', 'apps', 'processes', 'tools', 'efa', 'standards', 'solutions', 'ops'];

/** Finds every test file of the house and sorts it into the part that runs it. */
export function findTestFiles(root = repositoryFolder): TestFiles {
  const found = globSync([...storeys.map((storey) => `${storey}/**/*.test.ts`), 'e2e/**/*.spec.ts', 'e2e/**/*.test.ts'], {
    cwd: root,
    exclude: (name) => name.endsWith('node_modules') || name.endsWith('.local'),
  }).sort();
  const files = { walls: [] as string[], unit: [] as string[], rooms: [] as string[], journeys: [] as string[], walks: [] as string[], containers: [] as string[], long: [] as string[] };
  for (const file of found) files[partOf(file, root)].push(file);
  return files;
}

function partOf(file: string, root: string): keyof TestFiles {
  if (/\.long\.(test|spec)\.ts$/.test(file)) return 'long';
  if (file.endsWith('.containers.test.ts')) return 'containers';
  if (file.endsWith('.walk.spec.ts')) return 'walks';
  if (file.startsWith('tools/walls/') && !usesDatabase.test(readFileSync(join(root, file), 'utf8'))) return 'walls';
  if (file.endsWith('.spec.ts')) return 'journeys';
  return needsOwnProcess(file, root) ? 'rooms' : 'unit';
}

// Unit tests share one process, which is twenty times faster; whoever touches a database, a port,
// another process or the environment gets a process of its own.
const usesDatabase = /from '@allmende\/database\/testing'/;
const touchesTheOutside =
  /from '(?:@allmende\/[^']+\/testing|\.\.?\/[^']*testing\/[^']*|node:child_process|node:http|node:net|node:worker_threads|pg|graphile-worker)'|process\.(?:env|chdir|exit)|mock\.timers/;

function needsOwnProcess(file: string, root: string): boolean {
  return file.includes('/tests/') || touchesTheOutside.test(readFileSync(join(root, file), 'utf8'));
}

// Loading the house is half of what a short file takes; those that change or count what belongs to the whole process stay alone.
const changesProcess = /process\.(?:env|chdir|exit)|mock\.|declaredSoFar|\.setDefault|globalThis/;

/** Whether a file of `rooms` may run in one process with its neighbours. */
export function mayShareProcess(file: string): boolean {
  return !changesProcess.test(readFileSync(join(repositoryFolder, file), 'utf8'));
}
