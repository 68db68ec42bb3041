import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { SDJwtInstance } from '@sd-jwt/core';
import { discloseClaims, type DisclosedClaims } from '../domain/disclose-claims.ts';
import type { PersonAttributes } from '../domain/identified-person.ts';
import { attributesOf, isAskedFor, pathOf, PID_TYPES, valueAt, type PersonAttribute } from '../domain/pid.ts';
import { isObject, isSignedBy, readToken, secondsOf, type Token } from '../domain/read-token.ts';
import { demand, WalletRefusal } from '../domain/refusal.ts';
import type { TrustedIssuer } from '../domain/trust-list.ts';
import { checkStatus, type FetchStatusList } from './check-status.ts';
import { chainOf, verifyChain } from './verify-chain.ts';

/** What a presentation must fit. */
export type Expectation = {
  /** Our own name in this request: `x509_hash:…`. */
  readonly clientId: string;
  readonly responseAddress: string;
  readonly nonce: string;
  readonly asked: readonly PersonAttribute[];
  /** When the request was made. */
  readonly askedAt: Date;
  readonly now: Date;
  readonly trusted: readonly TrustedIssuer[];
  readonly fetchStatusList: FetchStatusList;
};

/** Who was shown, by whom it is vouched for, and all claims that were shown, for the second look by DCQL. */
export type VerifiedCredential = { readonly holder: string; readonly attributes: PersonAttributes; readonly issuer: TrustedIssuer; readonly type: string; readonly claims: Readonly<Record<string, unknown>> };

const SKEW_SECONDS = 60;

/**
 * Verifies a PID as SD-JWT VC with key binding (RFC 9901, SD-JWT VC, HAIP): own strict reading first, then the library, and both must find the same claims. Also refused is what libraries pass over: key
 * bindings for others, old ones, disclosures that nobody asked for or that belong nowhere. Throws WalletRefusal.
 */
export async function verifySdJwt(presentation: string, expected: Expectation): Promise<VerifiedCredential> {
  demand(presentation.length <= 64 * 1024, 'response-too-large');
  const parts = presentation.split('~');
  demand(parts.length >= 2, 'token-malformed');
  const [credential = '', ...rest] = parts;
  const binding = rest.pop() ?? '';
  const token = readToken(credential, 'dc+sd-jwt');
  const signatory = verifyChain(chainOf(token.header), expected.trusted, expected.now);
  demand(isSignedBy(token, signatory.key), 'issuer-signature');
  const type = checkType(token, signatory.issuer);
  checkTimes(token, expected.now);
  const holder = holderKeyOf(token);
  const shown = discloseClaims(token.payload, rest);
  const asked = expected.asked.map(pathOf);
  demand(shown.disclosed.every((path) => isAskedFor(path, asked)), 'disclosure-not-asked-for');
  demand(binding !== '', 'key-binding-missing');
  checkBinding(binding, presentation.slice(0, presentation.length - binding.length), holder, expected);
  await agreeWithLibrary(presentation, shown, { signatory: signatory.key, holder, nonce: expected.nonce, now: expected.now });
  await checkStatus(token.payload['status'], { issuer: signatory.issuer, now: expected.now, fetchStatusList: expected.fetchStatusList });
  return { attributes: attributesOf(expected.asked, (attribute) => valueAt(shown.claims, pathOf(attribute))), issuer: signatory.issuer, type, claims: shown.claims, holder: thumbprintOf(holder) };
}

/** The thumbprint of a key on P-256 (RFC 7638). */
export function thumbprintOf(key: KeyObject): string {
  const { crv, kty, x, y } = key.export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

function checkType(token: Token, issuer: TrustedIssuer): string {
  const type = token.payload['vct'];
  demand(typeof type === 'string' && (PID_TYPES as readonly string[]).includes(type), 'credential-type');
  demand(issuer.types.includes(type), 'issuer-not-for-this-type');
  return type;
}

function checkTimes({ payload }: Token, at: Date): void {
  const now = at.getTime() / 1000;
  const end = secondsOf(payload, 'exp');
  demand(end !== undefined, 'credential-without-end');
  demand(now <= end, 'credential-expired');
  demand(now >= (secondsOf(payload, 'nbf') ?? 0) - SKEW_SECONDS, 'credential-not-yet-valid');
  demand((secondsOf(payload, 'iat') ?? 0) <= now + SKEW_SECONDS, 'credential-from-the-future');
}

function holderKeyOf({ payload }: Token): KeyObject {
  const confirmation = payload['cnf'];
  const key: unknown = isObject(confirmation) ? confirmation['jwk'] : undefined;
  demand(isObject(key), 'holder-key-missing');
  demand(key['kty'] === 'EC' && key['crv'] === 'P-256' && !('d' in key), 'holder-key-unusable');
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: key['x'], y: key['y'] } as JsonWebKey, format: 'jwk' });
  } catch (error) {
    throw new WalletRefusal('holder-key-unusable', { cause: error });
  }
}

function checkBinding(text: string, covered: string, holder: KeyObject, expected: Expectation): void {
  const binding = readToken(text, 'kb+jwt', 'key-binding-type');
  demand(isSignedBy(binding, holder), 'key-binding-signature');
  const { payload } = binding;
  demand(payload['aud'] === expected.clientId, 'key-binding-audience');
  demand(payload['nonce'] === expected.nonce, 'key-binding-nonce');
  demand(payload['sd_hash'] === createHash('sha256').update(covered, 'ascii').digest('base64url'), 'key-binding-hash');
  const issuedAt = secondsOf(payload, 'iat');
  demand(issuedAt !== undefined && issuedAt >= expected.askedAt.getTime() / 1000 - SKEW_SECONDS, 'key-binding-too-old');
  demand(issuedAt <= expected.now.getTime() / 1000 + SKEW_SECONDS, 'key-binding-from-the-future');
}

/** The library reads the same presentation by its own way; other claims than ours, or a refusal, mean that one of the two is wrong. */
async function agreeWithLibrary(presentation: string, shown: DisclosedClaims, by: { readonly signatory: KeyObject; readonly holder: KeyObject; readonly nonce: string; readonly now: Date }): Promise<void> {
  const verifier = (key: KeyObject) => (data: string, signature: string) => {
    const at = data.indexOf('.');
    return isSignedBy({ header: {}, payload: {}, signed: data, signature: Buffer.from(signature, 'base64url') }, key) && at > 0;
  };
  const library = new SDJwtInstance({ hasher: (data) => new Uint8Array(createHash('sha256').update(typeof data === 'string' ? data : Buffer.from(data)).digest()), hashAlg: 'sha-256', verifier: verifier(by.signatory), kbVerifier: verifier(by.holder) });
  let payload: unknown;
  try {
    ({ payload } = await library.verify(presentation, { keyBindingNonce: by.nonce, currentDate: Math.floor(by.now.getTime() / 1000), skewSeconds: SKEW_SECONDS }));
  } catch (error) {
    throw new WalletRefusal('readings-differ', { cause: error });
  }
  demand(isDeepStrictEqual(plain(payload), plain(shown.claims)), 'readings-differ');
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
