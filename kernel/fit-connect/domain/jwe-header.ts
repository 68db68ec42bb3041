import { demand } from './refusal.ts';

/** The header of every encrypted part (RFC 7516). */
export type JweHeader = { readonly alg: 'RSA-OAEP-256'; readonly enc: 'A256GCM'; readonly kid: string; readonly cty: string };

/** What the reader of an encrypted part insists on; `contentType` undefined takes any. */
export type ExpectedJwe = { readonly kid?: string | undefined; readonly contentType?: string | readonly string[] | undefined };

export const IV_BYTES = 12;
export const TAG_BYTES = 16;
export const KEY_BYTES = 32;

const LONGEST_HEADER = 4_096;
const LONGEST_WRAPPED_KEY = 2_048;

/** The first segment of a compact JWE as it is encoded and authenticated. */
export function encodeJweHeader(header: JweHeader): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}

/** Reads and checks a protected header. Throws FitConnectRefusal. */
export function readJweHeader(segment: string, expected: ExpectedJwe = {}): JweHeader {
  demand(segment.length <= LONGEST_HEADER, 'jwe-header');
  let read: unknown;
  try {
    read = JSON.parse(decodeSegment(segment).toString('utf8'));
  } catch {
    read = undefined;
  }
  demand(typeof read === 'object' && read !== null && !Array.isArray(read), 'jwe-header');
  const header = read as Readonly<Record<string, unknown>>;
  demand(header['crit'] === undefined, 'jwe-critical-header');
  demand(header['zip'] === undefined, 'jwe-compressed');
  demand(header['alg'] === 'RSA-OAEP-256', 'jwe-algorithm');
  demand(header['enc'] === 'A256GCM', 'jwe-encryption');
  const { kid, cty } = header;
  demand(typeof kid === 'string' && kid.length > 0 && kid.length <= 64 && (expected.kid === undefined || kid === expected.kid), 'jwe-key-id');
  demand(typeof cty === 'string' && cty.length <= 127 && /^[-\w.+]+\/[-\w.+]+$/u.test(cty), 'jwe-content-type');
  const { contentType } = expected;
  demand(contentType === undefined || (typeof contentType === 'string' ? cty === contentType : contentType.includes(cty)), 'jwe-content-type');
  return { alg: 'RSA-OAEP-256', enc: 'A256GCM', kid, cty };
}

/** The four short parts of a compact JWE as text. */
export type JweFrame = { readonly header: string; readonly wrappedKey: Buffer; readonly iv: Buffer; readonly tag: Buffer };

/** Checks lengths and encoding of the short parts. Throws FitConnectRefusal. */
export function readJweFrame(parts: { readonly header: string; readonly wrappedKey: string; readonly iv: string; readonly tag: string }): JweFrame {
  demand(parts.wrappedKey.length <= LONGEST_WRAPPED_KEY, 'jwe-malformed');
  const [wrappedKey, iv, tag] = [decodeSegment(parts.wrappedKey), decodeSegment(parts.iv), decodeSegment(parts.tag)];
  demand(iv.length === IV_BYTES && tag.length === TAG_BYTES, 'jwe-malformed');
  // RSA with 4096 bit and more: a shorter one was made for a key that we would not take.
  demand(wrappedKey.length >= 512, 'jwe-key-size');
  return { header: parts.header, wrappedKey, iv, tag };
}

/** Authentication tag of a compact JWE: its fifth segment as it stands. Throws FitConnectRefusal when there are not five. */
export function authenticationTag(compact: string): string {
  const tag = compact.slice(compact.lastIndexOf('.') + 1);
  demand(decodeSegment(tag).length === TAG_BYTES && countDots(compact) === 4, 'jwe-malformed');
  return tag;
}

/** Decodes base64url strictly: nothing but the alphabet, no padding, no spare bits (RFC 7515 section 2). */
export function decodeSegment(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  demand(bytes.toString('base64url') === text, 'jwe-malformed');
  return bytes;
}

function countDots(text: string): number {
  let count = 0;
  for (let at = text.indexOf('.'); at !== -1; at = text.indexOf('.', at + 1)) count += 1;
  return count;
}
