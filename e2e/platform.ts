import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '@allmende/database';

const thisHouse = join(import.meta.dirname, '..');

/** A demo account as `./allmende accounts --json` prints it. */
export type Account = { readonly role: string; readonly authority: string | null; readonly email: string; readonly password: string };

/** What `./allmende status --json` prints. */
export type PlatformStatus = {
  readonly address: string;
  readonly version: string;
  readonly pid: number;
  readonly database: { readonly kind: string; readonly version: string };
  readonly tenants: number;
  readonly instances: number;
};

/** A running platform. */
export type Platform = {
  /** Without a slash at the end. */
  readonly address: string;
  /** The clone that runs. */
  readonly house: string;
  readonly dataDir: string;
  readonly accounts: readonly Account[];
  /** Seconds from the command to the first page; 0 when the platform was running already. The demo data may still be on their way then. */
  readonly startSeconds: number;
  readonly status: PlatformStatus;
  /** What the command and its processes have printed so far; empty when the platform was running already. */
  printed(): string;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** How to start. */
export type PlatformOptions = {
  /** Without demo data. */
  readonly empty?: boolean;
  /** The clone whose command is used; default: this one. */
  readonly house?: string;
  /** Default: a new temporary folder that goes when the platform stops. */
  readonly dataDir?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: 4 minutes. */
  readonly timeoutMs?: number;
};

/**
 * The platform of the test run, which all journeys share, or one of its own for a journey that is run alone.
 * `./allmende test` names the shared one in `ALLMENDE_TEST_DATA_DIR`. Stopping the shared one does nothing.
 */
export async function openPlatform(): Promise<Platform> {
  const dataDir = process.env['ALLMENDE_TEST_DATA_DIR'];
  if (dataDir === undefined || dataDir === '') return startPlatform();
  const place = { house: thisHouse, dataDir };
  const status = await readStatus(place);
  if (status === undefined) throw new Error(`No platform runs with the data in ${dataDir}.`);
  const stop = async () => undefined;
  return { address: status.address, ...place, accounts: await readAccounts(place), startSeconds: 0, status, printed: () => '', stop, [Symbol.asyncDispose]: stop };
}

/**
 * Starts a whole platform by `./allmende up` on a free port, as a newcomer would, and waits until it answers.
 * Rejects with the tail of the command's output when it ends or the time is over.
 */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const dataDir = options.dataDir ?? (await makeDataDir());
  const house = options.house ?? thisHouse;
  const place = { house, dataDir };
  const started = performance.now();
  // A database of the developer's own must not be taken for a test.
  const { DATABASE_URL: _own, ...inherited } = process.env;
  const port = await freePort();
  const child = spawn(join(house, 'allmende'), ['up', '--port', String(port), '--data-dir', dataDir, ...(options.empty ? ['--empty'] : [])], {
    cwd: house,
    env: { ...inherited, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  let ended: string | undefined;
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => (ended = error.message));
  const exited = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      ended = `ended with ${signal ?? `code ${code}`}`;
      resolve();
    });
    child.on('error', () => resolve());
  });
  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // Everything has ended already.
    }
  };
  const lastResort = () => signalGroup('SIGKILL');
  process.once('exit', lastResort);
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= (async () => {
      // The command alone, as Ctrl-C by a person's hand would end the rest through it.
      if (ended === undefined) child.kill('SIGINT');
      await Promise.race([exited, sleep(20_000, undefined, { ref: false })]);
      signalGroup('SIGKILL');
      process.off('exit', lastResort);
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    })());
  const deadline = started + (options.timeoutMs ?? 240_000);
  let startSeconds: number | undefined;
  for (;;) {
    if (startSeconds === undefined && ended === undefined && (await answers(`http://localhost:${port}/`))) startSeconds = (performance.now() - started) / 1000;
    const status = ended === undefined ? await readStatus(place) : undefined;
    if (status !== undefined && (await answers(`${status.address}/health/ready`))) {
      return { address: status.address, ...place, accounts: options.empty ? [] : await readAccounts(place), startSeconds: startSeconds ?? (performance.now() - started) / 1000, status, printed: () => output, stop, [Symbol.asyncDispose]: stop };
    }
    if (ended !== undefined || performance.now() > deadline) {
      const reason = ended ?? 'did not answer in time';
      await stop();
      throw new Error(`./allmende up ${reason}:\n${output.trim().slice(-20_000)}`);
    }
    await sleep(250);
  }
}

/** Runs one command of a running platform, `allmende(platform, 'audit', 'verify')`, and returns its standard output. Rejects when it fails. */
export async function allmende(platform: Pick<Platform, 'house' | 'dataDir'>, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(join(platform.house, 'allmende'), [...args, '--data-dir', platform.dataDir], { cwd: platform.house, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

type Place = Pick<Platform, 'house' | 'dataDir'>;

async function readStatus(place: Place): Promise<PlatformStatus | undefined> {
  try {
    return JSON.parse(await allmende(place, 'status', '--json')) as PlatformStatus;
  } catch {
    return undefined;
  }
}

async function readAccounts(place: Place): Promise<Account[]> {
  return JSON.parse(await allmende(place, 'accounts', '--json')) as Account[];
}

async function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    (response) => response.ok,
    () => false,
  );
}

async function makeDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'allmende-platform-'));
  // PostgreSQL may run as another user, who has to pass through.
  await chmod(folder, 0o755);
  return folder;
}

