import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { callbackify } from 'node:util';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { ARCHIVE_FORMAT, ARCHIVE_LIMITS, ARCHIVE_VERSION, type ArchiveBytes, type ArchivedFile, type ArchiveLimits, type ArchiveManifest, type ArchiveReader } from '../domain/archive.ts';
import { isArchivePath } from '../domain/archive-path.ts';
import { UnusableArchive } from '../domain/errors.ts';
import { jsonList } from './json-list.ts';

// A text of JavaScript holds half a gigabyte.
const MOST_MANIFEST_BYTES = 400 * 1024 ** 2;
const SMALL_BYTES = 64 * 1024;
const WINDOW_BYTES = 256 * 1024;
const MOST_WHOLE_BYTES = 1024 ** 3;

const FILE = Type.Object({ path: Type.String(), bytes: Type.Integer({ minimum: 0 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });
const MANIFEST = Type.Object({
  format: Type.Literal(ARCHIVE_FORMAT), version: Type.Integer({ minimum: 1 }), authority: Type.Object({ id: Type.String(), name: Type.String() }), app: Type.String(), instance: Type.String(),
  parameters: Type.Unknown(), exportedAt: Type.String(), packageVersion: Type.Optional(Type.String()), asTheyLie: Type.Optional(Type.Boolean()), files: Type.Array(FILE),
});

/**
 * Opens an archive and checks all of it before anything is handed out: format and version, paths, sizes, the hash of every file, nothing missing and nothing more; the manifest may be the first or the last file.
 * No file is held in memory, but the names and hashes of all are. `archive` must stay readable as long as the reader is used. Throws UnusableArchive with a German reason.
 */
export async function readArchive(archive: Uint8Array | ArchiveBytes, limits: ArchiveLimits = ARCHIVE_LIMITS): Promise<ArchiveReader> {
  const contents = await openZip(archive instanceof Uint8Array ? bytesOf(archive) : archive, limits);
  const manifest = await readManifest(contents);
  const named = new Map(manifest.files.map((file) => [file.path, file]));
  if (named.size !== manifest.files.length) throw new UnusableArchive('Eine Datei ist im Verzeichnis doppelt genannt.');
  for (const { path } of manifest.files) if (path === 'manifest.json' || !contents.sizes.has(path)) throw new UnusableArchive(`Die Datei „${path}“ fehlt oder ist doppelt genannt.`);
  const checked = async function* (file: ArchivedFile) {
    const hash = createHash('sha256');
    for await (const part of contents.stream(file.path)) {
      hash.update(part);
      yield part;
    }
    if (hash.digest('hex') !== file.sha256) throw new UnusableArchive(`Die Datei „${file.path}“ ist verändert.`);
  };
  for (const [path, bytes] of contents.sizes) {
    const file = named.get(path);
    if (file === undefined && path !== 'manifest.json') throw new UnusableArchive(`Die Datei „${path}“ steht nicht im Verzeichnis.`);
    if (file === undefined) continue;
    if (file.bytes !== bytes) throw new UnusableArchive(`Die Datei „${path}“ ist verändert.`);
    for await (const _part of checked(file));
  }
  const fileAt = (path: string) => {
    const file = path.startsWith('files/') ? named.get(path) : undefined;
    if (!file) throw new UnusableArchive(`Die Datei „${path}“ fehlt.`);
    return file;
  };
  return {
    manifest,
    kinds: () => [...named.keys()].filter((path) => path.startsWith('data/')).map((path) => path.slice('data/'.length, -'.json'.length)).toSorted(),
    records: async (kind, schema) => {
      const file = named.get(`data/${kind}.json`);
      return file ? recordsOf(checked(file), kind, schema) : [];
    },
    files: () => [...named.keys()].filter((path) => path.startsWith('files/')).toSorted(),
    file: async (path) => {
      const file = fileAt(path);
      if (file.bytes > MOST_WHOLE_BYTES) throw new UnusableArchive(`Die Datei „${path}“ ist größer als 1 GiB.`);
      return collect(checked(file));
    },
    stream: (path) => checked(fileAt(path)),
  };
}

/** A ZIP file whose directory was read and found harmless. */
type Contents = { readonly sizes: ReadonlyMap<string, number>; stream(path: string): AsyncGenerator<Buffer> };

async function openZip(archive: ArchiveBytes, limits: ArchiveLimits): Promise<Contents> {
  const reader = new BytesReader(archive);
  let zip: ZipFile;
  try {
    zip = await fromRandomAccessReaderPromise(reader, archive.sizeBytes, { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true });
  } catch (error) {
    throw new UnusableArchive('Es ist keine lesbare ZIP-Datei.', { cause: error });
  }
  if (zip.entryCount > limits.files) throw new UnusableArchive('Es enthält zu viele Dateien.');
  const entries = new Map<string, Entry>();
  const sizes = new Map<string, number>();
  const seen = new Set<string>();
  let left = limits.totalBytes;
  await orDamaged(async () => {
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry, seen);
      left -= entry.uncompressedSize;
      if (left < 0) throw new UnusableArchive('Es ist ausgepackt zu groß.');
      entries.set(entry.fileName, entry);
      sizes.set(entry.fileName, entry.uncompressedSize);
    }
  });
  return {
    sizes,
    async *stream(path) {
      const entry = entries.get(path);
      if (!entry) throw new UnusableArchive(`Die Datei „${path}“ fehlt.`);
      const parts = contentOf(zip, entry, reader);
      for (;;) {
        const next = await orDamaged(() => parts.next());
        if (next.done) return;
        yield next.value;
      }
    },
  };
}

