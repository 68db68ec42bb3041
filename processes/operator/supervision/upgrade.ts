import { constants, existsSync } from 'node:fs';
import { chown, cp, lstat, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { endEmbeddedPostgres, listMigrations, placeOfCluster, type RoomMigrations } from '@allmende/database';
import { DomainError } from '@allmende/errors';
import type { Steps } from '../output/steps.ts';
import { writeJson } from './write-json.ts';

/** A start that changes tables, with the way back. */
export type Upgrade = {
  /** The new tables work: the copy of the old ones goes. */
  confirm(): Promise<void>;
  /** Puts the database back as it was before the start. Only when the server has ended. */
  undo(): Promise<void>;
};

/** Thrown when a start with new tables failed and everything is as before. */
export class UpgradeFailed extends DomainError {
  override name = 'UpgradeFailed';

  constructor() {
    super({ kind: 'conflict', code: 'operator/upgrade-failed', message: 'Das Update ist nicht gelungen. Die Daten sind wieder wie vor dem Start, nichts ging verloren. Starten Sie die bisherige Version, und melden Sie den Fehler oben.' });
  }
}

/** Thrown when there is no room for the copy that leads back. */
export class NoRoomForUpgrade extends DomainError {
  override name = 'NoRoomForUpgrade';

  constructor(missingBytes: number, folder: string) {
    super({ kind: 'conflict', code: 'operator/no-room-for-upgrade', message: `Für das Update fehlen auf dem Datenträger von ${folder} ${Math.ceil(missingBytes / 1_000_000).toLocaleString('de-DE')} MB: So viel braucht die Kopie der Datenbank, mit der es zurückgenommen werden kann.` });
  }
}

const notedAt = (dataDir: string) => path.join(dataDir, 'database', 'migrations.json');

/**
 * Before the embedded database starts: when this program brings tables that the data have not seen, copies the stopped database, so that the start can be taken back. Undefined when
 * there is nothing new, which costs some milliseconds. What an upgrade that was killed has left is taken back first.
 */
export async function prepareUpgrade(dataDir: string, rooms: readonly RoomMigrations[], steps: Steps): Promise<Upgrade | undefined> {
  const folder = path.join(dataDir, 'database');
  if (!existsSync(folder)) return undefined;
  const { cluster } = await placeOfCluster(folder);
  const copy = `${cluster}.before-upgrade`;
  const wanted = await listMigrations(rooms);
  const noted = await readNoted(dataDir);
  if (existsSync(copy)) await steps.run('Ein abgebrochenes Update wird zurückgenommen', () => putBack(folder, cluster, copy));
  await rm(`${copy}.done`, { recursive: true, force: true });
  if (!existsSync(path.join(cluster, 'PG_VERSION')) || (noted !== undefined && wanted.every((name) => noted.includes(name)))) return undefined;
  await steps.run('Kopie der Datenbank vor dem Update', async () => {
    await endEmbeddedPostgres(folder);
    await refuseWithoutRoom(cluster);
    await copyCluster(cluster, copy);
  });
  return {
    // One step, because a copy that is half gone must not be put back.
    confirm: async () => {
      await rename(copy, `${copy}.done`);
      await rm(`${copy}.done`, { recursive: true, force: true });
    },
    undo: () => putBack(folder, cluster, copy),
  };
}

/** Remembers which tables work, so that the next start of the same program copies nothing. */
export async function noteMigrations(dataDir: string, rooms: readonly RoomMigrations[]): Promise<void> {
  const wanted = await listMigrations(rooms);
  if (JSON.stringify(wanted) !== JSON.stringify(await readNoted(dataDir))) await writeJson(notedAt(dataDir), wanted);
}

// Killed between the two steps, the next start finds the copy and does this again.
async function putBack(folder: string, cluster: string, copy: string): Promise<void> {
  await endEmbeddedPostgres(folder);
  await rm(cluster, { recursive: true, force: true });
  await rename(copy, cluster);
}

async function copyCluster(cluster: string, copy: string): Promise<void> {
  const half = `${copy}.part`;
  await rm(half, { recursive: true, force: true });
  await cp(cluster, half, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE, filter: (source) => !/^(?:postmaster\.pid$|\.s\.PGSQL\.)/u.test(path.basename(source)) });
  await keepOwner(cluster, half);
  await rename(half, copy);
}

async function keepOwner(from: string, to: string): Promise<void> {
  const { uid, gid } = await stat(from);
  if (uid === process.getuid?.()) return;
  await chown(to, uid, gid);
  for (const entry of await readdir(to, { withFileTypes: true, recursive: true })) await chown(path.join(entry.parentPath, entry.name), uid, gid);
}

async function refuseWithoutRoom(cluster: string): Promise<void> {
  let bytes = 0;
  for (const entry of await readdir(cluster, { withFileTypes: true, recursive: true })) if (entry.isFile()) bytes += (await lstat(path.join(entry.parentPath, entry.name))).size;
  const { bavail, bsize } = await statfs(cluster);
  // As much again for the work of the migrations.
  const missing = bytes * 2 - bavail * bsize;
  if (missing > 0) throw new NoRoomForUpgrade(missing, cluster);
}

async function readNoted(dataDir: string): Promise<string[] | undefined> {
  try {
    return JSON.parse(await readFile(notedAt(dataDir), 'utf8')) as string[];
  } catch {
    return undefined;
  }
}
