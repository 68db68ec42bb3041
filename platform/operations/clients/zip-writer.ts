import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';

/** A ZIP file that is written from its beginning to its end, one file after the other. */
export type ZipWriter = {
  /** Resolves when all of the content was handed on. */
  add(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
  /** Writes the directory; nothing can be added afterwards. */
  end(): Promise<void>;
};

type Entry = { readonly path: string; readonly offset: number; readonly crc: number; readonly packed: number; readonly bytes: number };

const MOST_32 = 0xffff_ffff;
const MOST_16 = 0xffff;
// Sizes and CRC follow the content; names are UTF-8.
const FLAGS = 0x0808;
const DEFLATE = 8;
const MADE_BY_UNIX = (3 << 8) | 45;
const A_FILE = 0o10_0664 * 0x1_0000;
const AT_ONCE_BYTES = 64 * 1024;
// An app may rest meanwhile: half the time is worth some percent of space, and what is packed already is not packed again.
const LEVEL = 3;
const PACKED = /\.(?:7z|avif|bz2|docx|gif|gz|heic|jar|jpe?g|m4a|mkv|mov|mp3|mp4|odp|ods|odt|ogg|pptx|png|rar|tgz|webm|webp|woff2?|xlsx|xz|zip|zst)$/iu;

/**
 * Writes a ZIP file through `write`, which resolves when there is room for more (APPNOTE 6.3.10; ZIP64 where sizes, offsets or numbers need it). In memory are one piece of a file and some hundred bytes for each file.
 * The library yazl would look through all files again with every one that is added.
 */
export function zipWriter(write: (bytes: Uint8Array) => Promise<void>, at: Date): ZipWriter {
  const entries: Entry[] = [];
  let offset = 0;
  const put = async (bytes: Uint8Array) => {
    offset += bytes.length;
    await write(bytes);
  };
  return {
    async add(path, content) {
      const start = offset;
      await put(localHeader(path, at));
      const contentAt = offset;
      let crc = 0;
      let bytes = 0;
      const seen = (part: Uint8Array) => {
        crc = crc32(part, crc);
        bytes += part.length;
      };
      const level = PACKED.test(path) ? 0 : LEVEL;
      if (content instanceof Uint8Array && content.length <= AT_ONCE_BYTES) {
        seen(content);
        await put(deflateRawSync(content, { level }));
      } else {
        const counted = async function* () {
          for await (const part of content instanceof Uint8Array ? slicesOf(content) : content) {
            seen(part);
            yield part;
          }
        };
        await pipeline(Readable.from(counted(), { objectMode: false }), createDeflateRaw({ level }), async (packed: AsyncIterable<Buffer>) => {
          for await (const part of packed) await put(part);
        });
      }
      const entry = { path, offset: start, crc, packed: offset - contentAt, bytes };
      entries.push(entry);
      await put(descriptor(entry));
    },
    async end() {
      const start = offset;
      for (const entry of entries) await put(directoryEntry(entry, at));
      await put(endOf({ count: entries.length, start, size: offset - start }));
    },
  };
}

function* slicesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += AT_ONCE_BYTES) yield bytes.subarray(at, at + AT_ONCE_BYTES);
}

function localHeader(path: string, at: Date): Buffer {
  const name = Buffer.from(path, 'utf8');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATE, 8);
  header.writeUInt32LE(dosTime(at), 10);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor({ crc, packed, bytes }: Entry): Buffer {
  const wide = packed >= MOST_32 || bytes >= MOST_32;
  const written = Buffer.alloc(wide ? 24 : 16);
  written.writeUInt32LE(0x0807_4b50, 0);
  written.writeUInt32LE(crc, 4);
  if (wide) {
    written.writeBigUInt64LE(BigInt(packed), 8);
    written.writeBigUInt64LE(BigInt(bytes), 16);
  } else {
    written.writeUInt32LE(packed, 8);
    written.writeUInt32LE(bytes, 12);
  }
  return written;
}

function directoryEntry({ path, offset, crc, packed, bytes }: Entry, at: Date): Buffer {
  const name = Buffer.from(path, 'utf8');
  const wide = packed >= MOST_32 || bytes >= MOST_32 || offset >= MOST_32;
  const extra = Buffer.alloc(wide ? 28 : 0);
  if (wide) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    for (const [index, value] of [bytes, packed, offset].entries()) extra.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  }
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(MADE_BY_UNIX, 4);
  header.writeUInt16LE(wide ? 45 : 20, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(DEFLATE, 10);
  header.writeUInt32LE(dosTime(at), 12);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(wide ? MOST_32 : packed, 20);
  header.writeUInt32LE(wide ? MOST_32 : bytes, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(A_FILE, 38);
  header.writeUInt32LE(wide ? MOST_32 : offset, 42);
  return Buffer.concat([header, name, extra]);
}

function endOf({ count, start, size }: { readonly count: number; readonly start: number; readonly size: number }): Buffer {
  const wide = count >= MOST_16 || start >= MOST_32 || size >= MOST_32;
  const parts: Buffer[] = [];
  if (wide) {
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x0606_4b50, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeUInt16LE(MADE_BY_UNIX, 12);
    record.writeUInt16LE(45, 14);
    for (const [index, value] of [count, count, size, start].entries()) record.writeBigUInt64LE(BigInt(value), 24 + index * 8);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x0706_4b50, 0);
    locator.writeBigUInt64LE(BigInt(start + size), 8);
    locator.writeUInt32LE(1, 16);
    parts.push(record, locator);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(wide ? MOST_16 : count, 8);
  end.writeUInt16LE(wide ? MOST_16 : count, 10);
  end.writeUInt32LE(wide ? MOST_32 : size, 12);
  end.writeUInt32LE(wide ? MOST_32 : start, 16);
  return Buffer.concat([...parts, end]);
}

// Two seconds are the smallest step; the time is that of UTC.
function dosTime(at: Date): number {
  const day = ((Math.max(0, at.getUTCFullYear() - 1980) & 0x7f) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return day * 0x1_0000 + ((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1));
}
