import { spawn, type ChildProcess } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import { PodmanFailed } from './podman-failed.ts';

type Around = { readonly env: NodeJS.ProcessEnv; readonly cwd: string; readonly timeoutMs: number };

const MOST_SAID = 64 * 1024;
// The shell tells only how the last of a chain has ended.
const OUT = 'limit=$1; shift; { timeout --foreground -s KILL "$limit" podman "$@"; echo "allmende-code $?" >&2; } | cat';
const IN = 'limit=$1; shift; cat | { timeout --foreground -s KILL "$limit" podman "$@"; echo "allmende-code $?" >&2; }';

/** What podman prints, as fast as it is taken. */
export async function* outOfPipe(args: readonly string[], around: Around): AsyncGenerator<Uint8Array> {
  const { child, ended } = start(OUT, args, around, ['ignore', 'pipe', 'pipe']);
  try {
    if (child.stdout) yield* child.stdout as AsyncIterable<Buffer>;
    await ended;
  } finally {
    end(child);
  }
}

/** Hands podman a stream. When the stream fails podman is killed before it sees an end, so that it takes nothing for whole. */
export async function intoPipe(args: readonly string[], source: AsyncIterable<Uint8Array>, around: Around): Promise<void> {
  const { child, ended } = start(IN, args, around, ['pipe', 'ignore', 'pipe']);
  const { stdin } = child;
  if (!stdin) throw new Error('podman has no input');
  let failed: { readonly error: unknown } | undefined;
  const guarded = async function* () {
    try {
      yield* source;
    } catch (error) {
      failed = { error };
      end(child);
      throw error;
    }
  };
  // Podman may have read enough, or have died: how it ended tells.
  const [how] = await Promise.allSettled([ended, pipeline(guarded(), stdin)]);
  if (failed) throw failed.error;
  if (how.status === 'rejected') throw how.reason;
}

function start(script: string, args: readonly string[], { env, cwd, timeoutMs }: Around, stdio: ('ignore' | 'pipe')[]): { readonly child: ChildProcess; readonly ended: Promise<void> } {
  // A group of its own, so that the shell does not go without podman.
  const child = spawn('/bin/sh', ['-c', script, 'sh', String(Math.ceil(timeoutMs / 1000)), ...args], { env, cwd, stdio, detached: true });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-MOST_SAID); });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(new PodmanFailed(args.slice(0, 2).join(' '), error.message)));
    child.once('close', (code) => {
      const told = /allmende-code (\d+)\s*$/u.exec(said)?.[1];
      if (code === 0 && told === '0') resolve();
      else reject(new PodmanFailed(args.slice(0, 2).join(' '), said.replace(/allmende-code \d+\s*$/u, '') || `code ${told ?? code ?? 'none'}`));
    });
  });
  ended.catch(() => undefined);
  return { child, ended };
}

function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
