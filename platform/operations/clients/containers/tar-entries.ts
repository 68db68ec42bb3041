import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { RuntimeUnable } from '../../domain/errors.ts';
import type { VolumeEntry } from './volume-entry.ts';

/** One thing in a volume. `hardLinkTo`: a second name for a file that came before, without content of its own. `content` has to be read before the next entry is asked for, or is passed over. */
export type TarEntry = {
  readonly entry: Omit<VolumeEntry, 'volume' | 'owner' | 'file'> & { readonly owner: { readonly user: number; readonly group: number } };
  readonly sizeBytes: number;
  readonly hardLinkTo?: string;
  readonly content: AsyncIterable<Uint8Array>;
};

/**
 * What lies in a volume, out of a tar stream and in its order; out of bytes sorted by path, whatever their order. Sockets and pipes are left out. Throws RuntimeUnable for devices and for names that are not UTF-8.
 */
export async function* tarEntries(source: Uint8Array | AsyncIterable<Uint8Array>, volume: string): AsyncGenerator<TarEntry> {
  if (!(source instanceof Uint8Array)) return yield* inTheirOrder(source, volume);
  const found: TarEntry[] = [];
  for await (const one of inTheirOrder([source], volume)) found.push({ ...one, content: Readable.from([await buffer(one.content)]) });
  yield* found.toSorted((one, other) => (one.entry.path < other.entry.path ? -1 : 1));
}

async function* inTheirOrder(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, volume: string): AsyncGenerator<TarEntry> {
  const reading = extract();
  const parts = Readable.from(source, { objectMode: false });
  parts.on('error', (error) => reading.destroy(error));
  parts.pipe(reading);
  try {
    for await (const part of reading) {
      const found = entryOf(part.header, volume);
      if (found) yield { ...found, content: part as AsyncIterable<Uint8Array> };
      part.resume();
    }
  } finally {
    parts.destroy();
  }
}

type Header = { readonly name: string; readonly mode?: number | undefined; readonly uid?: number | undefined; readonly gid?: number | undefined; readonly size?: number | undefined; readonly mtime?: Date | undefined; readonly linkname?: string | null | undefined; readonly type?: string | null | undefined };

function entryOf(header: Header, volume: string): Omit<TarEntry, 'content'> | undefined {
  const path = plainPath(header.name);
  if (path === '' || path === '.') return undefined;
  if (path.includes('\uFFFD')) throw new RuntimeUnable(`Im Speicher „${volume}“ liegt eine Datei, deren Name nicht in UTF-8 geschrieben ist. Sie kann nicht gesichert werden.`);
  const base = { path, mode: ((header.mode ?? 0) & 0o1777).toString(8).padStart(4, '0'), owner: { user: header.uid ?? 0, group: header.gid ?? 0 } };
  const file = { ...base, kind: 'file' as const, changed: Math.floor((header.mtime?.getTime() ?? 0) / 1000) };
  switch (header.type) {
    case 'directory': return { entry: { ...base, kind: 'folder' }, sizeBytes: 0 };
    case 'symlink': return { entry: { ...base, kind: 'link', mode: '0777', target: header.linkname ?? '' }, sizeBytes: 0 };
    case 'file': case 'contiguous-file': return { entry: file, sizeBytes: header.size ?? 0 };
    case 'link': return { entry: file, sizeBytes: 0, hardLinkTo: plainPath(header.linkname ?? '') };
    case 'fifo': return undefined;
    default: throw new RuntimeUnable(`Im Speicher „${volume}“ liegt etwas anderes als Dateien, Ordner und Verknüpfungen. Das kann nicht gesichert werden.`);
  }
}

function plainPath(name: string): string {
  return name.replace(/^\.?\//u, '').replace(/\/$/u, '');
}
