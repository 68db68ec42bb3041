import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const GENTLY_MS = 8000;

/** The process that runs for an instance's folder: the id in its `pid` file, if that process still names the folder in its command line or title. */
export async function findOwnProcess(folder: string): Promise<number | undefined> {
  const file = path.join(folder, 'pid');
  const pid = existsSync(file) ? Number(await readFile(file, 'utf8').catch(() => '')) : Number.NaN;
  if (!Number.isInteger(pid) || pid < 2) return undefined;
  return (await isOwn(pid, folder)) ? pid : undefined;
}

/** Asks a process to end and insists after 8 s. Never touches a process that does not name the folder. */
export async function stopProcess(pid: number, folder: string): Promise<void> {
  signal(pid, 'SIGTERM');
  for (let waited = 0; waited < GENTLY_MS; waited += 50) {
    await sleep(50);
    if (!(await isOwn(pid, folder))) return;
  }
  signal(pid, 'SIGKILL');
  for (let waited = 0; waited < GENTLY_MS && (await isOwn(pid, folder)); waited += 50) await sleep(50);
}

async function isOwn(pid: number, folder: string): Promise<boolean> {
  return (await commandLine(pid)).includes(`${folder}${path.sep}`);
}

async function commandLine(pid: number): Promise<string> {
  if (existsSync('/proc/self/cmdline')) return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then((answer) => answer.stdout, () => '');
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in between.
  }
}
