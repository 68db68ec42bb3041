import type { FileHandle } from 'node:fs/promises';

/** An encrypted attachment that can be read at any place, more than once: a file on disk or bytes at hand. */
export type JweSource = { readonly size: number; readonly read: (start: number, length: number) => Promise<Buffer> };

/** The text of a compact JWE that is already in memory. */
export function bytesSource(bytes: Uint8Array): JweSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: buffer.length, read: async (start, length) => buffer.subarray(start, start + length) };
}

/** An open file; the caller closes it. */
export async function fileSource(file: FileHandle): Promise<JweSource> {
  const { size } = await file.stat();
  return {
    size,
    async read(start, length) {
      const buffer = Buffer.allocUnsafe(Math.min(length, size - start));
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
  };
}
