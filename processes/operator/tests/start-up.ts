import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DemoAccount } from '../demo/account-file.ts';
import type { RunFile } from '../supervision/run-file.ts';
import { runningCommand } from '../supervision/running-command.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
// What the developer has set for a platform of his own must not reach those of the tests.
const INHERITED = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ALLMENDE_') && name !== 'DATABASE_URL' && name !== 'NODE_TEST_CONTEXT'));

/** What a command said and how it ended. */
export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs one command of `./allmende` to its end. */
export function command(args: readonly string[], env: Readonly<Record<string, string>> = {}, timeoutMs = 120_000): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], { env: { ...INHERITED, ...env }, maxBuffer: 64 * 1024 * 1024, timeout: timeoutMs }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr }));
  });
}

/** A new folder that PostgreSQL's user can reach, gone when disposed. */
export async function temporaryFolder(): Promise<{ readonly folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'allmende-operator-'));
  await chmod(folder, 0o755);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

/** An `up` in a group of its own, as a terminal starts it. */
export class Up implements AsyncDisposable {
  readonly dataDir: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;
  #output = '';
  #code: number | undefined;

  constructor(dataDir: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    this.dataDir = dataDir;
    this.#child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'up', '--data-dir', dataDir, '--port', '0', ...args], { env: { ...INHERITED, ALLMENDE_LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on('data', (chunk: Buffer) => { this.#output += chunk.toString(); });
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        this.#code = code ?? (signal === null ? -1 : -2);
        resolve(this.#code);
      });
    });
  }

  /** Everything it has printed. */
  get output(): string {
    return this.#output;
  }

  /** Waits until it has printed a text. */
  async says(text: string, patienceMs = 120_000): Promise<void> {
    await until(() => this.#output.includes(text), `"${text}"`, patienceMs, () => (this.#code === undefined ? undefined : `it ended with ${this.#code}:\n${this.#output}`), () => this.#output);
  }

  /** Waits until it is ready; returns what it says of itself to other commands. */
  async ready(): Promise<RunFile> {
    await this.says('Beenden mit Strg-C.');
    return this.runFile();
  }

  async runFile(): Promise<RunFile> {
    return JSON.parse(await readFile(path.join(this.dataDir, 'running.json'), 'utf8')) as RunFile;
  }

  /** A signal to its whole group, as Ctrl-C in a terminal sends it. */
  signal(name: NodeJS.Signals): void {
    if (this.#child.pid !== undefined && this.#code === undefined) process.kill(-this.#child.pid, name);
  }

  /** Ctrl-C, and the exit code. */
  async stop(): Promise<number> {
    this.signal('SIGINT');
    return this.#ended;
  }

  /** Waits for its end; returns the exit code. */
  ended(): Promise<number> {
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.race([this.stop(), sleep(30_000, undefined, { ref: false })]);
    this.signal('SIGKILL');
  }
}

/** Waits until something holds; rejects with what was waited for when it does not in time. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, patienceMs = 60_000, hopeless: () => string | undefined = () => undefined, detail: () => string = () => ''): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await holds())) {
    const reason = hopeless();
    if (reason !== undefined) throw new Error(`waited for ${what}, but ${reason}`);
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}\n${detail()}`);
    await sleep(100);
  }
}

/** The processes of an installation that run, by their command lines. */
export async function processesOf(dataDir: string, run: RunFile): Promise<string[]> {
  const { readdir } = await import('node:fs/promises');
  const children = new Set(Object.values(run.children).concat(run.pid));
  const found: string[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const line = await runningCommand(pid);
    if (line.includes(`${dataDir}/`) || (children.has(pid) && /processes\/(?:web|worker|operator)\/main\.ts/u.test(line))) found.push(`${pid} ${line}`);
  }
  return found;
}

/** Speaks to a platform as one of its people. */
export type Speaker = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

/** Signs a demo account in over the API. Requests reject unless they succeed. */
export async function signIn(address: string, account: { readonly email: string; readonly password: string }): Promise<Speaker> {
  const { token } = await call<{ token: string }>(address, undefined, 'POST', '/sessions', { email: account.email, password: account.password });
  return (method, where, body) => call(address, token, method, where, body);
}

/** The demo account of a role in an authority. */
export async function demoAccount(dataDir: string, role: string, slug: string): Promise<DemoAccount> {
  const accounts = JSON.parse((await command(['accounts', '--json', '--data-dir', dataDir])).stdout) as DemoAccount[];
  const found = accounts.find(({ email }) => email === `${role}.${slug}@demo.example`);
  if (!found) throw new Error(`no demo account for ${role} of ${slug}`);
  return found;
}

async function call<Answer>(address: string, token: string | undefined, method: string, where: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${address}/api/v1${where}`, {
    method, headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${where}: ${response.status} ${await response.text()}`);
  if (response.status === 204) return undefined as Answer;
  return (response.headers.get('content-type')?.includes('json') === true ? await response.json() : new Uint8Array(await response.arrayBuffer())) as Answer;
}
