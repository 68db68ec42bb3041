import { verify, type KeyObject } from 'node:crypto';
import { demand, type RefusalReason, WalletRefusal } from './refusal.ts';

/** A signed token in compact form, taken apart and not yet verified. */
export type Token = { readonly header: Readonly<Record<string, unknown>>; readonly payload: Readonly<Record<string, unknown>>; readonly signed: string; readonly signature: Buffer };

const PART = /^[A-Za-z0-9_-]+$/u;
const LARGEST = 64 * 1024;

/**
 * Reads a compact JWS strictly (RFC 7515, RFC 8725): three parts of base64url without padding, JSON objects, `alg` ES256 and nothing else, the expected `typ`, no critical headers, no keys from elsewhere.
 * Throws WalletRefusal.
 */
export function readToken(text: string, type: string, wrongType: RefusalReason = 'token-type'): Token {
  demand(text.length <= LARGEST, 'response-too-large');
  const parts = text.split('.');
  const [head = '', body = '', tail = ''] = parts;
  demand(parts.length === 3 && PART.test(head) && PART.test(body), 'token-malformed');
  const header = jsonObject(head);
  demand(header['alg'] === 'ES256', 'token-algorithm');
  demand(PART.test(tail), 'token-malformed');
  demand(!('crit' in header) && !('b64' in header), 'token-critical-header');
  demand(!('jku' in header) && !('x5u' in header), 'token-remote-key');
  demand(header['typ'] === type, wrongType);
  return { header, payload: jsonObject(body), signed: `${head}.${body}`, signature: Buffer.from(tail, 'base64url') };
}

/** Whether a P-256 key made the signature of the token (ES256: SHA-256, r and s of 32 bytes each). */
export function isSignedBy(token: Token, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1' || token.signature.length !== 64) return false;
  return verify('sha256', Buffer.from(token.signed, 'ascii'), { key, dsaEncoding: 'ieee-p1363' }, token.signature);
}

/** A time of a token in seconds; undefined when it is not there. Throws when it is no time. */
export function secondsOf(payload: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = payload[name];
  if (value === undefined) return undefined;
  demand(typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e11, 'token-malformed');
  return value;
}

function jsonObject(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url')));
    demand(isObject(value), 'token-malformed');
    return value;
  } catch (error) {
    throw error instanceof WalletRefusal ? error : new WalletRefusal('token-malformed', { cause: error });
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
