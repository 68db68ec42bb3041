import { randomBytes } from 'node:crypto';
import type { TenantId, TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { findOfferByCode, saveOffer } from '../data/offer.ts';
import { noteProof } from '../data/spent.ts';
import { insist, IssuerRefusal } from '../domain/issuer-refusal.ts';
import { readDpop } from '../domain/read-proof.ts';
import { isSecret, secretHash } from '../domain/secret-hash.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';
const TOKEN_SECONDS = 300;
const PROOF_KEPT_MS = 10 * 60_000;

/**
 * Gives an access token for a code and its PIN (OpenID4VCI 1.0, section 6), bound to the wallet's key. A code is good once; wrong PINs are counted also when many come at once. Throws IssuerRefusal.
 */
export async function exchangeCode(house: Pick<House, 'database' | 'clock'>, input: { readonly tenant: TenantId; readonly address: string; readonly fields: Readonly<Record<string, string>>; readonly dpop: string | undefined }) {
  const { fields } = input;
  insist(fields['grant_type'] === GRANT, 'unsupported_grant_type', 'grant-type');
  const code = fields['pre-authorized_code'] ?? '';
  insist(code.length >= 1 && code.length <= 200, 'invalid_request', 'code-missing');
  const now = house.clock.now();
  const { key, jti } = readDpop(input.dpop, { method: 'POST', address: input.address, now });
  const token = randomBytes(32).toString('base64url');
  // A refusal must be kept, so the transaction returns it instead of throwing.
  const refusal = await house.database.inTenant(input.tenant, async (tx) => {
    if (!(await noteOnce(tx, key.thumbprint, jti, now))) return new IssuerRefusal('invalid_dpop_proof', 'dpop-repeated');
    const offer = await findOfferByCode(tx, secretHash('code', code));
    if (!offer || offer.expires_at <= now) return new IssuerRefusal('invalid_grant', 'code-unknown');
    if (offer.token_sha256 !== null) return new IssuerRefusal('invalid_grant', 'code-used');
    if (offer.tries_left <= 0) return new IssuerRefusal('invalid_grant', 'pin-tries');
    const pin = fields['tx_code'];
    if (pin === undefined) return new IssuerRefusal('invalid_request', 'pin-missing');
    if (!isSecret(`pin ${offer.id}`, pin, offer.pin_sha256)) {
      await saveOffer(tx, offer.id, { tries_left: offer.tries_left - 1 });
      return new IssuerRefusal('invalid_grant', 'pin-wrong');
    }
    await saveOffer(tx, offer.id, { token_sha256: secretHash('token', token), token_key: key.thumbprint, token_expires_at: new Date(now.getTime() + TOKEN_SECONDS * 1000) });
    return undefined;
  });
  if (refusal) throw refusal;
  return { access_token: token, token_type: 'DPoP', expires_in: TOKEN_SECONDS };
}

/** Notes a proof of DPoP; false when it came before. */
export async function noteOnce(tx: TenantTx, thumbprint: string, jti: string, now: Date): Promise<boolean> {
  return noteProof(tx, secretHash(`dpop ${thumbprint}`, jti), new Date(now.getTime() + PROOF_KEPT_MS));
}
