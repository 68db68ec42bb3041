import type { KeyObject } from 'node:crypto';
import { compactDecrypt } from 'jose';
import { readJweFrame, readJweHeader, decodeSegment, type ExpectedJwe, type JweHeader } from '../domain/jwe-header.ts';
import { demand, FitConnectRefusal } from '../domain/refusal.ts';

/** Metadata and data are small; what is larger is an attachment and goes through `openJwe`. */
export const LARGEST_CONTENT_BYTES = 20 * 1024 * 1024;

/** A part in the clear with its tag; the bytes are what the hash in the metadata is taken over. */
export type DecryptedContent = { readonly header: JweHeader; readonly bytes: Uint8Array; readonly tag: string };

/**
 * Decrypts metadata or data. Header, lengths and encoding are checked first. A wrong key, a changed tag and a changed content are the same refusal (`jwe-decryption`), so that nobody learns from it.
 * Throws FitConnectRefusal.
 */
export async function decryptContent(compact: string, from: { readonly key: KeyObject } & ExpectedJwe): Promise<DecryptedContent> {
  demand(compact.length <= LARGEST_CONTENT_BYTES * 2, 'jwe-too-large');
  const parts = compact.split('.');
  demand(parts.length === 5, 'jwe-malformed');
  const [segment, wrappedKey, iv, ciphertext, tag] = parts as [string, string, string, string, string];
  const header = readJweHeader(segment, from);
  readJweFrame({ header: segment, wrappedKey, iv, tag });
  decodeSegment(ciphertext);
  try {
    const { plaintext } = await compactDecrypt(compact, from.key, { keyManagementAlgorithms: ['RSA-OAEP-256'], contentEncryptionAlgorithms: ['A256GCM'] });
    return { header, bytes: plaintext, tag };
  } catch {
    throw new FitConnectRefusal('jwe-decryption');
  }
}
