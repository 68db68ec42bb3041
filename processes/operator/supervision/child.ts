import { fork, type ChildProcess } from 'node:child_process';

/** A process that is started again whenever it ends by itself. */
export type KeptChild = {
  readonly name: string;
  pid(): number | undefined;
  stop(): Promise<void>;
};

export type ChildOptions = {
  readonly name: string;
  readonly file: string;
  readonly env: () => Readonly<Record<string, string>>;
  /** Told when a restart happened, so that a person sees it. */
  readonly onRestart: (name: string, reason: string) => void;
  readonly onStart: (name: string, pid: number) => void;
};

const PATIENCE_MS = 60_000;
const STOP_MS = 10_000;

/** Starts a process and waits until it says that it is ready; keeps it running until stopped. Throws when it never gets ready the first time. */
export async function keepChild(options: ChildOptions): Promise<KeptChild> {
  let child: ChildProcess;
  let stopping = false;
  let failures = 0;

  const start = async (): Promise<void> => {
    // Its own group: Ctrl-C reaches us alone, and we end the children in order.
    child = fork(options.file, [], { detached: true, env: { ...process.env, ...options.env() }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] });
    options.onStart(options.name, child.pid ?? 0);
    const current = child;
    await ready(current, options.name);
    failures = 0;
    current.once('exit', (code, signal) => {
      if (!stopping) void again(`${signal ?? `Ende mit ${String(code)}`}`);
    });
  };

  const again = async (reason: string): Promise<void> => {
    options.onRestart(options.name, reason);
    await new Promise((resolve) => { setTimeout(resolve, Math.min(200 * 2 ** failures, 10_000)); });
    if (stopping) return;
    failures += 1;
    await start().catch((error: unknown) => (stopping ? undefined : again(error instanceof Error ? error.message : String(error))));
  };

  await start();
  return {
    name: options.name,
    pid: () => child.pid,
    stop: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => { child.once('exit', resolve); });
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

function ready(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => { child.kill('SIGKILL'); reject(new Error(`${name} war nach ${PATIENCE_MS / 1000} s nicht bereit`)); }, PATIENCE_MS);
    child.once('message', () => { clearTimeout(late); resolve(); });
    child.once('exit', (code, signal) => { clearTimeout(late); reject(new Error(`${name} endete beim Start (${signal ?? String(code)})`)); });
  });
}
