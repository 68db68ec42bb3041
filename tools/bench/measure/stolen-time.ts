import { readFile } from 'node:fs/promises';

/** Processor time of the machine so far, as Linux counts it; undefined elsewhere. */
export type ProcessorTime = { readonly all: number; readonly stolen: number };

/** Reads `/proc/stat` (proc_stat(5)): `steal` is what the host gave to others while something here wanted to run. */
export async function readProcessorTime(): Promise<ProcessorTime | undefined> {
  return parseProcessorTime(await readFile('/proc/stat', 'utf8').catch(() => ''));
}

/** Reads the text of `/proc/stat`; undefined when it has another form. */
export function parseProcessorTime(text: string): ProcessorTime | undefined {
  const line = /^cpu +([\d ]+)$/mu.exec(text)?.[1];
  if (line === undefined) return undefined;
  // user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in user already.
  const counted = line.split(' ').map(Number).slice(0, 8);
  return { all: counted.reduce((sum, ticks) => sum + ticks, 0), stolen: counted[7] ?? 0 };
}

/** Share of the time between two readings that a host took away, in percent; 0 where nothing is counted. */
export function stolenPercent(before: ProcessorTime | undefined, after: ProcessorTime | undefined): number {
  if (!before || !after || after.all <= before.all) return 0;
  return Number(((100 * (after.stolen - before.stolen)) / (after.all - before.all)).toFixed(1));
}
