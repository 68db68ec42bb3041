import type { KeyObject } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { authenticationTag } from '../domain/jwe-header.ts';

/** A part of a submission as it is sent, with the tag that the event log will name. */
export type EncryptedContent = { readonly compact: string; readonly tag: string };

/** Encrypts metadata or data, which fit into memory. `key` has passed `checkEncryptionKey`; `kid` is its id, `contentType` the media type of the plaintext (`cty`, without which the service refuses). */
export async function encryptContent(bytes: Uint8Array, to: { readonly key: KeyObject; readonly kid: string; readonly contentType: string }): Promise<EncryptedContent> {
  const compact = await new CompactEncrypt(bytes).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: to.kid, cty: to.contentType }).encrypt(to.key);
  return { compact, tag: authenticationTag(compact) };
}
