import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of a ZIP; `read` is called only when its turn comes, so that one file at a time is in memory. */
export type ZipEntry = { readonly name: string; readonly at: Date; readonly read: () => Promise<Uint8Array> };

/** A ZIP piece by piece, as fast as it is taken. Fails where a file cannot be read; what was sent until then is no whole ZIP. */
export async function* streamZip(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  for (const { name, at, read } of entries) {
    zip.addReadStreamLazy(name, { mtime: at, compress: name.endsWith('.xml') }, (give) => {
      read().then((bytes) => give(null, Readable.from([bytes])), (error: unknown) => give(error, Readable.from([])));
    });
  }
  zip.on('error', (error) => (zip.outputStream as Readable).destroy(error as Error));
  zip.end();
  yield* zip.outputStream as AsyncIterable<Uint8Array>;
}
