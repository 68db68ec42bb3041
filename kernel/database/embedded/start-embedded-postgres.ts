import { spawn, execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { newClient } from '../new-client.ts';
import { freePort } from './free-port.ts';
import { copyBinaries, locateBinaries, othersCanReach } from './locate-binaries.ts';
import { findSystemUser, type SystemUser } from './system-user.ts';

/** A PostgreSQL of our own, started from the npm packages. */
export type EmbeddedPostgres = {
  /** Address of the owner's connection to the database `allmende`. */
  readonly url: string;
  readonly version: string;
  readonly pid: number;
  /** Settles when the server ends, by itself or by `stop`. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Ends the server; every acknowledged commit is on disk. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Cluster and secrets live below it. */
  readonly folder: string;
  /** Extra settings, such as `{ fsync: 'off' }` for throw-away clusters of tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A port of old, for a restart; any free one otherwise. */
  readonly port?: number;
  /** How long it may take until it answers; default 30 s. Reading a long log after a restore takes longer. */
  readonly patienceMs?: number;
  /** Told when a new cluster is being made, which takes another process a second or more. */
  readonly onCreate?: () => void;
};

const run = promisify(execFile);
/** Where another user's PostgreSQL keeps its files when the data folder lies in a closed home folder. */
const REACHABLE = '/var/lib/allmende';

/** Starts PostgreSQL on a free local port, makes the cluster and the database on first use. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = findSystemUser();
  await mkdir(options.folder, { recursive: true });
  let binaries = await locateBinaries();
  if (user && !othersCanReach(binaries.folder)) binaries = await copyBinaries(binaries, REACHABLE);
  const { cluster } = await placeOfCluster(options.folder, user);
  const bin = path.join(binaries.folder, 'bin');
  const password = await clusterPassword(options.folder);
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
    await createCluster(bin, cluster, password, user, options.onCreate);
  }
  await endLeftServer(cluster);
  const port = options.port ?? (await freePort());
  const socketFolder = canHoldSocket(cluster) ? cluster : undefined;
  const settings = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: socketFolder ?? '', max_connections: '120', shared_buffers: '256MB', ...options.settings };
  const server = spawn(path.join(bin, 'postgres'), ['-D', cluster, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  });
  let complaints = '';
  server.stderr.on('data', (chunk: Buffer) => { complaints = (complaints + chunk.toString()).slice(-4000); });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => { server.once('exit', (code, signal) => resolve({ code, signal })); });
  const address = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}${socketFolder === undefined ? '' : `?host=${encodeURIComponent(socketFolder)}`}`;
  await waitUntilReady(address('postgres'), ended, () => complaints, options.patienceMs ?? 30_000);
  await ensureDatabase(address('postgres'));
  let stopping: Promise<void> | undefined;
  return {
    url: address('allmende'),
    version: binaries.version,
    pid: server.pid ?? 0,
    ended,
    stop: () => (stopping ??= stop(server.pid, ended)),
  };
}

// A round trip by a socket of the machine takes both sides about a third less than one by TCP, and a page or a submission takes dozens. Its folder is the cluster's, which nobody else may enter; the name of a socket has room for
// 107 bytes in all.
function canHoldSocket(cluster: string): boolean {
  return Buffer.byteLength(path.join(cluster, '.s.PGSQL.65535.lock')) <= 107;
}

/** Where the cluster of a folder lies or would lie, and whom its files must belong to when that is not us. */
export async function placeOfCluster(folder: string, user: SystemUser | undefined = findSystemUser()): Promise<{ readonly cluster: string; readonly owner: SystemUser | undefined }> {
  const place = path.resolve(folder);
  return { cluster: user ? await reachableCluster(place) : path.join(place, 'cluster'), owner: user };
}

/**
 * Where PostgreSQL's user can reach the cluster of a folder: below it, or elsewhere when it lies in a closed home folder. What was once decided stays (`cluster-is-at.txt`):
 * a folder that is opened, closed or moved later keeps its data, and a new one at the same place does not meet the old.
 */
async function reachableCluster(folder: string): Promise<string> {
  const note = path.join(folder, 'cluster-is-at.txt');
  if (existsSync(note)) return (await readFile(note, 'utf8')).trim();
  const below = path.join(folder, 'cluster');
  if (othersCanReach(folder)) return below;
  if (existsSync(path.join(below, 'PG_VERSION'))) throw new Error(`PostgreSQL's user can no longer reach ${below}: a folder above it was closed for others. Open it again (chmod o+x), or start as another user.`);
  const cluster = path.join(REACHABLE, 'clusters', randomBytes(8).toString('hex'));
  await writeFile(note, `${cluster}\n`);
  return cluster;
}

async function clusterPassword(folder: string): Promise<string> {
  const file = path.join(folder, 'owner-password');
  if (!existsSync(file)) await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return (await readFile(file, 'utf8')).trim();
}

async function createCluster(bin: string, cluster: string, password: string, user: SystemUser | undefined, onCreate: (() => void) | undefined): Promise<void> {
  const half = `${cluster}.new`;
  await rm(half, { recursive: true, force: true });
  await mkdir(path.dirname(cluster), { recursive: true, mode: 0o755 });
  await mkdir(half, { mode: 0o700 });
  const passwordFile = path.join(path.dirname(cluster), `${path.basename(cluster)}.pw`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) await Promise.all([half, passwordFile].map((file) => chown(file, user.uid, user.gid)));
  try {
    const made = run(path.join(bin, 'initdb'), ['-D', half, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--builtin-locale=C.UTF-8', '--no-sync'], {
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' },
      cwd: path.dirname(cluster),
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
    onCreate?.();
    await made;
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(half, cluster);
}

/** Ends the server that a killed owner may have left on a cluster; afterwards its files may be copied. */
export async function endEmbeddedPostgres(folder: string): Promise<void> {
  await endLeftServer((await placeOfCluster(folder)).cluster);
}

/** Ends the server of a cluster whose owner was killed, as gently as a stop would; its commits are on disk. Throws when it does not end within a minute. */
async function endLeftServer(cluster: string): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0]);
  for (let tries = 0; await servesCluster(pid, cluster); tries += 1) {
    if (tries === 0) process.kill(pid, 'SIGINT');
    if (tries > 1200) throw new Error(`An earlier PostgreSQL (process ${pid}) still works on ${cluster} and does not end.`);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

// Ids of processes are given again: only a process that names the cluster is its server.
async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid < 2) return false;
  const command = existsSync('/proc/self/cmdline')
    ? await readFile(`/proc/${pid}/cmdline`, 'utf8').then((text) => text.replaceAll('\0', ' '), () => '')
    : await run('ps', ['-o', 'command=', '-p', String(pid)]).then(({ stdout }) => stdout, () => '');
  return command.includes(`-D ${cluster} `);
}

async function waitUntilReady(url: string, ended: Promise<unknown>, complaints: () => string, patienceMs: number): Promise<void> {
  let over = false;
  void ended.then(() => { over = true; });
  for (const start = performance.now(); performance.now() - start < patienceMs;) {
    if (over) throw new Error(`PostgreSQL did not start: ${complaints()}`);
    const client = newClient({ connectionString: url, connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await client.end().catch(() => undefined);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }
  throw new Error(`PostgreSQL was not ready after ${patienceMs / 1000} s: ${complaints()}`);
}

async function ensureDatabase(url: string): Promise<void> {
  const client = newClient({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'allmende'`);
    if (rowCount === 0) await client.query('create database allmende');
  } finally {
    await client.end();
  }
}

async function stop(pid: number | undefined, ended: Promise<unknown>): Promise<void> {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  await ended;
}
