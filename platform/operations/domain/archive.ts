import type { Static, TSchema } from 'typebox';

export const ARCHIVE_FORMAT = 'allmende-archive';
export const ARCHIVE_VERSION = 1;

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

/** Takes what an app returns to its authority. */
export type ArchiveWriter = {
  /** All records of one kind with the JSON Schema they follow, as `data/<kind>.json` and `schema/<kind>.schema.json`; each kind once. Refuses a record that does not fit. */
  addRecords(kind: string, schema: TSchema, records: readonly unknown[]): void;
  /** A document or file: `files/2026/bescheid.pdf`. Refuses paths that lead out of `files/` or exist already. */
  addFile(path: string, bytes: Uint8Array): void;
};

/** Gives back what an archive holds; everything was checked against the manifest before. */
export type ArchiveReader = {
  readonly manifest: ArchiveManifest;
  kinds(): readonly string[];
  /** Records of a kind, checked against `schema`; none for a kind that is not there. */
  records<Schema extends TSchema>(kind: string, schema: Schema): readonly Static<Schema>[];
  /** Paths below `files/`. */
  files(): readonly string[];
  /** Throws UnusableArchive when there is no such file. */
  file(path: string): Uint8Array;
};
