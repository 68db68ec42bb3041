import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { ZipFile } from 'yazl';
import { ARCHIVE_FORMAT, ARCHIVE_VERSION, type ArchivedFile, type ArchiveManifest, type ArchiveWriter } from '../domain/archive.ts';
import { isArchivePath, isKind } from '../domain/archive-path.ts';

/** An archive that is being written, in memory. */
export type OpenArchive = ArchiveWriter & {
  /** What was added so far. */
  files(): readonly ArchivedFile[];
  /** Adds the manifest and returns the ZIP file. */
  finish(about: Omit<ArchiveManifest, 'format' | 'version' | 'files' | 'exportedAt'> & { readonly exportedAt: Date }): Promise<Buffer>;
};

/** Begins an archive. */
export function createArchive(): OpenArchive {
  const entries = new Map<string, Buffer>();
  const add = (path: string, bytes: Buffer) => {
    if (!isArchivePath(path)) throw new RangeError(`no path of an archive: ${path}`);
    const key = path.toLowerCase();
    if (entries.has(key)) throw new RangeError(`the archive has ${path} already`);
    entries.set(key, bytes);
    paths.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  };
  const paths: ArchivedFile[] = [];
  return {
    addRecords: (kind, schema, records) => {
      if (!isKind(kind)) throw new RangeError(`no kind of records: ${kind}`);
      add(`schema/${kind}.schema.json`, json({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }));
      add(`data/${kind}.json`, json(records.map((record, index) => fitting(kind, schema, record, index))));
    },
    addFile: (path, bytes) => {
      if (!path.startsWith('files/')) throw new RangeError(`files of an archive lie below files/: ${path}`);
      add(path, Buffer.from(bytes));
    },
    files: () => [...paths],
    finish: async (about) => {
      const manifest: ArchiveManifest = {
        format: ARCHIVE_FORMAT, version: ARCHIVE_VERSION, authority: about.authority, app: about.app, instance: about.instance, parameters: about.parameters, exportedAt: about.exportedAt.toISOString(),
        ...(about.packageVersion === undefined ? {} : { packageVersion: about.packageVersion }), ...(about.asTheyLie ? { asTheyLie: true } : {}),
        files: paths.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
      };
      const zip = new ZipFile();
      zip.addBuffer(json(manifest), 'manifest.json', { mtime: about.exportedAt });
      for (const { path } of manifest.files) zip.addBuffer(entries.get(path.toLowerCase()) ?? Buffer.alloc(0), path, { mtime: about.exportedAt });
      zip.end();
      return buffer(zip.outputStream);
    },
  };
}

// What comes out must come in again: a record is checked as the JSON that it becomes, and never quoted in the error.
function fitting(kind: string, schema: TSchema, record: unknown, index: number): unknown {
  const plain: unknown = JSON.parse(JSON.stringify(record));
  if (!Value.Check(schema, plain)) throw new TypeError(`record ${index} of ${kind} does not fit its schema`);
  return plain;
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`, 'utf8');
}
