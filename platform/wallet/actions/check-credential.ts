import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { isUuid, tenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findCredentialAt } from '../data/credential.ts';
import { listKeys } from '../data/issuer-key.ts';
import { CREDENTIAL_TYPES, issuerAddress, typeAddress } from '../domain/credential-types.ts';
import { discloseClaims } from '../domain/disclose-claims.ts';
import { isObject, isSignedBy, readToken, secondsOf, type Token } from '../domain/read-token.ts';
import { WalletRefusal } from '../domain/refusal.ts';
import { kidOf } from './issuer-key.ts';

/** What anybody learns of a credential that they were shown: only what it says itself, and whether it counts. */
export type CheckedCredential =
  /** `unreadable`: no credential; `foreign`: not of an authority here; `forged`: says it is of one, and is not. */
  | { readonly verdict: 'unreadable' | 'foreign' | 'forged' }
  | {
    readonly verdict: 'valid' | 'revoked' | 'suspended' | 'expired';
    readonly type: { readonly de: string; readonly en: string }; readonly authority: string; readonly issuedAt: Date; readonly expiresAt: Date; readonly since: Date | undefined;
    readonly claims: readonly { readonly label: { readonly de: string; readonly en: string }; readonly value: string }[];
  };

type Context = Pick<House, 'database' | 'config' | 'clock' | 'directory'>;

/**
 * Checks a credential that an authority here gave out, for anybody: as SD-JWT VC with whatever its holder discloses; a key binding at its end is not looked at, because nobody asked for it. Nothing of it is
 * stored or logged.
 */
export async function checkCredential(house: Context, text: string): Promise<CheckedCredential> {
  let token: Token;
  let claims: Readonly<Record<string, unknown>>;
  const [credential = '', ...rest] = text.replaceAll(/\s+/gu, '').split('~');
  try {
    token = readToken(credential, 'dc+sd-jwt');
  } catch (error) {
    if (error instanceof WalletRefusal) return { verdict: 'unreadable' };
    throw error;
  }
  const tenant = tenantOf(token, house.config.publicAddress);
  const [authority] = tenant === undefined ? [] : await house.directory.namesOf([tenant]);
  if (!authority) return { verdict: 'foreign' };
  const keys = await house.database.inTenant(authority.tenant, listKeys);
  const key = keys.find(({ public_jwk: jwk }) => kidOf(jwk) === token.header['kid']);
  if (!key || !isSignedBy(token, createPublicKey({ key: key.public_jwk as JsonWebKey, format: 'jwk' }))) return { verdict: 'forged' };
  try {
    ({ claims } = discloseClaims(token.payload, rest.filter((part) => part !== '' && !part.includes('.'))));
  } catch (error) {
    if (error instanceof WalletRefusal) return { verdict: 'forged' };
    throw error;
  }
  return describe(house, token, claims, authority);
}

async function describe(house: Context, { payload }: Token, claims: Readonly<Record<string, unknown>>, authority: { readonly tenant: ReturnType<typeof tenantId>; readonly name: string }): Promise<CheckedCredential> {
  const type = CREDENTIAL_TYPES.find(({ id }) => typeAddress(house.config.publicAddress, id) === payload['vct']);
  const place = placeOf(payload);
  const row = place && (await house.database.inTenant(authority.tenant, (tx) => findCredentialAt(tx, place)));
  const [issuedAt, expiresAt] = [secondsOf(payload, 'iat'), secondsOf(payload, 'exp')];
  if (!type || !row || row.type !== type.id || issuedAt === undefined || expiresAt === undefined) return { verdict: 'forged' };
  const end = new Date(expiresAt * 1000);
  const verdict = row.status === 'valid' ? (end <= house.clock.now() ? 'expired' : 'valid') : row.status;
  return {
    verdict, type: type.name, authority: authority.name, issuedAt: new Date(issuedAt * 1000), expiresAt: end, since: row.status === 'valid' ? undefined : row.status_since,
    claims: type.claims.flatMap(({ name, de, en }) => (typeof claims[name] === 'string' ? [{ label: { de, en }, value: claims[name] }] : [])),
  };
}

function tenantOf({ payload }: Token, home: string) {
  const issuer = payload['iss'];
  if (typeof issuer !== 'string') return undefined;
  const text = issuer.slice(issuer.lastIndexOf('/') + 1);
  return isUuid(text) && issuerAddress(home, text) === issuer ? tenantId(text) : undefined;
}

function placeOf(payload: Readonly<Record<string, unknown>>): { readonly list: number; readonly index: number } | undefined {
  const reference: unknown = isObject(payload['status']) ? payload['status']['status_list'] : undefined;
  if (!isObject(reference) || typeof reference['uri'] !== 'string' || typeof reference['idx'] !== 'number') return undefined;
  return { list: Number(/\/status-lists\/(\d{1,6})$/u.exec(reference['uri'])?.[1] ?? -1), index: reference['idx'] };
}
