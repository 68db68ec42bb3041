import { constants, createDecipheriv, createHash, privateDecrypt, type KeyObject } from 'node:crypto';
import { KEY_BYTES, readJweFrame, readJweHeader, TAG_BYTES, type ExpectedJwe, type JweHeader } from '../domain/jwe-header.ts';
import { demand, FitConnectRefusal } from '../domain/refusal.ts';
import type { JweSource } from './jwe-source.ts';

/** An attachment whose tag has been checked over its whole length. */
export type OpenedJwe = {
  readonly header: JweHeader;
  readonly tag: string;
  /** SHA-512 of the plaintext, hex; compare it before anything is read. */
  readonly sha512: string;
  readonly bytes: number;
  /** The plaintext piece by piece. Decrypts a second time and checks the tag again at its end, in case somebody changed the source meanwhile. */
  readonly read: () => AsyncGenerator<Buffer, void>;
};

const LONGEST_HEAD = 8_192;
// A multiple of four: pieces of base64 can be decoded by themselves.
const PIECE_CHARACTERS = 4 * 128 * 1024;
const TAG_CHARACTERS = Math.ceil((TAG_BYTES * 4) / 3);

/**
 * Checks an encrypted attachment without handing out a byte of it: header, key, and in a first pass the tag over everything. Only what it returns can be read. Memory: one piece. `largest` is the
 * greatest plaintext in bytes that is taken. Throws FitConnectRefusal; wrong key, changed tag and changed content are one refusal.
 */
export async function openJwe(source: JweSource, from: { readonly key: KeyObject; readonly largest: number } & ExpectedJwe): Promise<OpenedJwe> {
  const head = (await source.read(0, Math.min(LONGEST_HEAD, source.size))).toString('latin1');
  const [segment, wrappedKey, iv] = head.split('.', 3);
  demand(segment !== undefined && wrappedKey !== undefined && iv !== undefined, 'jwe-malformed');
  const start = segment.length + wrappedKey.length + iv.length + 3;
  const end = source.size - TAG_CHARACTERS - 1;
  demand(start <= end && start <= head.length, 'jwe-malformed');
  const last = (await source.read(end, TAG_CHARACTERS + 1)).toString('latin1');
  demand(last.startsWith('.'), 'jwe-malformed');
  const tag = last.slice(1);
  const header = readJweHeader(segment, from);
  const frame = readJweFrame({ header: segment, wrappedKey, iv, tag });
  demand(Math.floor(((end - start) * 3) / 4) <= from.largest, 'jwe-too-large');
  const contentKey = unwrap(frame.wrappedKey, from.key);

  async function* decrypt(): AsyncGenerator<Buffer, void> {
    const decipher = createDecipheriv('aes-256-gcm', contentKey, frame.iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(segment as string, 'ascii')).setAuthTag(frame.tag);
    for (let at = start; at < end; at += PIECE_CHARACTERS) {
      const length = Math.min(PIECE_CHARACTERS, end - at);
      yield decipher.update(decodePiece(await source.read(at, length), length));
    }
    try {
      decipher.final();
    } catch {
      throw new FitConnectRefusal('jwe-decryption');
    }
  }

  const hash = createHash('sha512');
  let bytes = 0;
  for await (const piece of decrypt()) {
    hash.update(piece);
    bytes += piece.length;
    piece.fill(0);
  }
  return { header, tag, sha512: hash.digest('hex'), bytes, read: decrypt };
}

function unwrap(wrapped: Buffer, key: KeyObject): Buffer {
  let contentKey: Buffer | undefined;
  try {
    contentKey = privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, wrapped);
  } catch {
    contentKey = undefined;
  }
  demand(contentKey?.length === KEY_BYTES, 'jwe-decryption');
  return contentKey;
}

// Node passes over what it does not know and takes both alphabets: the length and the two signs of the other alphabet tell.
function decodePiece(piece: Buffer, length: number): Buffer {
  demand(piece.length === length && !piece.includes(0x2b) && !piece.includes(0x2f) && !piece.includes(0x3d), 'jwe-malformed');
  const bytes = Buffer.from(piece.toString('latin1'), 'base64url');
  demand(length % 4 !== 1 && bytes.length === Math.floor((length * 3) / 4), 'jwe-malformed');
  return bytes;
}
