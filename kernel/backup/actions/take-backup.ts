import { createReadStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { filesBelow, forEachFew, isMissing, storeFile, storeStream } from '../clients/durable-files.ts';
import { FilePool } from '../clients/file-pool.ts';
import { storedPath, type Repository } from '../clients/repository.ts';
import { sealStream } from '../clients/sealed-file.ts';
import { openBackupSession, openForeignSession } from '../data/backup-session.ts';
import { noteErased, type Erased } from '../clients/erased-file.ts';
import { CannotBackUp } from '../domain/errors.ts';
import { isLeftOut } from '../domain/left-out.ts';
import { FORMAT, type DatabaseStand, type EntryKind, type Manifest, type ManifestEntry } from '../domain/manifest.ts';
import { isRest, type Places } from '../domain/places.ts';
import { parseLsn, segmentBefore, segmentNames, segmentOf } from '../domain/wal.ts';

/** What a backup is made of. */
export type BackupPlan = {
  readonly repository: Repository;
  readonly ownerUrl: string;
  readonly kind: DatabaseStand['kind'];
  readonly places: Places;
  readonly program: string;
  /** Which keys of cases have been destroyed for good. */
  readonly listErased: () => Promise<readonly Erased[]>;
  /** The log that is kept without a gap from now on, if one is. */
  readonly chain?: string;
  /** Told how far it is, in words and bytes. */
  readonly onProgress?: (progress: BackupProgress) => void;
};

export type BackupProgress = { readonly part: 'files' | 'database' | 'keys'; readonly done: number; readonly total: number };

/** What a backup holds. */
export type BackupTaken = { readonly manifest: Manifest; readonly folder: string; readonly bytes: number };

/**
 * Backs up a running platform. Files are copied before and after the database, so that no row points to a file that is missing; the copy has its name only when it is whole
 * and on the disk. Throws CannotBackUp when another backup of the same database runs.
 */
export async function takeBackup(plan: BackupPlan): Promise<BackupTaken> {
  const { repository } = plan;
  await using session = plan.kind === 'embedded' ? await openBackupSession(plan.ownerUrl) : await openForeignSession(plan.ownerUrl);
  await repository.removeHalves();
  const name = nameOf(session.stand.startedAt);
  const half = `${repository.at(name)}.part`;
  await mkdir(half, { recursive: true, mode: 0o700 });
  const pool = await FilePool.open(plan.places.files, repository.filesFolder);
  const collected: ManifestEntry[] = [];
  const keep: Keep = async (kind, file, source) => {
    const target = path.join(half, storedPath({ kind, path: file }));
    const packed = kind === 'database' || kind === 'wal';
    const { size, sha256, read } = typeof source === 'string' ? await storeFile(source, target, { packed }) : { ...(await storeStream(source, target, { packed })), read: 0 };
    collected.push({ kind, path: file, size, sha256 });
    return read;
  };
  plan.onProgress?.({ part: 'files', done: 0, total: 1 });
  await pool.copyNew();
  // A checkpoint must never know more of a log than the database that is restored with it: so they are copied first.
  for (const file of await filesBelow(plan.places.checkpoints)) if (!file.endsWith('.new')) await keepUnlessGone(() => keep('public', `checkpoints/${file}`, path.join(plan.places.checkpoints, file)));

  let stand: DatabaseStand;
  let databaseBytes = 0;
  if ('start' in session) {
    const copied = await copyCluster(session, name, keep, (progress) => plan.onProgress?.(progress));
    stand = { ...session.stand, ...copied.stand };
    databaseBytes = copied.bytes;
  } else {
    stand = session.stand;
  }
  await noteErased(repository, await plan.listErased());
  await pool.copyNew();
  plan.onProgress?.({ part: 'files', done: 1, total: 1 });
  const objects = (await pool.present()).map(({ path: file, size, sha256 }): ManifestEntry => ({ kind: 'object', path: file, size, sha256 }));

  const secret = await secretFiles(plan.places);
  const { recipient } = repository;
  if (recipient) {
    for (const [index, { name: file, at }] of secret.entries()) {
      await keepUnlessGone(() => keep('sealed', file, sealStream(recipient, file, createReadStream(at))));
      plan.onProgress?.({ part: 'keys', done: index + 1, total: secret.length });
    }
  }
  const manifest: Manifest = {
    head: {
      format: FORMAT, name, program: plan.program, chain: plan.chain ?? null, database: stand, holdsKeys: recipient !== undefined,
      keptApart: recipient ? [] : [plan.places.keys, ...Object.values(plan.places.secrets), ...(secret.some((one) => one.name.startsWith('rest/')) ? [plan.places.dataDir] : [])], databaseBytes,
    },
    entries: [...collected.toSorted((a, b) => (`${a.kind}/${a.path}` < `${b.kind}/${b.path}` ? -1 : 1)), ...objects],
  };
  await repository.finish(half, manifest);
  return { manifest, folder: repository.at(name), bytes: collected.reduce((sum, { size }) => sum + size, 0) };
}

/** Puts a file of a path, or what a stream gives, into the half backup; returns how many bytes the file had. */
type Keep = (kind: Exclude<EntryKind, 'object'>, file: string, source: string | AsyncIterable<Uint8Array>) => Promise<number>;
type Session = Awaited<ReturnType<typeof openBackupSession>>;

async function copyCluster(session: Session, name: string, keep: Keep, say: (progress: BackupProgress) => void): Promise<{ stand: Pick<DatabaseStand, 'startLsn' | 'stopLsn' | 'stoppedAt'>; bytes: number }> {
  const { cluster, stand: { timeline, segmentBytes } } = session;
  const startLsn = await session.start(name);
  const files = (await filesBelow(cluster, (file) => !isLeftOut(file))).filter((file) => file !== 'global/pg_control');
  let bytes = 0;
  let done = 0;
  const copy = async (file: string) => {
    await keepUnlessGone(async () => {
      const read = await keep('database', file, path.join(cluster, file));
      bytes += read;
    });
    done += 1;
    if (done % 100 === 0 || done === files.length) say({ part: 'database', done, total: files.length });
  };
  await forEachFew(files, copy);
  // Last, as PostgreSQL's own tool does: it must not be older than what it describes.
  await keep('database', 'global/pg_control', Readable.from([await readControl(path.join(cluster, 'global/pg_control'))]));
  const { stopLsn, stoppedAt, backupLabel, tablespaceMap } = await session.stop();
  await keep('database', 'backup_label', Readable.from([Buffer.from(backupLabel)]));
  if (tablespaceMap !== '') await keep('database', 'tablespace_map', Readable.from([Buffer.from(tablespaceMap)]));
  const from = segmentOf(parseLsn(startLsn), timeline, segmentBytes);
  for (const segment of segmentNames(from, segmentBefore(parseLsn(stopLsn), timeline, segmentBytes), segmentBytes)) {
    await keep('wal', segment, path.join(cluster, 'pg_wal', segment)).catch((error: unknown) => {
      if (isMissing(error)) throw new CannotBackUp('Der Platz für das Änderungsprotokoll der Datenbank reichte während der Sicherung nicht. Schaffen Sie Platz, und beginnen Sie noch einmal.', { cause: error });
      throw error;
    });
  }
  return { stand: { startLsn, stopLsn, stoppedAt }, bytes };
}

// The server writes this file in place. What is read twice the same was not being written.
async function readControl(file: string): Promise<Buffer> {
  for (let before = await readFile(file), tries = 0; ; tries += 1) {
    await sleep(20);
    const now = await readFile(file);
    if (now.equals(before) || tries > 100) return now;
    before = now;
  }
}

/** Every file that may lie in a backup only sealed, by its path in a new data folder. */
export async function secretFiles(places: Places): Promise<{ readonly name: string; readonly at: string }[]> {
  const keys = (await filesBelow(places.keys)).filter((file) => !/\.[0-9a-f-]{36}$/u.test(file)).map((file) => ({ name: `keys/${file}`, at: path.join(places.keys, file) }));
  const single = Object.entries(places.secrets).map(([name, at]) => ({ name, at }));
  const own = [places.files, places.checkpoints, places.keys].map((folder) => `${path.relative(places.dataDir, folder)}/`);
  const rest = (await filesBelow(places.dataDir, (file) => isRest(file) && !own.includes(file))).map((file) => ({ name: `rest/${file}`, at: path.join(places.dataDir, file) }));
  return [...keys, ...single, ...rest];
}

// A table may be dropped while it is copied; the log says so too.
async function keepUnlessGone(work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => { if (!isMissing(error)) throw error; });
}

function nameOf(at: string): string {
  return at.replace(/\.\d+Z$/u, 'Z').replaceAll(':', '-');
}
