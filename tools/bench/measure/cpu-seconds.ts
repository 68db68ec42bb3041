import { readdir, readFile } from 'node:fs/promises';

/** CPU seconds that each part of a platform has used since it was started. */
export type CpuSeconds = { readonly web: number; readonly worker: number; readonly database: number; readonly other: number };

export type Process = { readonly pid: number; readonly parent: number; readonly seconds: number; readonly command: string };

// USER_HZ: what /proc counts in, the same on every Linux that Node.js supports.
const ticksPerSecond = 100;

/**
 * Reads from /proc what the processes below `root` have used, by what they do. Children that have ended count through the parent that waited for them.
 * Linux only: rejects elsewhere.
 */
export async function cpuSeconds(root: number): Promise<CpuSeconds> {
  const processes = await listProcesses();
  const byParent = Map.groupBy(processes, (process) => process.parent);
  const sums = { web: 0, worker: 0, database: 0, other: 0 };
  const add = (process: Process, inherited: keyof CpuSeconds) => {
    const part = partOf(process.command, inherited);
    sums[part] += process.seconds;
    for (const child of byParent.get(process.pid) ?? []) add(child, part);
  };
  const start = processes.find((process) => process.pid === root);
  if (start === undefined) throw new Error(`There is no process ${root}.`);
  add(start, 'other');
  return sums;
}

/** What was used between two readings. */
export function cpuBetween(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
  return { web: after.web - before.web, worker: after.worker - before.worker, database: after.database - before.database, other: after.other - before.other };
}

function partOf(command: string, inherited: keyof CpuSeconds): keyof CpuSeconds {
  if (/(?:^|\/)postgres\b/.test(command)) return 'database';
  if (command.includes('processes/web/')) return 'web';
  if (command.includes('processes/worker/')) return 'worker';
  return inherited;
}

/** All processes of this machine. */
export async function listProcesses(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readProcess(Number(pid)).catch(() => undefined)));
  return found.filter((process) => process !== undefined);
}

// proc_pid_stat(5): the command in brackets may hold spaces, so fields are counted behind the last bracket.
async function readProcess(pid: number): Promise<Process> {
  const [stat, commandLine] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile(`/proc/${pid}/cmdline`, 'utf8')]);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0);
  return { pid, parent: fields[1] ?? 0, seconds: ticks / ticksPerSecond, command: commandLine.replaceAll('\0', ' ') };
}
