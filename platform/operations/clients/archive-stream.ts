import { createHash } from 'node:crypto';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { ARCHIVE_FORMAT, ARCHIVE_LIMITS, ARCHIVE_VERSION, type ArchivedFile, type ArchiveManifest, type ArchiveWriter } from '../domain/archive.ts';
import { isArchivePath, isKind } from '../domain/archive-path.ts';
import { CannotGoOn } from '../domain/errors.ts';
import { zipWriter } from './zip-writer.ts';

/** What the manifest says of an archive beside its files. */
export type ArchiveAbout = Omit<ArchiveManifest, 'format' | 'version' | 'files' | 'exportedAt'> & { readonly exportedAt: Date };

/** An archive that is being written. Who writes goes on only as fast as `content` is read, and fails when its reader stops. */
export type OpenArchive = ArchiveWriter & {
  /** The ZIP file; to be read once. Fails with what `abort` was told. */
  readonly content: AsyncIterable<Uint8Array>;
  /** What was added so far. */
  files(): readonly ArchivedFile[];
  /** Adds the manifest, as the last file. */
  finish(about: ArchiveAbout): Promise<void>;
  /** Breaks off, for whichever side fails: what was read of it is no whole ZIP file, and who writes goes on no more. */
  abort(reason: unknown): Promise<void>;
};

const GATHERED_BYTES = 256 * 1024;

/** Begins an archive. In memory are some pieces of a file and, for each file, its name and hash: about 1 kB. `at` is the time that its files get. */
export function archiveStream(at: Date): OpenArchive {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const out = writable.getWriter();
  // Who waits learns of it where they wait.
  out.closed.catch(() => undefined);
  const zip = zipWriter((bytes) => out.write(bytes), at);
  const paths: ArchivedFile[] = [];
  const taken = new Set<string>();
  let isBusy = false;
  let totalBytes = 0;

  const add = async (path: string, content: Uint8Array | AsyncIterable<Uint8Array>) => {
    if (!isArchivePath(path)) throw new RangeError(`no path of an archive: ${path}`);
    if (taken.has(path.toLowerCase())) throw new RangeError(`the archive has ${path} already`);
    if (isBusy) throw new Error('an archive takes one file after the other');
    if (taken.size >= ARCHIVE_LIMITS.files - 1) throw new CannotGoOn(`Es sind mehr als ${ARCHIVE_LIMITS.files.toLocaleString('de-DE')} Dateien. So viele fasst ein Archiv nicht.`);
    taken.add(path.toLowerCase());
    isBusy = true;
    const hash = createHash('sha256');
    let bytes = 0;
    const seen = (part: Uint8Array) => {
      hash.update(part);
      bytes += part.length;
      totalBytes += part.length;
      if (totalBytes > ARCHIVE_LIMITS.totalBytes) throw new CannotGoOn('Die Daten sind größer als 1 TiB. So viel fasst ein Archiv nicht.');
    };
    if (content instanceof Uint8Array) seen(content);
    await zip.add(path, content instanceof Uint8Array ? content : watched(content, seen));
    paths.push({ path, bytes, sha256: hash.digest('hex') });
    isBusy = false;
  };
  return {
    content: readable,
    addRecords: async (kind, schema, records) => {
      if (!isKind(kind)) throw new RangeError(`no kind of records: ${kind}`);
      await add(`schema/${kind}.schema.json`, json({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }));
      await add(`data/${kind}.json`, gathered(listOf(fitting(kind, schema, records), '')));
    },
    addFile: async (path, content) => {
      if (!path.startsWith('files/')) throw new RangeError(`files of an archive lie below files/: ${path}`);
      await add(path, content);
    },
    files: () => [...paths],
    finish: async (about) => {
      if (isBusy) throw new Error('an archive ends when its last file is written');
      const { authority, app, instance, parameters } = about;
      const head = {
        format: ARCHIVE_FORMAT, version: ARCHIVE_VERSION, authority, app, instance, parameters, exportedAt: about.exportedAt.toISOString(),
        ...(about.packageVersion === undefined ? {} : { packageVersion: about.packageVersion }), ...(about.asTheyLie ? { asTheyLie: true } : {}),
      } satisfies Omit<ArchiveManifest, 'files'>;
      await zip.add('manifest.json', gathered(manifestOf(head, paths.toSorted((one, other) => (one.path < other.path ? -1 : 1)))));
      await zip.end();
      await out.close();
    },
    // Nobody takes what is being written when the reader has failed before it began.
    abort: (reason) => (readable.locked ? out.abort(reason) : readable.cancel(reason)),
  };
}

async function* watched(content: AsyncIterable<Uint8Array>, seen: (part: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const part of content) {
    seen(part);
    yield part;
  }
}

// What comes out must come in again: a record is checked as the JSON that it becomes, and never quoted in the error.
async function* fitting(kind: string, schema: TSchema, records: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator<unknown> {
  let index = 0;
  for await (const record of records) {
    const plain: unknown = JSON.parse(JSON.stringify(record));
    if (!Value.Check(schema, plain)) throw new TypeError(`record ${index} of ${kind} does not fit its schema`);
    index += 1;
    yield plain;
  }
}

// Letter for letter what JSON.stringify writes of the whole list: archives of the same data are compared by the hashes of their files.
async function* listOf(records: Iterable<unknown> | AsyncIterable<unknown>, indent: string): AsyncGenerator<string> {
  let isEmpty = true;
  for await (const record of records) {
    yield `${isEmpty ? '[' : ','}\n${indent} ${JSON.stringify(record, undefined, 1).replaceAll('\n', `\n${indent} `)}`;
    isEmpty = false;
  }
  yield isEmpty ? '[]' : `\n${indent}]`;
  if (indent === '') yield '\n';
}

async function* manifestOf(head: Omit<ArchiveManifest, 'files'>, files: readonly ArchivedFile[]): AsyncGenerator<string> {
  yield `${JSON.stringify(head, undefined, 1).slice(0, -'\n}'.length)},\n "files": `;
  yield* listOf(files, ' ');
  yield '\n}\n';
}

async function* gathered(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let held: string[] = [];
  let length = 0;
  for await (const text of texts) {
    held.push(text);
    length += text.length;
    if (length < GATHERED_BYTES) continue;
    yield Buffer.from(held.join(''), 'utf8');
    held = [];
    length = 0;
  }
  yield Buffer.from(held.join(''), 'utf8');
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, undefined, 1)}\n`, 'utf8');
}
