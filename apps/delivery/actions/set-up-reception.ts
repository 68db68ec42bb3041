import { randomBytes } from 'node:crypto';
import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { makeKeyPair, type KeyPair } from '@allmende/fit-connect';
import { createDataKey } from '@allmende/secrets';
import { receivingApi } from '../clients/receiving-api.ts';
import { insertReception, insertReceptionKey, saveReception } from '../data/reception.ts';
import { NothingToReceive } from '../domain/errors.ts';
import { manageTargets } from '../domain/permissions.ts';
import { KEY_YEARS, type KeyPurpose, type Offer } from '../domain/reception.ts';
import { callbackAddress } from './callback-address.ts';
import { receptionAccess } from './reception-access.ts';
import { sealSecret } from './reception-seals.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor' | 'tenant' | 'config'>;

/** Where and as whom an authority receives. `contact` is published to senders. */
export type ReceptionInput = {
  readonly apiAddress: string; readonly tokenAddress: string; readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly target: string;
  readonly offers: readonly Offer[]; readonly contact: { readonly legalName: string; readonly address: string; readonly phone: string; readonly email: string };
};

/**
 * Sets up a destination at a delivery service: makes the authority's keys, publishes the public ones with what is offered, and keeps the private ones sealed. Returns the id that the service gave it. Throws NothingToReceive and
 * DeliveryServiceFault; a destination whose keys were kept but that could not be switched on is there, paused. Needs `delivery/manage-receptions`.
 */
export async function setUpReception(ctx: Context, input: ReceptionInput): Promise<string> {
  requirePermission(ctx.actor, manageTargets, ctx.tenant);
  const staff = requireStaff(ctx.actor);
  if (input.offers.length === 0) throw new NothingToReceive();
  const [decrypt, sign] = [await newKey(ctx, 'decrypt', input.contact.legalName), await newKey(ctx, 'sign', input.contact.legalName)];
  const callbackSecret = randomBytes(48).toString('base64url');
  const api = receivingApi(receptionAccess(ctx, input));
  const destination = {
    contactInformation: input.contact, services: input.offers, encryptionKid: decrypt.pair.publicJwk.kid, encryptionPublicKey: decrypt.pair.publicJwk, signingPublicKey: sign.pair.publicJwk, metadataVersions: ['1.0.0', '1.3.0', '2.1.0'],
  };
  const id = (await api.createDestination(destination)).toLowerCase();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const dataKey = await createDataKey(tx, ctx.keys);
    const { clientId, clientSecret, apiAddress, tokenAddress, issuer, target, offers } = input;
    await insertReception(tx, { id, apiAddress, tokenAddress, issuer, target, offers, state: 'paused', dataKeyId: dataKey.id, sealed: sealSecret('reception', dataKey.key, ctx.tenant, id, { clientId, clientSecret, callbackSecret }), at, by: staff.accountId });
    for (const { pair, purpose, expiresAt } of [decrypt, sign]) {
      const { kid } = pair.publicJwk;
      await insertReceptionKey(tx, id, { kid, purpose, sealed: sealSecret('reception-key', dataKey.key, ctx.tenant, kid, pair.privateJwk), madeAt: at, expiresAt });
    }
    await record(tx, { actor: ctx.actor, action: 'delivery/reception-set-up', subject: { kind: 'reception', id }, facts: { service: apiAddress.slice(0, 200), target, offers: offers.length }, at });
  });
  // Only now: nothing is encrypted for keys that nobody has kept. Not every service can reach us; then a look a minute does.
  const address = callbackAddress(ctx.config, ctx.tenant, id);
  await api.changeDestination(id, { status: 'active', ...(address === undefined ? {} : { callback: { url: address, secret: callbackSecret } }) });
  await ctx.database.inTenant(ctx.tenant, (tx) => saveReception(tx, id, { state: 'active' }));
  return id;
}

/** A key of the size that FIT-Connect wants, good for some years from now. */
export async function newKey(ctx: Pick<Context, 'clock'>, purpose: KeyPurpose, name: string): Promise<{ readonly pair: KeyPair; readonly purpose: KeyPurpose; readonly expiresAt: Date }> {
  const notBefore = ctx.clock.now();
  const expiresAt = new Date(notBefore);
  expiresAt.setUTCFullYear(expiresAt.getUTCFullYear() + KEY_YEARS);
  return { pair: await makeKeyPair({ use: purpose === 'sign' ? 'sign' : 'encrypt', name, notBefore, notAfter: expiresAt }), purpose, expiresAt };
}
