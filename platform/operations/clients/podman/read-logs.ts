import type { Instance } from '../../domain/instance.ts';
import type { LogLine } from '../../domain/runtime.ts';
import type { Machine } from './machine.ts';

const LONGEST_LINE = 4000;
const MOST_LINES = 5000;

/** The newest lines that the components of a generation wrote, oldest first; podman keeps the last 10 MB of each. */
export async function readLogs(machine: Machine, instance: Instance, options: { readonly lines: number; readonly since?: Date }): Promise<readonly LogLine[]> {
  const most = Math.max(0, Math.min(options.lines, MOST_LINES));
  const pod = await machine.pod(instance);
  const lines = await Promise.all((pod?.containers ?? []).filter(({ state }) => state !== 'created').map(async ({ name, component }) => {
    const text = await machine.podman.output(['logs', '--timestamps', '--tail', String(most), ...(options.since ? ['--since', options.since.toISOString()] : []), name]);
    return text.split('\n').flatMap((line) => lineOf(line, component) ?? []);
  }));
  const newest = lines.flat().toSorted((one, other) => one.at.getTime() - other.at.getTime());
  return most === 0 ? [] : newest.slice(-most);
}

function lineOf(line: string, component: string): LogLine | undefined {
  const [, at = '', text = ''] = /^(\S+) (.*)$/u.exec(line) ?? [];
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? undefined : { at: time, component, text: text.slice(0, LONGEST_LINE) };
}
