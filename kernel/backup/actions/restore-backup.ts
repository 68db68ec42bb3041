import { createReadStream, createWriteStream } from 'node:fs';
import { chown, copyFile, mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { placeOfCluster, startEmbeddedPostgres, type EmbeddedPostgres } from '@allmende/database';
import { copyCheckpoints } from '../clients/checkpoint-mirror.ts';
import { filesBelow, forEachFew, readPacked } from '../clients/durable-files.ts';
import { storedPath, type Repository } from '../clients/repository.ts';
import { openSealedFile } from '../clients/sealed-file.ts';
import { askRecovery } from '../data/recovery.ts';
import { CannotRestore } from '../domain/errors.ts';
import { NEEDED_FOLDERS } from '../domain/left-out.ts';
import type { RecoveryKey } from '../domain/recovery-key.ts';
import type { CheckedBackup } from './check-backup.ts';

/** What is restored, and where. */
export type RestorePlan = {
  readonly repository: Repository;
  readonly checked: CheckedBackup;
  /** Opens the keys in the backup; without them `apart` names the folder with a copy of what was kept apart. */
  readonly recovery: RecoveryKey | undefined;
  readonly apart: string | undefined;
  /** An empty or missing folder. */
  readonly dataDir: string;
  /** The state at this moment instead of the newest. */
  readonly to: Date | undefined;
  readonly onProgress?: (progress: { readonly part: 'keys' | 'database' | 'log' | 'files'; readonly done: number; readonly total: number }) => void;
};

/** A restored database that runs for the last checks; stop it, then the platform may start. */
export type Restored = {
  readonly server: EmbeddedPostgres | undefined;
  /** When the last restored transaction was committed. */
  readonly lastCommit: string | undefined;
  readonly lsn: string | undefined;
};

/** Lies in a data folder while it is being restored; whoever finds it must not start on it. */
export const RESTORING = 'restoring.json';

const DAY_MS = 86_400_000;

/** Refuses a folder that holds something. */
export async function refuseUsedFolder(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  })).filter((name) => name !== 'lost+found');
  if (names.includes(RESTORING)) throw new CannotRestore(`In ${dataDir} wurde eine Wiederherstellung abgebrochen. Löschen Sie den Ordner, und beginnen Sie noch einmal.`);
  if (names.length > 0) throw new CannotRestore(`${dataDir} ist nicht leer. Wiederhergestellt wird nur in einen leeren Ordner; nennen Sie einen anderen mit --data-dir.`);
}

/** Brings back keys, checkpoints and the database, replays its log, and leaves it running. The folder stays marked until `endRestore`. */
export async function restoreBackup(plan: RestorePlan): Promise<Restored> {
  const { checked, dataDir } = plan;
  await refuseUsedFolder(dataDir);
  refuseWithoutKeys(plan);
  // Here PostgreSQL's user has to pass; where the platform's own things lie he has not.
  await mkdir(path.join(dataDir, 'database'), { recursive: true });
  await writeFile(path.join(dataDir, RESTORING), `${JSON.stringify({ backup: checked.name })}\n`);
  await restoreSecrets(plan);
  await restoreCheckpoints(plan);
  if (checked.manifest.head.database.kind === 'external') return { server: undefined, lastCommit: undefined, lsn: undefined };
  const cluster = await restoreCluster(plan);
  try {
    return await replay(plan, cluster);
  } finally {
    await rm(stageOf(cluster), { recursive: true, force: true });
  }
}

/** Brings back the sealed files of the platform that the restored database names; returns those that are missing. */
export async function restoreFiles(plan: RestorePlan, wanted: readonly string[] | undefined): Promise<{ readonly restored: number; readonly missing: readonly string[] }> {
  const { checked, repository, dataDir } = plan;
  const missing: string[] = [];
  let restored = 0;
  const files = wanted ?? [...checked.objects.keys()];
  await forEachFew(files, async (file) => {
    if (!checked.objects.has(file)) {
      missing.push(file);
      return;
    }
    const target = path.join(dataDir, 'files', file);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(path.join(repository.filesFolder, file), target);
    restored += 1;
    if (restored % 500 === 0 || restored === files.length) plan.onProgress?.({ part: 'files', done: restored, total: files.length });
  });
  return { restored, missing };
}

/** The folder may be used from now on. */
export async function endRestore(dataDir: string): Promise<void> {
  await rm(path.join(dataDir, RESTORING));
}

function refuseWithoutKeys({ checked, recovery, apart }: RestorePlan): void {
  if (checked.manifest.head.holdsKeys && !recovery) throw new CannotRestore('Zum Wiederherstellen fehlt die Passphrase (--passphrase-file) oder der Wiederherstellungsschlüssel (--recovery-key).');
  if (!checked.manifest.head.holdsKeys && apart === undefined) throw new CannotRestore('In dieser Sicherung sind keine Schlüssel. Nennen Sie mit --apart den Ordner, in dem Sie sie aufbewahren.');
}

