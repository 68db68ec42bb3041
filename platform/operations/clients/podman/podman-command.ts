import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { PodmanFailed } from './podman-failed.ts';
import { intoPipe, outOfPipe } from './podman-pipe.ts';

const PATIENCE_MS = 30_000;
const MOST_OUTPUT_BYTES = 256 * 1024 ** 2;
const AT_ONCE = 4;
const SEARCH_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export type PodmanCall = { readonly input?: string | Uint8Array; readonly timeoutMs?: number; /** More environment for this call alone. */ readonly variables?: Readonly<Record<string, string>> };

/** The podman of this machine, called by its command line: nothing keeps running between two calls, and one that hangs is ended. */
export type Podman = {
  /** Whether we are not root: podman then works in a user namespace, and containers are reached over published ports of 127.0.0.1. */
  readonly rootless: boolean;
  /** What it printed. Throws PodmanFailed, also after `timeoutMs` (30 s). */
  run(args: readonly string[], call?: PodmanCall): Promise<string>;
  bytes(args: readonly string[], call?: PodmanCall): Promise<Buffer>;
  /** What it prints, piece by piece as it is taken; podman wants a pipe, and Node gives sockets. Fails with PodmanFailed at the end when podman does. Who stops reading ends the call. */
  outOf(args: readonly string[], call: { readonly timeoutMs: number }): AsyncIterable<Uint8Array>;
  /** Hands it something piece by piece, likewise through a pipe. Fails with what `source` fails with; podman then was told nothing that it could take for whole. */
  into(args: readonly string[], source: AsyncIterable<Uint8Array>, call: { readonly timeoutMs: number }): Promise<void>;
  /** Like `run`, with what went to its error stream: there `logs` repeats what an app wrote to its own. */
  output(args: readonly string[]): Promise<string>;
  /** What it printed as JSON; an empty answer is an empty list. */
  json<Answer>(args: readonly string[]): Promise<Answer>;
  /** A call that goes on, for `events`. */
  follow(args: readonly string[]): ChildProcess;
  /** Another program in the network namespace where podman's bridges are. Returns code and what it printed. */
  inNetwork(program: string, args: readonly string[], input?: string): Promise<{ readonly code: number; readonly output: string }>;
};

/**
 * Opens podman with a `containers.conf` of our own in `folder`; no setting of the machine is changed. Our environment is not handed on, so that no proxy and no secret of the platform
 * reaches a container.
 */
export async function openPodman(folder: string): Promise<Podman> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const settings = path.join(path.resolve(folder), 'containers.conf');
  await writeFile(settings, SETTINGS);
  const uid = process.getuid?.() ?? 0;
  const env = { PATH: SEARCH_PATH, HOME: homedir(), CONTAINERS_CONF: settings, LC_ALL: 'C.UTF-8', ...(uid === 0 ? {} : { XDG_RUNTIME_DIR: `/run/user/${uid}` }) };
  // What watches over a container leaves its notes (a file `oom`) where podman was called.
  const around = { env, cwd: path.resolve(folder) };
  const turns = limiter(AT_ONCE);
  const call = (args: readonly string[], given: PodmanCall = {}) => turns(async () => {
    const ran = await runProgram('podman', args, { ...given, ...around, env: { ...env, ...given.variables } });
    if (ran.code !== 0) throw new PodmanFailed(args.slice(0, 2).join(' '), `${ran.stdout.toString('utf8').slice(-1000)}${ran.stderr}` || `code ${ran.code}`);
    return ran;
  });
  const bytes = async (args: readonly string[], given?: PodmanCall) => (await call(args, given)).stdout;
  const run = async (args: readonly string[], given?: PodmanCall) => (await bytes(args, given)).toString('utf8');
  return {
    rootless: uid !== 0, bytes, run,
    // What takes hours keeps no other call waiting.
    outOf: (args, { timeoutMs }) => outOfPipe(args, { ...around, timeoutMs }),
    into: (args, source, { timeoutMs }) => intoPipe(args, source, { ...around, timeoutMs }),
    output: async (args) => {
      const { stdout, stderr } = await call(args);
      return `${stdout.toString('utf8')}\n${stderr}`;
    },
    json: async <Answer>(args: readonly string[]) => {
      const text = (await run(args)).trim();
      return (text === '' ? [] : JSON.parse(text)) as Answer;
    },
    follow: (args) => spawn('podman', args, { ...around, stdio: ['ignore', 'pipe', 'ignore'] }),
    inNetwork: async (program, args, input) => {
      const [command, rest] = uid === 0 ? [program, args] : ['podman', ['unshare', '--rootless-netns', program, ...args]];
      const { code, stdout, stderr } = await runProgram(command, rest, { ...around, ...(input === undefined ? {} : { input }) });
      return { code, output: stdout.toString('utf8') + stderr };
    },
  };
}

// Debian's podman asks for crun where only runc is there; host.containers.internal would tell every app where the platform listens.
const SETTINGS = `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
http_proxy = false
host_containers_internal_ip = "none"
${existsSync('/usr/bin/crun') ? '' : '\n[engine]\nruntime = "runc"\n'}`;

type Ran = { readonly code: number; readonly stdout: Buffer; readonly stderr: string };

function runProgram(program: string, args: readonly string[], call: PodmanCall & { readonly env: NodeJS.ProcessEnv; readonly cwd: string }): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const options = { env: call.env, cwd: call.cwd, encoding: 'buffer', maxBuffer: MOST_OUTPUT_BYTES, timeout: call.timeoutMs ?? PATIENCE_MS, killSignal: 'SIGKILL' } as const;
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (!error) return resolve({ code: 0, stdout, stderr: stderr.toString('utf8') });
      if (error.code === 'ENOENT') return resolve({ code: 127, stdout, stderr: `${program} is not installed` });
      if (typeof error.code === 'number') return resolve({ code: error.code, stdout, stderr: stderr.toString('utf8') });
      reject(error.killed ? new PodmanFailed(args.slice(0, 2).join(' '), `no answer within ${(call.timeoutMs ?? PATIENCE_MS) / 1000} s`) : new PodmanFailed(args.slice(0, 2).join(' '), error.message));
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(call.input);
  });
}

function limiter(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => { waiting.push(resolve); });
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
