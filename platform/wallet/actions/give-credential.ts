import { createHash, randomBytes, randomInt } from 'node:crypto';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { record } from '@allmende/audit';
import { newId, type TenantId, type TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { countCredentials, insertCredential } from '../data/credential.ts';
import { findOfferByToken, saveOffer } from '../data/offer.ts';
import { spendNonce } from '../data/spent.ts';
import type { WalletTables } from '../data/tables.ts';
import { credentialType, issuerAddress, typeAddress, type CredentialType } from '../domain/credential-types.ts';
import { insist, IssuerRefusal } from '../domain/issuer-refusal.ts';
import { readDpop, readKeyProof, type WalletKey } from '../domain/read-proof.ts';
import { isObject } from '../domain/read-token.ts';
import { secretHash } from '../domain/secret-hash.ts';
import { LIST_SIZE } from './write-status-list.ts';
import { noteOnce } from './exchange-code.ts';
import { issuerKey } from './issuer-key.ts';
import { openPart } from './seals.ts';

type Context = Pick<House, 'database' | 'clock' | 'keys' | 'config'>;
type Input = { readonly tenant: TenantId; readonly address: string; readonly authorization: string | undefined; readonly dpop: string | undefined; readonly body: unknown };

/** A list is left for the next one when it is this full, so that a free place is found by chance. */
const FULL = 40_000;

/**
 * Gives the credential that an access token stands for, once, bound to the key whose proof the wallet brings (OpenID4VCI 1.0, section 8). Throws IssuerRefusal.
 */
export async function giveCredential(house: Context, input: Input): Promise<string> {
  const accessToken = /^DPoP ([\w-]{20,100})$/iu.exec(input.authorization ?? '')?.[1];
  insist(accessToken !== undefined, 'invalid_token', 'token-missing');
  const now = house.clock.now();
  const dpop = readDpop(input.dpop, { method: 'POST', address: input.address, accessToken, now });
  const issued = await house.database.inTenant(input.tenant, async (tx): Promise<string | IssuerRefusal> => {
    if (!(await noteOnce(tx, dpop.key.thumbprint, dpop.jti, now))) return new IssuerRefusal('invalid_dpop_proof', 'dpop-repeated');
    const offer = await findOfferByToken(tx, secretHash('token', accessToken));
    if (!offer || offer.token_expires_at === null || offer.token_expires_at <= now) return new IssuerRefusal('invalid_token', 'token-unknown');
    if (offer.token_key !== dpop.key.thumbprint) return new IssuerRefusal('invalid_token', 'token-of-another-key');
    if (offer.collected_at !== null) return new IssuerRefusal('credential_request_denied', 'collected-already');
    try {
      const proof = proofOf(input.body, offer.type);
      const { key, nonce } = readKeyProof(proof, { issuer: issuerAddress(house.config.publicAddress, input.tenant), now });
      insist(await spendNonce(tx, secretHash('nonce', nonce), now), 'invalid_nonce', 'proof-nonce');
      return await issue(tx, house, offer, key);
    } catch (error) {
      // What was spent stays spent.
      if (error instanceof IssuerRefusal) return error;
      throw error;
    }
  });
  if (issued instanceof IssuerRefusal) throw issued;
  return issued;
}

function proofOf(body: unknown, type: string): string {
  insist(isObject(body), 'invalid_credential_request', 'body');
  insist(body['credential_configuration_id'] !== undefined || body['credential_identifier'] !== undefined, 'invalid_credential_request', 'configuration-missing');
  insist(body['credential_configuration_id'] === type, 'unknown_credential_configuration', 'configuration');
  const proofs: unknown = isObject(body['proofs']) ? body['proofs']['jwt'] : undefined;
  insist(Array.isArray(proofs) && proofs.length === 1 && typeof proofs[0] === 'string', 'invalid_proof', 'proof-missing');
  return proofs[0];
}

async function issue(tx: TenantTx, house: Context, offer: WalletTables['wallet.offer'], holder: WalletKey): Promise<string> {
  const now = house.clock.now();
  const type = credentialType(offer.type);
  if (!type) throw new Error(`there is no credential ${offer.type}`);
  const { key } = await openDataKey(tx, house.keys, offer.data_key_id);
  const { number, claims } = openPart<{ number: string; claims: Record<string, string> }>('claims', key, tx.tenant, offer.id, offer.sealed_claims);
  const expiresAt = endOf(now, type);
  const id = newId();
  const place = await takePlace(tx, { id, type: type.id, about: offer.about, number, status_since: now, issued_at: now, expires_at: expiresAt });
  const signer = await issuerKey(tx, house);
  const issuer = issuerAddress(house.config.publicAddress, tx.tenant);
  const library = new SDJwtVcInstance({
    signer: (text) => signer.sign(text), signAlg: 'ES256', hashAlg: 'sha-256', hasher: (data) => new Uint8Array(createHash('sha256').update(typeof data === 'string' ? data : Buffer.from(data)).digest()),
    saltGenerator: () => randomBytes(16).toString('base64url'),
  });
  const credential = await library.issue({
    iss: issuer, iat: Math.floor(now.getTime() / 1000), exp: Math.floor(expiresAt.getTime() / 1000), vct: typeAddress(house.config.publicAddress, type.id), cnf: { jwk: { ...holder.jwk } },
    status: { status_list: { idx: place.index, uri: `${issuer}/status-lists/${place.list}` } }, ...claims,
  }, { _sd: Object.keys(claims) } as never, { header: { kid: signer.kid } });
  await saveOffer(tx, offer.id, { collected_at: now });
  await record(tx, { actor: { kind: 'citizen' }, action: 'wallet/credential-issued', subject: { kind: 'credential', id }, facts: { type: type.id, application: offer.about, expiresOn: expiresAt.toISOString().slice(0, 10) }, at: now });
  return credential;
}

async function takePlace(tx: TenantTx, row: Omit<Parameters<typeof insertCredential>[1], 'status_list' | 'status_index'>): Promise<{ readonly list: number; readonly index: number }> {
  const list = Math.floor((await countCredentials(tx)) / FULL);
  for (;;) {
    const index = randomInt(LIST_SIZE);
    if (await insertCredential(tx, { ...row, status_list: list, status_index: index })) return { list, index };
  }
}

function endOf(from: Date, type: CredentialType): Date {
  const end = new Date(from);
  end.setUTCMonth(end.getUTCMonth() + type.months);
  return end;
}
