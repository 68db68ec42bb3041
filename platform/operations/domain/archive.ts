import type { Static, TSchema } from 'typebox';

export const ARCHIVE_FORMAT = 'allmende-archive';
export const ARCHIVE_VERSION = 1;

/** What an archive holds at most; names and hashes of all files are in memory while it is written or read. */
export const ARCHIVE_LIMITS: ArchiveLimits = { totalBytes: 1024 ** 4, files: 1_000_000 };

/** Bounds for archives from outside: bytes unpacked, and files with the manifest. Above them reading stops before anything is unpacked. */
export type ArchiveLimits = { readonly totalBytes: number; readonly files: number };

/** The bytes of a ZIP file, of which one part after the other is read; `end` is the first byte that is left out. */
export type ArchiveBytes = { readonly sizeBytes: number; range(start: number, end: number): AsyncIterable<Uint8Array> };

/** One file of an archive as its manifest names it. */
export type ArchivedFile = { readonly path: string; readonly bytes: number; readonly sha256: string };

/** `manifest.json` of an archive. */
export type ArchiveManifest = {
  readonly format: typeof ARCHIVE_FORMAT;
  readonly version: number;
  readonly authority: { readonly id: string; readonly name: string };
  readonly app: string;
  readonly instance: string;
  readonly parameters: unknown;
  /** ISO 8601 in UTC. */
  readonly exportedAt: string;
  /** The version of the package whose data these are; missing for apps of our own. */
  readonly packageVersion?: string;
  /** Volumes were copied at rest, without the commands of the package: `restore` of the package must not run either. */
  readonly asTheyLie?: boolean;
  readonly files: readonly ArchivedFile[];
};

/** Takes what an app returns to its authority: one thing after the other, each to be waited for. When one fails the whole archive has failed. */
export type ArchiveWriter = {
  /** All records of one kind with the JSON Schema they follow, as `data/<kind>.json` and `schema/<kind>.schema.json`; each kind once. Refuses a record that does not fit. */
  addRecords(kind: string, schema: TSchema, records: Iterable<unknown> | AsyncIterable<unknown>): Promise<void>;
  /** A document or file: `files/2026/bescheid.pdf`; what is large comes piece by piece. Refuses paths that lead out of `files/` or exist already. */
  addFile(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
};

/** Gives back what an archive holds; everything was checked against the manifest before. */
export type ArchiveReader = {
  readonly manifest: ArchiveManifest;
  kinds(): readonly string[];
  /** Records of a kind, checked against `schema`; none for a kind that is not there. */
  records<Schema extends TSchema>(kind: string, schema: Schema): Promise<readonly Static<Schema>[]>;
  /** Paths below `files/`. */
  files(): readonly string[];
  /** A file of which it is known that it is small: refuses more than 1 GiB. Throws UnusableArchive when there is no such file. */
  file(path: string): Promise<Uint8Array>;
  /** A file of any size, piece by piece. Throws UnusableArchive when there is no such file, and at its end when the bytes have changed since they were checked. */
  stream(path: string): AsyncIterable<Uint8Array>;
};
