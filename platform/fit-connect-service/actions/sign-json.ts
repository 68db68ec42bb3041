import { constants, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const signAside = promisify(sign) as (algorithm: string, data: Uint8Array, key: object) => Promise<Buffer>;

/** Signs a value as a compact JWS (PS512, RFC 7515), away from the main thread. */
export async function signJson(value: object, by: { readonly kid: string; readonly key: KeyObject }): Promise<string> {
  const signed = [{ alg: 'PS512', typ: 'jwt', kid: by.kid }, value].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = await signAside('sha512', Buffer.from(signed), { key: by.key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
  return `${signed}.${signature.toString('base64url')}`;
}
