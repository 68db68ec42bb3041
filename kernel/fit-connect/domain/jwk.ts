import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { demand } from './refusal.ts';

/** What a key is for: a sender encrypts, a subscriber decrypts, everybody verifies. */
export type KeyUse = 'encrypt' | 'decrypt' | 'verify';

/** A public key as FIT-Connect publishes it. */
export const PublicJwk = Type.Object({
  kty: Type.Literal('RSA'),
  e: Type.Literal('AQAB'),
  n: Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength: 2_800 }),
  kid: Type.String({ minLength: 8, maxLength: 64 }),
  alg: Type.Union([Type.Literal('RSA-OAEP-256'), Type.Literal('PS512')]),
  key_ops: Type.Array(Type.String(), { minItems: 1, maxItems: 1 }),
  x5c: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 20_000 }), { minItems: 1, maxItems: 8 })),
});
export type PublicJwk = Static<typeof PublicJwk>;

/** A private key with the public one in it; never leaves the authority that owns it but sealed. */
export type PrivateJwk = PublicJwk & { readonly d: string; readonly p: string; readonly q: string; readonly dp: string; readonly dq: string; readonly qi: string };

const USES: Record<KeyUse, { readonly alg: string; readonly operation: string; readonly isPrivate: boolean }> = {
  encrypt: { alg: 'RSA-OAEP-256', operation: 'wrapKey', isPrivate: false },
  decrypt: { alg: 'RSA-OAEP-256', operation: 'unwrapKey', isPrivate: true },
  verify: { alg: 'PS512', operation: 'verify', isPrivate: false },
};

const PRIVATE_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;
const LEAST_BITS = 4_096;

/**
 * Checks what a key says of itself: RSA, `e` 65537, at least 4096 bit, an id of 8 to 64 characters, algorithm and the one operation that its use needs. Certificates are checked by `checkKeyTrust`.
 * Throws FitConnectRefusal with the first thing that is wrong.
 */
export function checkJwk(value: unknown, use: KeyUse): PublicJwk {
  demand(typeof value === 'object' && value !== null && !Array.isArray(value), 'key-malformed');
  const jwk = value as Readonly<Record<string, unknown>>;
  const { alg, operation, isPrivate } = USES[use];
  demand(jwk['kty'] === 'RSA', 'key-type');
  demand(isPrivate || PRIVATE_PARTS.every((part) => jwk[part] === undefined), 'key-private');
  demand(jwk['e'] === 'AQAB', 'key-exponent');
  demand(bitsOf(jwk['n']) >= LEAST_BITS, 'key-size');
  demand(typeof jwk['kid'] === 'string' && jwk['kid'].length >= 8 && jwk['kid'].length <= 64, 'key-id');
  demand(jwk['alg'] === alg, 'key-algorithm');
  demand(Array.isArray(jwk['key_ops']) && jwk['key_ops'].length === 1 && jwk['key_ops'][0] === operation, 'key-operation');
  demand(jwk['use'] === undefined || jwk['use'] === (use === 'verify' ? 'sig' : 'enc'), 'key-operation');
  demand(!isPrivate || typeof jwk['d'] === 'string', 'key-malformed');
  demand(Value.Check(PublicJwk, jwk), 'key-malformed');
  return jwk;
}

/** Length of a modulus in bits; 0 when it is none. */
function bitsOf(n: unknown): number {
  if (typeof n !== 'string' || n.length > 2_800 || !/^[A-Za-z0-9_-]+$/u.test(n)) return 0;
  const bytes = Buffer.from(n, 'base64url');
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first] as number) + 24;
}
