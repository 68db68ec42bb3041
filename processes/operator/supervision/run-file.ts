import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
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
    for (let tries = 0; tries < 5; tries += 1) {
      if (await made(link(draft, at(dataDir)), 'EEXIST')) return undefined;
      const other = await readRunFile(dataDir);
      if (other) return other;
      await putAside(dataDir, draft);
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

// Two may find the same dead file: whoever moves the file of a living one by that gives it back.
async function putAside(dataDir: string, draft: string): Promise<void> {
  const aside = `${draft}.left`;
  if (!(await made(rename(at(dataDir), aside), 'ENOENT'))) return;
  const pid = Number(/"pid":\s*(\d+)/u.exec(await readFile(aside, 'utf8'))?.[1]);
  if (await isUp(pid)) await made(link(aside, at(dataDir)), 'EEXIST');
  await rm(aside, { force: true });
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
