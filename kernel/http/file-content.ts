import { Readable } from 'node:stream';

/** What a file holds: its bytes, or pieces that are made while they are sent, for what is too large for the memory. */
export type FileContent = Uint8Array | AsyncIterable<string | Uint8Array>;

/** The content in a form that the server sends; pieces follow as fast as the other side takes them. */
export function sendable(content: FileContent): Buffer | Readable {
  return content instanceof Uint8Array ? Buffer.from(content) : Readable.from(content);
}
