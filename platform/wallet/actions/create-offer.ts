import { randomBytes, randomInt } from 'node:crypto';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { createDataKey } from '@allmende/secrets';
import encodeQR from 'qr';
import { testWalletAddress } from '../clients/test-wallet-address.ts';
import { listCredentialsAbout } from '../data/credential.ts';
import { insertOffer } from '../data/offer.ts';
import { credentialType, issuerAddress } from '../domain/credential-types.ts';
import { secretHash } from '../domain/secret-hash.ts';
import { OFFER_SCHEME, offerLink } from '../domain/wallet-link.ts';
import { sealPart } from './seals.ts';

/** What stands in the credential: `number` is printed on it and found by the office, `claims` only its holder sees. */
export type OfferWish = { readonly type: string; readonly about: string; readonly number: string; readonly claims: Readonly<Record<string, string>> };

/** A credential that can be fetched: links that open a wallet, and the PIN that the person types there. */
export type Offer = { readonly wallet: string; readonly test: string | undefined; readonly pin: string; readonly minutes: number; /** The first link as QR code, without border. */ readonly cells: readonly (readonly boolean[])[] };

const MINUTES = 15;
const PIN_TRIES = 5;
const MOST_FOR_ONE = 10;

/**
 * Offers a credential of the authority of the context to whoever the caller has made sure of (OpenID4VCI 1.0, pre-authorised code with transaction code). Fifteen minutes, fetched once, five wrong PINs end
 * it. Throws InvalidInput when ten were fetched for the same application.
 */
export async function createOffer(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'config' | 'tenant' | 'actor'>, wish: OfferWish): Promise<Offer> {
  const type = credentialType(wish.type);
  if (!type) throw new TypeError(`there is no credential ${wish.type}`);
  const id = newId();
  const at = ctx.clock.now();
  const code = randomBytes(32).toString('base64url');
  const pin = String(randomInt(1_000_000)).padStart(6, '0');
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if ((await listCredentialsAbout(tx, wish.about)).length >= MOST_FOR_ONE) throw new InvalidInput([{ pointer: '', code: 'too-many', message: 'Diese Bescheinigung wurde schon zehnmal geholt. Wenden Sie sich bitte an die Behörde.' }]);
    const key = await createDataKey(tx, ctx.keys);
    await insertOffer(tx, {
      id, type: type.id, about: wish.about, data_key_id: key.id, sealed_claims: sealPart('claims', key.key, ctx.tenant, id, { number: wish.number, claims: wish.claims }), code_sha256: secretHash('code', code),
      pin_sha256: secretHash(`pin ${id}`, pin), tries_left: PIN_TRIES, created_at: at, expires_at: new Date(at.getTime() + MINUTES * 60_000),
    });
    await record(tx, { actor: ctx.actor, action: 'wallet/credential-offered', subject: { kind: 'offer', id }, facts: { type: type.id, application: wish.about }, at });
  });
  const offer = {
    credential_issuer: issuerAddress(ctx.config.publicAddress, ctx.tenant), credential_configuration_ids: [type.id],
    grants: { 'urn:ietf:params:oauth:grant-type:pre-authorized_code': { 'pre-authorized_code': code, tx_code: { input_mode: 'numeric', length: 6 } } },
  };
  const test = await testWalletAddress(ctx.config);
  const wallet = offerLink(OFFER_SCHEME, offer);
  return { wallet, cells: encodeQR(wallet, 'raw', { border: 1, ecc: 'low' }).slice(1, -1).map((row) => row.slice(1, -1)), test: test === undefined ? undefined : offerLink(`${test}/fetch`, offer), pin, minutes: MINUTES };
}
