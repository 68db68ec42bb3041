import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RuntimePlace } from '../../domain/runtime.ts';
import { judgeAll } from './judge-pod.ts';
import type { Machine } from './machine.ts';
import { installationFilter, LABELS } from './pod-names.ts';

const LOOK_MS = 5000;
const REPAIR_MS = 30_000;
const LONGEST_PAUSE_MS = 30_000;
const TELLING = new Set(['died', 'start', 'stop', 'remove', 'oom', 'kill']);

/**
 * Follows podman's events and asks the probes of all pods every 5 s, and tells of instances that have changed by themselves. Repairs the walls every 30 s: other programs flush rules. Survives the
 * end of the stream.
 */
export function watchPods(opening: Promise<Machine>, log: RuntimePlace['log'], changed: (instance: string) => void): AsyncDisposable {
  const stop = new AbortController();
  let stream: ChildProcess | undefined;
  const follow = async () => {
    for (let pause = 200; !stop.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const machine = await opening;
      if (stop.signal.aborted) return;
      const child = machine.podman.follow(['events', '--stream', '--format', 'json', '--since', '1s', ...installationFilter(machine.installation)]);
      stream = child;
      const ended = new Promise<void>((resolve) => { child.once('close', () => resolve()); child.once('error', () => resolve()); });
      const since = performance.now();
      if (child.stdout) for await (const line of createInterface({ input: child.stdout })) tell(line, changed);
      await ended;
      if (performance.now() - since > LONGEST_PAUSE_MS) pause = 200;
      await rest(pause, stop.signal);
    }
  };
  const look = async () => {
    const machine = await opening;
    let before = new Map<string, string>();
    for (let repaired = -Infinity; !stop.signal.aborted;) {
      await rest(LOOK_MS, stop.signal);
      if (stop.signal.aborted) return;
      try {
        const now = new Map([...(await judgeAll(machine))].map(([key, seen]) => [key, `${seen.state} ${seen.upstream ?? ''}`]));
        for (const key of new Set([...before.keys(), ...now.keys()])) if (before.get(key) !== now.get(key)) changed(key.split('/')[0] ?? key);
        before = now;
        if (performance.now() - repaired > REPAIR_MS) {
          await machine.networks.repair();
          repaired = performance.now();
        }
      } catch (error) {
        log.warn({ err: error }, 'podman could not be looked at');
      }
    }
  };
  const running = Promise.all([follow(), look()]).catch((error: unknown) => log.warn({ err: error }, 'podman is not watched'));
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      stream?.kill('SIGKILL');
      await running;
    },
  };
}

function tell(line: string, changed: (instance: string) => void): void {
  let event: { readonly Status?: string; readonly Attributes?: Readonly<Record<string, string>> };
  try {
    event = JSON.parse(line) as typeof event;
  } catch {
    return;
  }
  const instance = event.Attributes?.[LABELS.instance];
  if (instance !== undefined && TELLING.has(event.Status ?? '')) changed(instance);
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
