import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The command line of a process, its words apart by blanks; empty when there is no such process. Ids are given again, so an id alone names nobody. */
export async function runningCommand(pid: number): Promise<string> {
  if (!Number.isInteger(pid) || pid < 2) return '';
  if (existsSync('/proc/self/cmdline')) return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim();
  return promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then(({ stdout }) => stdout.trim(), () => '');
}
