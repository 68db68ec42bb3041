import { createHash } from 'node:crypto';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { ARCHIVE_FORMAT, ARCHIVE_VERSION, type ArchiveManifest, type ArchiveReader } from '../domain/archive.ts';
import { isArchivePath } from '../domain/archive-path.ts';
import { UnusableArchive } from '../domain/errors.ts';

/** Bounds for archives from outside; above them reading stops before memory runs out. */
export type ArchiveLimits = { readonly totalBytes: number; readonly files: number };

const LIMITS: ArchiveLimits = { totalBytes: 1024 ** 3, files: 200_000 };
const MOST_MANIFEST_BYTES = 64 * 1024 ** 2;

const FILE = Type.Object({ path: Type.String(), bytes: Type.Integer({ minimum: 0 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });
const MANIFEST = Type.Object({
  format: Type.Literal(ARCHIVE_FORMAT), version: Type.Integer({ minimum: 1 }), authority: Type.Object({ id: Type.String(), name: Type.String() }), app: Type.String(), instance: Type.String(),
  parameters: Type.Unknown(), exportedAt: Type.String(), packageVersion: Type.Optional(Type.String()), asTheyLie: Type.Optional(Type.Boolean()), files: Type.Array(FILE),
});

/**
 * Opens an archive and checks all of it before anything is handed out: format and version, paths, sizes, the hash of every file, nothing missing and nothing more.
 * Throws UnusableArchive with a German reason.
 */
export async function readArchive(bytes: Uint8Array, limits: ArchiveLimits = LIMITS): Promise<ArchiveReader> {
  const contents = await unzip(bytes, limits);
  const manifest = manifestOf(contents.get('manifest.json'));
  contents.delete('manifest.json');
  const named = new Set<string>();
  for (const file of manifest.files) {
    const content = contents.get(file.path);
    if (!content || named.has(file.path)) throw new UnusableArchive(`Die Datei „${file.path}“ fehlt oder ist doppelt genannt.`);
    if (content.length !== file.bytes || createHash('sha256').update(content).digest('hex') !== file.sha256) throw new UnusableArchive(`Die Datei „${file.path}“ ist verändert.`);
    named.add(file.path);
  }
  for (const path of contents.keys()) if (!named.has(path)) throw new UnusableArchive(`Die Datei „${path}“ steht nicht im Verzeichnis.`);
  return {
    manifest,
    kinds: () => [...named].filter((path) => path.startsWith('data/')).map((path) => path.slice('data/'.length, -'.json'.length)).toSorted(),
    records: (kind, schema) => recordsOf(contents, kind, schema),
    files: () => [...named].filter((path) => path.startsWith('files/')).toSorted(),
    file: (path) => {
      const content = path.startsWith('files/') ? contents.get(path) : undefined;
      if (!content) throw new UnusableArchive(`Die Datei „${path}“ fehlt.`);
      return content;
    },
  };
}

async function unzip(bytes: Uint8Array, limits: ArchiveLimits): Promise<Map<string, Buffer>> {
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, strictFileNames: true, validateEntrySizes: true });
  } catch (error) {
    throw new UnusableArchive('Es ist keine lesbare ZIP-Datei.', { cause: error });
  }
  if (zip.entryCount > limits.files) throw new UnusableArchive('Es enthält zu viele Dateien.');
  const contents = new Map<string, Buffer>();
  const seen = new Set<string>();
  let left = limits.totalBytes;
  try {
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry, seen);
      left -= entry.uncompressedSize;
      if (left < 0) throw new UnusableArchive('Es ist ausgepackt zu groß.');
      contents.set(entry.fileName, await contentOf(zip, entry));
    }
  } catch (error) {
    if (error instanceof UnusableArchive) throw error;
    throw new UnusableArchive('Die ZIP-Datei ist beschädigt.', { cause: error });
  }
  return contents;
}

function checkEntry(entry: Entry, seen: Set<string>): void {
  if (entry.fileName !== 'manifest.json' && !isArchivePath(entry.fileName)) throw new UnusableArchive('Es enthält einen Pfad, der nicht erlaubt ist.');
  if (seen.has(entry.fileName.toLowerCase())) throw new UnusableArchive('Es enthält eine Datei doppelt.');
  seen.add(entry.fileName.toLowerCase());
  const fileType = (entry.externalFileAttributes >>> 16) & 0o17_0000;
  if (fileType !== 0 && fileType !== 0o10_0000) throw new UnusableArchive('Es enthält etwas anderes als Dateien.');
  if (entry.isEncrypted() || !entry.canDecodeFileData()) throw new UnusableArchive('Es ist verschlüsselt oder unbekannt gepackt.');
}

// The size in the header was counted against the limit; the stream breaks off when more comes than the header says.
async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function manifestOf(content: Buffer | undefined): ArchiveManifest {
  if (!content || content.length > MOST_MANIFEST_BYTES) throw new UnusableArchive('Das Verzeichnis „manifest.json“ fehlt.');
  const manifest = parse(content, 'manifest.json');
  if (!Value.Check(MANIFEST, manifest)) throw new UnusableArchive('Das Verzeichnis „manifest.json“ hat eine andere Form.');
  if (manifest.version !== ARCHIVE_VERSION) throw new UnusableArchive(`Es hat die Version ${manifest.version}; bekannt ist ${ARCHIVE_VERSION}.`);
  return manifest;
}

// The schema that lies in the archive is for readers outside: its patterns come from outside too and could keep a checker busy for ever.
function recordsOf<Expected extends TSchema>(contents: ReadonlyMap<string, Buffer>, kind: string, schema: Expected): readonly Static<Expected>[] {
  const data = contents.get(`data/${kind}.json`);
  if (!data) return [];
  const records = parse(data, `data/${kind}.json`);
  if (!Array.isArray(records)) throw new UnusableArchive(`„${kind}“ ist keine Liste.`);
  for (const [index, record] of records.entries()) {
    if (!Value.Check(schema, record)) throw new UnusableArchive(`Eintrag ${index + 1} von „${kind}“ passt nicht zum Schema.`);
  }
  return records as Static<Expected>[];
}

function parse(content: Buffer, path: string): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw new UnusableArchive(`„${path}“ ist kein lesbares JSON.`, { cause: error });
  }
}
