import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeJson } from './installation.ts';

/** What a running platform leaves for other commands. */
export type RunFile = {
  readonly pid: number;
  readonly address: string;
  readonly version: string;
  readonly database: { readonly kind: 'embedded' | 'external'; readonly version: string };
  /** Environment under which its processes run; holds secrets, readable by this user only. */
  readonly env: Readonly<Record<string, string>>;
  readonly children: Readonly<Record<string, number>>;
  readonly ready: boolean;
};

const at = (dataDir: string) => path.join(dataDir, 'running.json');

/** The running platform of a data folder; undefined when none runs. */
export async function readRunFile(dataDir: string): Promise<RunFile | undefined> {
  if (!existsSync(at(dataDir))) return undefined;
  const run = JSON.parse(await readFile(at(dataDir), 'utf8')) as RunFile;
  return isRunning(run.pid) ? run : undefined;
}

export async function writeRunFile(dataDir: string, run: RunFile): Promise<void> {
  await writeJson(at(dataDir), run, 0o600);
}

export async function removeRunFile(dataDir: string): Promise<void> {
  await rm(at(dataDir), { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
