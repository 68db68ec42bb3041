import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto';
import { insist, IssuerRefusal, type IssuerError } from './issuer-refusal.ts';
import { isObject, isSignedBy, readToken, secondsOf, type Token } from './read-token.ts';
import { WalletRefusal } from './refusal.ts';

/** A public key of a wallet, with its thumbprint (RFC 7638). */
export type WalletKey = { readonly jwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }; readonly thumbprint: string };

const OLDEST_SECONDS = 300;
const SKEW_SECONDS = 60;

/** A proof of DPoP (RFC 9449, section 4.3) for one request; `accessToken` where the request brings one. Whether its `jti` is new, the caller decides. Throws IssuerRefusal. */
export function readDpop(text: string | undefined, expected: { readonly method: string; readonly address: string; readonly accessToken?: string; readonly now: Date }): { readonly key: WalletKey; readonly jti: string } {
  const error = 'invalid_dpop_proof';
  insist(text !== undefined, error, 'dpop-missing');
  const { token, key } = signedByOwnKey(text, 'dpop+jwt', error);
  const { htm, htu, jti, ath } = token.payload;
  insist(htm === expected.method, error, 'dpop-method');
  insist(htu === expected.address, error, 'dpop-address');
  insist(typeof jti === 'string' && jti.length >= 8 && jti.length <= 200, error, 'dpop-jti');
  insist(expected.accessToken === undefined || ath === createHash('sha256').update(expected.accessToken, 'ascii').digest('base64url'), error, 'dpop-access-token');
  fresh(token, expected.now, error, 'dpop');
  return { key, jti };
}

/** A proof that a wallet holds a key (OpenID4VCI 1.0, appendix F.1), for this issuer. Whether its nonce is one of ours, the caller decides. Throws IssuerRefusal. */
export function readKeyProof(text: string, expected: { readonly issuer: string; readonly now: Date }): { readonly key: WalletKey; readonly nonce: string } {
  const error = 'invalid_proof';
  const { token, key } = signedByOwnKey(text, 'openid4vci-proof+jwt', error);
  const { aud, nonce } = token.payload;
  insist(aud === expected.issuer, error, 'proof-audience');
  fresh(token, expected.now, error, 'proof');
  insist(typeof nonce === 'string' && nonce.length <= 200, 'invalid_nonce', 'proof-nonce-missing');
  return { key, nonce };
}

function signedByOwnKey(text: string, type: string, error: IssuerError): { readonly token: Token; readonly key: WalletKey } {
  try {
    const token = readToken(text, type);
    const jwk = token.header['jwk'];
    insist(isObject(jwk) && jwk['kty'] === 'EC' && jwk['crv'] === 'P-256' && typeof jwk['x'] === 'string' && typeof jwk['y'] === 'string' && !('d' in jwk) && !('kid' in token.header) && !('x5c' in token.header), error, 'key-unusable');
    const key = { kty: 'EC', crv: 'P-256', x: jwk['x'], y: jwk['y'] } as const;
    insist(isSignedBy(token, createPublicKey({ key: key as JsonWebKey, format: 'jwk' })), error, 'signature');
    return { token, key: { jwk: key, thumbprint: createHash('sha256').update(JSON.stringify({ crv: key.crv, kty: key.kty, x: key.x, y: key.y })).digest('base64url') } };
  } catch (thrown) {
    if (thrown instanceof IssuerRefusal) throw thrown;
    throw new IssuerRefusal(error, thrown instanceof WalletRefusal ? thrown.reason : 'key-unusable');
  }
}

function fresh(token: Token, at: Date, error: IssuerError, name: string): void {
  const now = at.getTime() / 1000;
  let issuedAt: number | undefined;
  try {
    issuedAt = secondsOf(token.payload, 'iat');
  } catch {
    issuedAt = undefined;
  }
  insist(issuedAt !== undefined && issuedAt >= now - OLDEST_SECONDS, error, `${name}-too-old`);
  insist(issuedAt <= now + SKEW_SECONDS, error, `${name}-from-the-future`);
}
