import { randomBytes } from 'node:crypto';
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningCommand } from './running-command.ts';
import { writeJson } from './write-json.ts';

/** What a running platform leaves for other commands. */
export type RunFile = {
  readonly pid: number;
  readonly address: string;
  readonly version: string;
  readonly database: { readonly kind: 'embedded' | 'external'; readonly version: string };
  /** Environment under which its processes run; holds secrets, readable by this user only. */
  readonly env: Readonly<Record<string, string>>;
  readonly children: Readonly<Record<string, number>>;
  /** False while it starts; address and environment may still be empty. */
  readonly ready: boolean;
};

const MOST_TRIES = 200;
const TRY_MS = 5;

const at = (dataDir: string) => path.join(dataDir, 'running.json');

/** The platform that runs or starts in a data folder; undefined when none does. */
export async function readRunFile(dataDir: string): Promise<RunFile | undefined> {
  const run = await readLeftRunFile(dataDir);
  return run && (await isUp(run.pid)) ? run : undefined;
}

/** What the last platform of a data folder left, whether it still runs or not. */
export async function readLeftRunFile(dataDir: string): Promise<RunFile | undefined> {
  try {
    return JSON.parse(await readFile(at(dataDir), 'utf8')) as RunFile;
  } catch (error) {
    // Whoever cannot read it cannot use it either: a half file is none.
    if (error instanceof SyntaxError || ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** Takes the data folder for this process; returns who has it when somebody else does. Of two at once one gets it. */
export async function claimDataDir(dataDir: string, run: RunFile): Promise<RunFile | undefined> {
  const draft = `${at(dataDir)}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, JSON.stringify(run), { mode: 0o600 });
  try {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      if (await made(link(draft, at(dataDir)), 'EEXIST')) return undefined;
      const other = await readRunFile(dataDir);
      if (other) return other;
      if (!(await clearDead(dataDir, draft, tries === MOST_TRIES))) await sleep(TRY_MS);
    }
    throw new Error(`the data folder could not be taken: ${at(dataDir)}`);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Replaces what this platform says of itself. */
export async function writeRunFile(dataDir: string, run: RunFile): Promise<void> {
  await writeJson(at(dataDir), run, 0o600);
}

export async function removeRunFile(dataDir: string): Promise<void> {
  await rm(at(dataDir), { force: true });
}

// Two may find the same dead file, and the slower one must not remove what a living one has put there since: who removes it holds a second file named after exactly this one. `last`: whoever held that
// was killed; the next start gets through.
async function clearDead(dataDir: string, draft: string, last: boolean): Promise<boolean> {
  const left = await identityOf(at(dataDir));
  if (left === undefined) return true;
  const holding = `${at(dataDir)}.${left}.going`;
  if (!(await made(link(draft, holding), 'EEXIST'))) {
    if (last) await rm(holding, { force: true });
    return false;
  }
  try {
    if ((await readRunFile(dataDir)) === undefined && (await identityOf(at(dataDir))) === left) await rm(at(dataDir), { force: true });
    return true;
  } finally {
    await rm(holding, { force: true });
  }
}

async function identityOf(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  return found && `${found.ino}-${found.mtimeNs}`;
}

async function isUp(pid: number): Promise<boolean> {
  return /operator\/main\.ts up(?: |$)/u.test(await runningCommand(pid));
}

async function made(work: Promise<unknown>, unless: string): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === unless) return false;
    throw error;
  }
}
