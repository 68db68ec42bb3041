import { fork, type ChildProcess } from 'node:child_process';
import type { LoadedAhead } from './load-ahead.ts';

/** A process that is started again whenever it ends by itself. */
export type KeptChild = {
  readonly name: string;
  /** Settles when it is ready for the first time; rejects when it never gets there. */
  readonly ready: Promise<void>;
  pid(): number | undefined;
  /** Ends it, also while it starts; it is not started again. */
  stop(): Promise<void>;
};

export type ChildOptions = {
  readonly name: string;
  readonly file: string;
  readonly env: () => Readonly<Record<string, string>>;
  /** Told when a restart happened, so that a person sees it. */
  readonly onRestart: (name: string, reason: string) => void;
  readonly onStart: (name: string, pid: number) => void;
  /** Options for Node itself, such as what the process may not do. */
  readonly nodeOptions?: readonly string[];
  /** Where it runs; as we do unless told. */
  readonly cwd?: string;
  /** Has the program loaded already; used for the first start. */
  readonly ahead?: LoadedAhead | undefined;
};

const PATIENCE_MS = 60_000;
const STOP_MS = 10_000;
/** Whoever lives this long is well again, and its next end is told as a first one. */
const WELL_MS = 30_000;

/** Starts a process and keeps it running until stopped: at once after a first end, then ever later, up to 10 s. */
export function keepChild(options: ChildOptions): KeptChild {
  let child: ChildProcess | undefined;
  let stopping = false;
  let failures = 0;

  // Its own group: Ctrl-C reaches us alone, and we end the children in order.
  const begin = (): ChildProcess =>
    fork(options.file, [], { detached: true, ...(options.cwd === undefined ? {} : { cwd: options.cwd }), env: { ...process.env, ...options.env() }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning', ...(options.nodeOptions ?? [])] });

  const start = async (): Promise<void> => {
    const current = (child ? undefined : options.ahead?.begin(options.env())) ?? begin();
    child = current;
    if (current.pid !== undefined) options.onStart(options.name, current.pid);
    await readiness(current, options.name);
    const since = performance.now();
    current.once('exit', (code, signal) => {
      if (performance.now() - since > WELL_MS) failures = 0;
      if (!stopping) void again(signal ?? `Ende mit ${String(code)}`);
    });
  };

  const again = async (reason: string): Promise<void> => {
    options.onRestart(options.name, reason);
    await new Promise((resolve) => { setTimeout(resolve, Math.min(200 * 2 ** failures, 10_000)); });
    if (stopping) return;
    failures += 1;
    await start().catch((error: unknown) => (stopping ? undefined : again(error instanceof Error ? error.message : String(error))));
  };

  return {
    name: options.name,
    ready: start(),
    pid: () => child?.pid,
    stop: async () => {
      stopping = true;
      const current = child;
      if (!current || current.pid === undefined || current.exitCode !== null || current.signalCode !== null) return;
      const ended = new Promise((resolve) => { current.once('exit', resolve); });
      current.kill('SIGTERM');
      const late = setTimeout(() => current.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

function readiness(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => { child.kill('SIGKILL'); reject(new Error(`${name} war nach ${PATIENCE_MS / 1000} s nicht bereit`)); }, PATIENCE_MS);
    child.on('error', (error) => { clearTimeout(late); reject(error); });
    child.once('message', () => { clearTimeout(late); resolve(); });
    child.once('exit', (code, signal) => { clearTimeout(late); reject(new Error(`${name} endete beim Start (${signal ?? String(code)})`)); });
  });
}
