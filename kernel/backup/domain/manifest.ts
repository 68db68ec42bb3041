import { createHash } from 'node:crypto';
import { CannotRestore, DamagedBackup } from './errors.ts';

/** The newest form of a backup that this program writes and reads. */
export const FORMAT = 1;

/** Where a file of a backup comes from: the cluster, its log, what may be read by all, what lies under the recovery key, and the sealed files of the platform. */
export type EntryKind = 'database' | 'wal' | 'public' | 'sealed' | 'object';

/** One file of a backup. Size and hash are those of the bytes that lie in the backup. */
export type ManifestEntry = { readonly kind: EntryKind; readonly path: string; readonly size: number; readonly sha256: string };

/** What the database was when it was copied. */
export type DatabaseStand = {
  readonly kind: 'embedded' | 'external';
  readonly version: string;
  readonly systemIdentifier: string;
  readonly timeline: number;
  readonly segmentBytes: number;
  /** From here the log is needed. */
  readonly startLsn: string;
  /** Up to here the log is needed before the copy is consistent. */
  readonly stopLsn: string;
  readonly startedAt: string;
  /** Everything that was acknowledged before is in the backup. */
  readonly stoppedAt: string;
};

/** What a backup says of itself. */
export type ManifestHead = {
  readonly format: number;
  readonly name: string;
  readonly program: string;
  /** The unbroken piece of write-ahead log that continues this backup. */
  readonly chain: string | null;
  readonly database: DatabaseStand;
  /** Whether the keys are in it, under the recovery key of the folder. */
  readonly holdsKeys: boolean;
  /** What has to be kept apart when the keys are not in it: paths of the machine that was backed up. */
  readonly keptApart: readonly string[];
  /** How many bytes the cluster has when it is unpacked. */
  readonly databaseBytes: number;
};

export type Manifest = { readonly head: ManifestHead; readonly entries: readonly ManifestEntry[] };

/** Writes a manifest: the head, one line for each file, and the hash of all lines before, which shows a cut or changed manifest. */
export function formatManifest(manifest: Manifest): string {
  const lines = [manifest.head, ...manifest.entries].map((line) => JSON.stringify(line)).join('\n');
  return `${lines}\n${JSON.stringify({ files: manifest.entries.length, sha256: hash(`${lines}\n`) })}\n`;
}

/** Reads a manifest. Throws DamagedBackup when it was cut or changed, and CannotRestore when a newer program wrote it. */
export function parseManifest(text: string, name: string): Manifest {
  const damaged = (cause?: unknown) => new DamagedBackup(`${name} ist nicht vollständig.`, cause === undefined ? {} : { cause });
  const head = parseLine<ManifestHead>(text.slice(0, Math.max(0, text.indexOf('\n'))), damaged);
  if (typeof head.format !== 'number') throw damaged();
  if (head.format > FORMAT) throw new CannotRestore(`Diese Sicherung hat das Format ${head.format}; dieses Programm liest bis Format ${FORMAT}. Nehmen Sie mindestens Version ${head.program}.`);
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  const last = parseLine<{ files: number; sha256: string }>(text.slice(end), damaged);
  const lines = text.slice(0, end).split('\n').slice(1, -1);
  if (hash(text.slice(0, end)) !== last.sha256 || lines.length !== last.files) throw damaged();
  return { head, entries: lines.map((line) => parseLine<ManifestEntry>(line, damaged)) };
}

function parseLine<Value>(line: string, damaged: (cause: unknown) => Error): Value {
  try {
    return JSON.parse(line) as Value;
  } catch (error) {
    throw damaged(error);
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
