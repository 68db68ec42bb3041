import { spawn } from 'node:child_process';
import { randomBytes, scryptSync } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { ActionContext } from '@allmende/house';
import type { ArchiveReader, ArchiveWriter } from '../domain/archive.ts';
import { UnknownApp, UnusableArchive } from '../domain/errors.ts';
import type { Instance } from '../domain/instance.ts';
import type { Program, ProgramPlace } from '../domain/program.ts';
import type { Observation, Runtime, RuntimeSpec } from '../domain/runtime.ts';
import { findOwnProcess, stopProcess } from './own-process.ts';

const START_MS = 60_000;
const ANSWER_MS = 3000;
const PART_BYTES = 256 * 1024;
const MOST_LOG_BYTES = 1024 ** 2;

type State = { readonly wanted: 'running' | 'suspended'; readonly port: number; readonly startedAt: string };
type Where = Pick<ActionContext, 'config'>;

/**
 * Runs foreign programs as children of the worker, each with a folder below `<data dir>/instances` and a port on 127.0.0.1. For demonstration on one machine only: a program
 * runs as the platform's own user, so production refuses to start one. A program outlives its worker; the next worker finds it by its process id and command line.
 */
export function processRuntime(programs: readonly Program[]): Runtime & { stopAll(ctx: Where): Promise<void> } {
  const known = new Map(programs.map((program) => [program.app, program]));
  const programOf = (app: string): Program => {
    const program = known.get(app);
    if (!program) throw new UnknownApp(app);
    return program;
  };
  return {
    name: 'process',
    programs: new Set(known.keys()),
    apply: async (ctx, instance, spec) => {
      const program = programOf(instance.app);
      return spec.wanted === 'suspended' ? pause(ctx, instance) : start(ctx, instance, program, spec);
    },
    observe: (ctx, instance) => observe(ctx, instance, programOf(instance.app)),
    backup: (ctx, instance, to) => backup(folderOf(ctx, instance.id), programOf(instance.app), to),
    restore: (ctx, instance, from) => restore(folderOf(ctx, instance.id), from),
    remove: async (ctx, instance) => {
      const folder = folderOf(ctx, instance.id);
      await stop(folder);
      await rm(folder, { recursive: true, force: true });
    },
    endOrphans: async (ctx, kept) => {
      const ended: string[] = [];
      for (const id of await instanceFolders(ctx)) {
        if (!kept.has(id) && (await stop(folderOf(ctx, id)))) ended.push(id);
      }
      return ended;
    },
    stopAll: async (ctx) => {
      await Promise.all((await instanceFolders(ctx)).map((id) => stop(folderOf(ctx, id))));
    },
  };
}

async function start(ctx: ActionContext, instance: Instance, program: Program, spec: RuntimeSpec): Promise<void> {
  if (ctx.config.environment === 'production') throw new UnknownApp(`${program.app} in der Laufzeitumgebung „process“, die nur zur Vorführung dient`);
  const folder = folderOf(ctx, instance.id);
  await mkdir(path.join(folder, 'data'), { recursive: true, mode: 0o700 });
  const before = await readState(folder);
  const running = await findOwnProcess(folder);
  const wedged = before !== undefined && ctx.clock.now().getTime() - Date.parse(before.startedAt) > START_MS && !(await answers(program, before.port));
  if (running !== undefined && before?.wanted === 'running' && !wedged) return;
  await stop(folder);
  const port = before && (await isFree(before.port)) ? before.port : await freePort();
  const place = placeOf(folder, port, spec);
  if (!existsSync(place.secretFile)) await writeFile(place.secretFile, spec.secret('credentials'), { mode: 0o600 });
  const settings = path.join(folder, 'settings.cjs');
  await writeFile(settings, program.settings(place), { mode: 0o600 });
  await writeState(folder, { wanted: 'running', port, startedAt: ctx.clock.now().toISOString() });
  const log = await openLog(path.join(folder, 'program.log'));
  try {
    const child = spawn(process.execPath, [program.script, ...program.arguments(place, settings)], {
      cwd: place.data, detached: true, stdio: ['ignore', log.fd, log.fd], env: { HOME: place.data, NODE_ENV: 'production' },
    });
    child.once('error', () => spec.changed());
    child.once('exit', () => spec.changed());
    child.unref();
  } finally {
    await log.close();
  }
}

async function pause(ctx: ActionContext, instance: Instance): Promise<void> {
  const folder = folderOf(ctx, instance.id);
  const state = await readState(folder);
  if (state) await writeState(folder, { ...state, wanted: 'suspended' });
  await stop(folder);
}

