import { createCipheriv, createHash, createPublicKey, diffieHellman, generateKeyPairSync, randomBytes, sign, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A pair on P-256. */
export type Pair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

export const newPair = (): Pair => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** The public key as JWK, with nothing else. */
export function publicJwk({ publicKey }: Pick<Pair, 'publicKey'>): { kty: string; crv: string; x: string; y: string } {
  const { kty = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { kty, crv, x, y };
}

export const b64 = (value: string | Uint8Array | object): string => Buffer.from(typeof value === 'string' || value instanceof Uint8Array ? value : JSON.stringify(value)).toString('base64url');

/** A compact JWS with ES256, whatever the header says. */
export function jws(header: object, payload: object, key: KeyObject): string {
  const text = `${b64(header)}.${b64(payload)}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** A compact JWE (RFC 7516) by ECDH-ES directly (RFC 7518 section 4.6) with AES-GCM. */
export function jwe(plain: string, to: JsonWebKey, options: { readonly enc?: 'A256GCM' | 'A128GCM'; readonly header?: object } = {}): string {
  const enc = options.enc ?? 'A256GCM';
  const own = newPair();
  const header = b64({ alg: 'ECDH-ES', enc, epk: publicJwk(own), ...('kid' in to ? { kid: to['kid'] } : {}), ...options.header });
  const bytes = enc === 'A256GCM' ? 32 : 16;
  const number = (value: number) => { const four = Buffer.alloc(4); four.writeUInt32BE(value); return four; };
  const shared = diffieHellman({ privateKey: own.privateKey, publicKey: createPublicKey({ key: to, format: 'jwk' }) });
  const key = createHash('sha256').update(Buffer.concat([number(1), shared, number(enc.length), Buffer.from(enc), number(0), number(0), number(bytes * 8)])).digest().subarray(0, bytes);
  const iv = randomBytes(12);
  const cipher = createCipheriv(bytes === 32 ? 'aes-256-gcm' : 'aes-128-gcm', key, iv);
  cipher.setAAD(Buffer.from(header, 'ascii'));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return [header, '', b64(iv), b64(body), b64(cipher.getAuthTag())].join('.');
}

export const sha256 = (value: string | Uint8Array): Buffer => createHash('sha256').update(value).digest();

/** The thumbprint of a key (RFC 7638). */
export function thumbprint({ crv, kty, x, y }: { kty?: unknown; crv?: unknown; x?: unknown; y?: unknown }): Buffer {
  return sha256(JSON.stringify({ crv, kty, x, y }));
}