async function restoreSecrets({ checked, repository, recovery, apart, dataDir, onProgress }: RestorePlan): Promise<void> {
  const at = (name: string) => path.join(dataDir, name.startsWith('rest/') ? name.slice('rest/'.length) : name);
  if (!recovery) {
    for (const file of await filesBelow(apart ?? '')) if (/^keys\/|^installation\.json$|^database\/owner-password$/u.test(file)) await write(Readable.from(createReadStream(path.join(apart ?? '', file))), at(file));
    return;
  }
  const sealed = new Map(checked.manifest.entries.filter(({ kind }) => kind === 'sealed').map((entry) => [entry.path, path.join(repository.at(checked.name), storedPath({ kind: 'sealed', path: entry.path }))]));
  // What came with the log is newer, such as the key of an authority that has joined since.
  const later = checked.chainFolder === undefined ? undefined : path.join(checked.chainFolder, 'sealed');
  if (later !== undefined) for (const file of await filesBelow(later)) sealed.set(file, path.join(later, file));
  let done = 0;
  for (const [name, file] of sealed) {
    await write(openSealedFile(recovery, name, file), at(name));
    done += 1;
    if (done % 500 === 0 || done === sealed.size) onProgress?.({ part: 'keys', done, total: sealed.size });
  }
}

async function restoreCheckpoints({ checked, repository, dataDir, to }: RestorePlan): Promise<void> {
  for (const { path: file } of checked.manifest.entries.filter(({ kind }) => kind === 'public')) {
    const target = path.join(dataDir, file);
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(path.join(repository.at(checked.name), storedPath({ kind: 'public', path: file })), target);
  }
  if (checked.chainFolder !== undefined) await copyCheckpoints(path.join(checked.chainFolder, 'checkpoints'), path.join(dataDir, 'checkpoints'), to ?? new Date(checked.until));
}

async function restoreCluster({ checked, repository, dataDir, onProgress }: RestorePlan): Promise<string> {
  const { cluster, owner } = await placeOfCluster(path.join(dataDir, 'database'));
  const { segmentBytes } = checked.manifest.head.database;
  const stage = stageOf(cluster);
  for (const folder of [cluster, ...NEEDED_FOLDERS.map((name) => path.join(cluster, name)), stage]) await mkdir(folder, { recursive: true, mode: 0o700 });
  const entries = checked.manifest.entries.filter(({ kind }) => kind === 'database');
  let done = 0;
  await forEachFew(entries, async ({ path: file }) => {
    await write(readPacked(path.join(repository.at(checked.name), storedPath({ kind: 'database', path: file }))), path.join(cluster, file));
    done += 1;
    if (done % 200 === 0 || done === entries.length) onProgress?.({ part: 'database', done, total: entries.length });
  });
  for (const [index, piece] of checked.wal.entries()) {
    const target = path.join(stage, piece.name);
    await write(piece.packed ? readPacked(piece.file) : createReadStream(piece.file, piece.length === undefined ? {} : { end: piece.length - 1 }), target);
    if (!piece.packed) await grow(target, segmentBytes);
    if (index % 20 === 0 || index + 1 === checked.wal.length) onProgress?.({ part: 'log', done: index + 1, total: checked.wal.length });
  }
  await writeFile(path.join(cluster, 'recovery.signal'), '', { mode: 0o600 });
  if (owner) for (const folder of [cluster, stage]) await giveTo(folder, owner);
  return cluster;
}

async function replay({ dataDir, to }: RestorePlan, cluster: string): Promise<Restored> {
  const folder = path.join(dataDir, 'database');
  const settings = { hot_standby: 'off', recovery_target_action: 'promote', restore_command: `cp "${stageOf(cluster)}/%f" "%p"` };
  const start = (target: Readonly<Record<string, string>>) => startEmbeddedPostgres({ folder, settings: { ...settings, ...target }, patienceMs: DAY_MS });
  let server: EmbeddedPostgres;
  try {
    server = await start(to ? { recovery_target_time: to.toISOString().replace('T', ' ').replace('Z', '+00') } : {});
  } catch (error) {
    // Nothing was committed between the asked moment and the end of the log, which reaches beyond it: so its end is the asked state.
    if (!to || !(error instanceof Error) || !error.message.includes('recovery ended before configured recovery target was reached')) throw error;
    server = await start({});
  }
  try {
    return { server, ...(await askRecovery(server.url)) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function stageOf(cluster: string): string {
  return `${cluster}.log`;
}

async function write(source: AsyncIterable<Uint8Array>, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await pipeline(source, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
}

async function grow(file: string, bytes: number): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.truncate(bytes);
  } finally {
    await handle.close();
  }
}

async function giveTo(folder: string, owner: { readonly uid: number; readonly gid: number }): Promise<void> {
  await chown(folder, owner.uid, owner.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) await giveTo(at, owner);
    else await chown(at, owner.uid, owner.gid);
  }
}