async function observe(ctx: ActionContext, instance: Instance, program: Program): Promise<Observation> {
  const folder = folderOf(ctx, instance.id);
  const state = await readState(folder);
  if (!state) return { state: 'absent' };
  const running = (await findOwnProcess(folder)) !== undefined;
  const justStarted = ctx.clock.now().getTime() - Date.parse(state.startedAt) < START_MS;
  if (state.wanted === 'suspended') return running ? { state: 'failing', detail: 'Das Programm läuft, obwohl es ruhen soll.' } : { state: 'suspended' };
  if (running && (await answers(program, state.port))) return { state: 'running', upstream: `http://127.0.0.1:${state.port}` };
  if (running && justStarted) return { state: 'starting', detail: 'Das Programm startet.' };
  // Between its birth and writing its process id a program cannot be told from a dead one.
  if (!running && ctx.clock.now().getTime() - Date.parse(state.startedAt) < 5000 && !existsSync(path.join(folder, 'pid'))) return { state: 'starting', detail: 'Das Programm startet.' };
  return { state: 'failing', detail: running ? 'Das Programm läuft, antwortet aber nicht.' : 'Das Programm läuft nicht.' };
}

async function backup(folder: string, program: Program, to: ArchiveWriter): Promise<void> {
  const data = path.join(folder, 'data');
  if (existsSync(path.join(folder, 'secret'))) await to.addFile('files/secret', await readFile(path.join(folder, 'secret')));
  if (!existsSync(data)) return;
  const entries = await readdir(data, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const relative = path.relative(data, path.join(entry.parentPath, entry.name)).split(path.sep);
    if (program.notBackedUp.has(relative[0] ?? '')) continue;
    await to.addFile(['files', 'data', ...relative].join('/'), partsOf(path.join(entry.parentPath, entry.name)));
  }
}

// Opened when its turn has come: an error has somebody who hears it.
async function* partsOf(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file, { highWaterMark: PART_BYTES }) as AsyncIterable<Buffer>;
}

// The paths were checked when the archive was opened; that they stay in the folder is checked once more where it matters.
async function restore(folder: string, from: ArchiveReader): Promise<void> {
  await stop(folder);
  const data = path.join(folder, 'data');
  const fresh = path.join(folder, 'data.restoring');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  for (const file of from.files()) {
    if (!file.startsWith('files/data/')) continue;
    const target = path.join(fresh, file.slice('files/data/'.length));
    if (!target.startsWith(fresh + path.sep)) throw new UnusableArchive('Ein Pfad führt aus dem Ordner hinaus.');
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, from.stream(file), { mode: 0o600 });
  }
  const state = await readState(folder);
  if (state) await writeState(folder, { ...state, startedAt: new Date(0).toISOString() });
  if (from.files().includes('files/secret')) await writeFile(path.join(folder, 'secret'), await from.file('files/secret'), { mode: 0o600 });
  await rm(data, { recursive: true, force: true });
  await rename(fresh, data);
}

/** Whether anything was stopped. */
async function stop(folder: string): Promise<boolean> {
  const pid = await findOwnProcess(folder);
  if (pid !== undefined) await stopProcess(pid, folder);
  await rm(path.join(folder, 'pid'), { force: true });
  return pid !== undefined;
}

function placeOf(folder: string, port: number, spec: RuntimeSpec): ProgramPlace {
  const salt = randomBytes(16);
  return {
    data: path.join(folder, 'data'), port, secretFile: path.join(folder, 'secret'), pidFile: path.join(folder, 'pid'),
    adminPasswordHash: `${salt.toString('hex')}:${scryptSync(spec.secret('admin-password'), salt, 32).toString('hex')}`,
  };
}

async function answers(program: Program, port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${program.healthPath}`, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'manual' });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}

function root(ctx: Where): string {
  return path.join(path.resolve(ctx.config.dataDir), 'instances');
}

function folderOf(ctx: Where, id: string): string {
  return path.join(root(ctx), id);
}

async function instanceFolders(ctx: Where): Promise<string[]> {
  return existsSync(root(ctx)) ? readdir(root(ctx)) : [];
}

async function readState(folder: string): Promise<State | undefined> {
  try {
    return JSON.parse(await readFile(path.join(folder, 'state.json'), 'utf8')) as State;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeState(folder: string, state: State): Promise<void> {
  await writeFile(path.join(folder, 'state.json.new'), JSON.stringify(state), { mode: 0o600 });
  await rename(path.join(folder, 'state.json.new'), path.join(folder, 'state.json'));
}

async function openLog(file: string) {
  const log = await open(file, 'a', 0o600);
  await chmod(file, 0o600);
  if ((await stat(file)).size > MOST_LOG_BYTES) await truncate(file);
  return log;
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined;
}

async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('no free port on 127.0.0.1');
  return port;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
