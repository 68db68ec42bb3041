import type { Readable } from 'node:stream';

/** Where sealed files lie: a folder here, an S3 bucket in operation. It never sees plaintext. */
export type ObjectStore = {
  /** Durable before it resolves; the same key twice keeps the newer bytes. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Likewise for what is too large for the memory; when the source fails nothing is kept. For a key that was never used before. */
  putStream(key: string, source: AsyncIterable<Uint8Array>): Promise<void>;
  /** Undefined when there is no such object. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Likewise for what is too large for the memory, with the size of the whole object in bytes; who does not read it to its end destroys it. `range` reads a part: `end` is the first byte that is left out. */
  getStream(key: string, range?: { readonly start: number; readonly end: number }): Promise<{ readonly size: number; readonly stream: Readable } | undefined>;
  /** Resolves also when there was nothing; takes what a killed `putStream` left. */
  remove(key: string): Promise<void>;
};
