import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { checkJwk, type KeyUse, type PublicJwk } from '../domain/jwk.ts';
import { demand, FitConnectRefusal } from '../domain/refusal.ts';
import { checkKeyTrust, type KeyTrust } from './check-key-trust.ts';
import { askNobody, type Revocation, type RevocationCheck } from './revocation.ts';

/** How strictly keys are taken. */
export type KeyPolicy = {
  readonly trust: KeyTrust;
  /** Asks nobody where there is none. */
  readonly revocation?: RevocationCheck | undefined;
  /** Refuses a key whose revocation could not be asked; otherwise it is taken, and `revocation` of the result says so. Certificates that name nobody to ask are taken: who issued them knows nobody. */
  readonly needsRevocation?: boolean | undefined;
};

/** A key that may be used. */
export type CheckedKey = { readonly key: KeyObject; readonly kid: string; readonly jwk: PublicJwk; readonly revocation: Revocation };

/** The key of a destination before anything is encrypted with it: form, size, use, certificates, revocation. `kid` is the id under which it was asked for. Throws FitConnectRefusal. */
export function checkEncryptionKey(value: unknown, policy: KeyPolicy, now: Date, kid?: string): Promise<CheckedKey> {
  return checkPublicKey(value, 'encrypt', policy, now, kid);
}

/** A key with which somebody signs events. Throws FitConnectRefusal. */
export function checkVerificationKey(value: unknown, policy: KeyPolicy, now: Date, kid?: string): Promise<CheckedKey> {
  return checkPublicKey(value, 'verify', policy, now, kid);
}

/** Our own private key for decryption, as it was made or entered. Throws FitConnectRefusal. */
export function readDecryptionKey(value: unknown): { readonly key: KeyObject; readonly kid: string } {
  const { kid } = checkJwk(value, 'decrypt');
  return { key: importKey(value, createPrivateKey), kid };
}

async function checkPublicKey(value: unknown, use: Exclude<KeyUse, 'decrypt'>, policy: KeyPolicy, now: Date, kid: string | undefined): Promise<CheckedKey> {
  const jwk = checkJwk(value, use);
  demand(kid === undefined || jwk.kid === kid, 'key-id');
  const chain = checkKeyTrust(jwk, policy.trust, now);
  const revocation = chain.length === 0 ? await askNobody(chain, now) : await (policy.revocation ?? askNobody)(chain, now);
  demand(revocation.state !== 'revoked', 'key-revoked');
  const isAsked = revocation.state === 'good' || (revocation.state === 'unknown' && revocation.why === 'no-responder');
  demand(isAsked || !(policy.needsRevocation ?? false), 'key-revocation-unknown');
  return { key: importKey(value, createPublicKey), kid: jwk.kid, jwk, revocation };
}

function importKey(value: unknown, create: typeof createPublicKey | typeof createPrivateKey): KeyObject {
  try {
    return create({ key: value as never, format: 'jwk' });
  } catch (error) {
    throw new FitConnectRefusal('key-malformed', { cause: error });
  }
}
