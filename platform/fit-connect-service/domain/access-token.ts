import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds for which a token is valid (FIT-Connect: 1800). */
export const TOKEN_SECONDS = 1800;

/** What a token says: who it was given to, and the scopes that were asked for; undefined for all that the client has. */
export type TokenClaims = { readonly client: string; readonly scopes: readonly string[] | undefined };

type Payload = { readonly iss: string; readonly sub: string; readonly iat: number; readonly exp: number; readonly jti: string; readonly scope?: string };

const HEADER = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'at+jwt' })).toString('base64url');

/** Writes a token (RFC 9068 in shape). Only this service reads it: it is signed with a key that nobody else has. */
export function writeAccessToken(claims: TokenClaims & { readonly id: string; readonly issuer: string }, key: Uint8Array, now: Date): string {
  const at = Math.floor(now.getTime() / 1000);
  const payload: Payload = { iss: claims.issuer, sub: claims.client, iat: at, exp: at + TOKEN_SECONDS, jti: claims.id, ...(claims.scopes === undefined ? {} : { scope: claims.scopes.join(' ') }) };
  const signed = `${HEADER}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
  return `${signed}.${signatureOf(signed, key).toString('base64url')}`;
}

/** Reads a token; undefined when it is none of ours or over. */
export function readAccessToken(token: string, key: Uint8Array, now: Date): TokenClaims | undefined {
  const [header, payload, signature] = token.split('.');
  if (header !== HEADER || payload === undefined || signature === undefined || token.length > 16_384) return undefined;
  const [given, expected] = [Buffer.from(signature, 'base64url'), signatureOf(`${header}.${payload}`, key)];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const { sub, exp, scope } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Payload;
  return exp * 1000 <= now.getTime() ? undefined : { client: sub, scopes: scope?.split(' ') };
}

function signatureOf(text: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