async function orDamaged<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnusableArchive) throw error;
    throw new UnusableArchive('Die ZIP-Datei ist beschädigt.', { cause: error });
  }
}

function checkEntry(entry: Entry, seen: Set<string>): void {
  if (entry.fileName !== 'manifest.json' && !isArchivePath(entry.fileName)) throw new UnusableArchive('Es enthält einen Pfad, der nicht erlaubt ist.');
  if (seen.has(entry.fileName.toLowerCase())) throw new UnusableArchive('Es enthält eine Datei doppelt.');
  seen.add(entry.fileName.toLowerCase());
  const fileType = (entry.externalFileAttributes >>> 16) & 0o17_0000;
  if (fileType !== 0 && fileType !== 0o10_0000) throw new UnusableArchive('Es enthält etwas anderes als Dateien.');
  if (entry.isEncrypted() || !entry.canDecodeFileData()) throw new UnusableArchive('Es ist verschlüsselt oder unbekannt gepackt.');
}

// The size in the directory was counted against the limit; reading breaks off when more comes than it says.
async function* contentOf(zip: ZipFile, entry: Entry, archive: BytesReader): AsyncGenerator<Buffer> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  if (entry.compressedSize <= SMALL_BYTES && entry.uncompressedSize <= SMALL_BYTES) {
    const whole = await archive.part(fileDataStart, fileDataStart + entry.compressedSize);
    const content = entry.compressionMethod === 0 ? whole : inflateRawSync(whole, { maxOutputLength: entry.uncompressedSize + 1 });
    if (content.length !== entry.uncompressedSize) throw new UnusableArchive(`Die Datei „${entry.fileName}“ ist verändert.`);
    yield content;
    return;
  }
  const packed = Readable.from(archive.range(fileDataStart, fileDataStart + entry.compressedSize), { objectMode: false });
  const plain: Readable = entry.compressionMethod === 0 ? packed : createInflateRaw();
  // Its error comes out where the content is read.
  if (plain !== packed) pipeline(packed, plain as ReturnType<typeof createInflateRaw>, () => undefined);
  let bytes = 0;
  for await (const part of plain as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > entry.uncompressedSize) throw new UnusableArchive(`Die Datei „${entry.fileName}“ ist verändert.`);
    yield part;
  }
  if (bytes !== entry.uncompressedSize) throw new UnusableArchive(`Die Datei „${entry.fileName}“ ist verändert.`);
}

// Directory, headers and small files are read in steps of some bytes, and lie one after the other: one look at the store serves many of them.
class BytesReader extends RandomAccessReader {
  readonly #archive: ArchiveBytes;
  #windows: { readonly start: number; readonly bytes: Buffer }[] = [];

  constructor(archive: ArchiveBytes) {
    super();
    this.#archive = archive;
  }

  range(start: number, end: number): AsyncIterable<Uint8Array> {
    return this.#archive.range(start, end);
  }

  /** A part of at most 256 KiB; shorter where the archive ends. */
  async part(start: number, end: number): Promise<Buffer> {
    const inside = (window: { readonly start: number; readonly bytes: Buffer }) => window.start <= start && end <= window.start + window.bytes.length;
    let window = this.#windows.find(inside);
    if (!window) {
      window = { start, bytes: await collect(this.#archive.range(start, Math.max(start, Math.min(start + WINDOW_BYTES, this.#archive.sizeBytes)))) };
      this.#windows = [window, ...this.#windows].slice(0, 2);
    }
    return window.bytes.subarray(start - window.start, end - window.start);
  }

  override read(target: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    callbackify(async () => {
      const bytes = length <= WINDOW_BYTES ? await this.part(position, position + length) : await collect(this.#archive.range(position, position + length));
      if (bytes.copy(target, offset) < length) throw new Error('the archive ends too early');
    })(callback);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#archive.range(start, end), { objectMode: false });
  }
}

function bytesOf(bytes: Uint8Array): ArchiveBytes {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { sizeBytes: all.length, async *range(start, end) { yield all.subarray(start, end); } };
}

async function collect(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

async function readManifest(contents: Contents): Promise<ArchiveManifest> {
  const size = contents.sizes.get('manifest.json');
  if (size === undefined || size > MOST_MANIFEST_BYTES) throw new UnusableArchive('Das Verzeichnis „manifest.json“ fehlt oder ist zu groß.');
  const content = await collect(contents.stream('manifest.json'));
  let manifest: unknown;
  try {
    manifest = JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw new UnusableArchive('„manifest.json“ ist kein lesbares JSON.', { cause: error });
  }
  if (!Value.Check(MANIFEST, manifest)) throw new UnusableArchive('Das Verzeichnis „manifest.json“ hat eine andere Form.');
  if (manifest.version !== ARCHIVE_VERSION) throw new UnusableArchive(`Es hat die Version ${manifest.version}; bekannt ist ${ARCHIVE_VERSION}.`);
  return manifest;
}

// The schema that lies in the archive is for readers outside: its patterns come from outside too and could keep a checker busy for ever.
async function recordsOf<Expected extends TSchema>(content: AsyncIterable<Uint8Array>, kind: string, schema: Expected): Promise<readonly Static<Expected>[]> {
  const records: Static<Expected>[] = [];
  try {
    for await (const record of jsonList(content)) {
      if (!Value.Check(schema, record)) throw new UnusableArchive(`Eintrag ${records.length + 1} von „${kind}“ passt nicht zum Schema.`);
      records.push(record);
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UnusableArchive(`„data/${kind}.json“ ist keine lesbare Liste in JSON.`, { cause: error });
  }
  return records;
}
