import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { findReception, insertReceptionKey, saveReception } from '../data/reception.ts';
import { manageTargets } from '../domain/permissions.ts';
import type { Offer } from '../domain/reception.ts';
import { openReception } from './open-reception.ts';
import { sealSecret } from './reception-seals.ts';
import { newKey } from './set-up-reception.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor' | 'tenant' | 'config'>;

/**
 * Makes new keys for a reception, publishes them and takes them into use; the old ones still open what is on its way. Done in this order: published, kept, named as the one to encrypt for; whatever breaks off, nothing is encrypted for a key that
 * nobody has. Throws NotFound, DeliveryServiceFault.
 */
export async function rotateReceptionKeys(ctx: Context, input: { readonly reception: string; readonly name: string }): Promise<void> {
  requirePermission(ctx.actor, manageTargets, ctx.tenant);
  const api = await managingApi(ctx, input.reception);
  const fresh = [await newKey(ctx, 'decrypt', input.name), await newKey(ctx, 'sign', input.name)] as const;
  for (const { pair } of fresh) await api.addKey(input.reception, pair.publicJwk);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const stored = await findReception(tx, input.reception);
    if (!stored) throw new NotFound();
    const { key } = await openDataKey(tx, ctx.keys, stored.dataKeyId);
    const at = ctx.clock.now();
    for (const { pair, purpose, expiresAt } of fresh) {
      const { kid } = pair.publicJwk;
      await insertReceptionKey(tx, input.reception, { kid, purpose, sealed: sealSecret('reception-key', key, ctx.tenant, kid, pair.privateJwk), madeAt: at, expiresAt });
    }
    const keys = fresh.map(({ pair }) => pair.publicJwk.kid).join(' ');
    await record(tx, { actor: ctx.actor, action: 'delivery/reception-keys-replaced', subject: { kind: 'reception', id: input.reception }, facts: { keys }, at });
  });
  await api.changeDestination(input.reception, { encryptionKid: fresh[0].pair.publicJwk.kid });
}

/** Publishes what the authority offers now, or pauses and resumes a reception. Throws NotFound, DeliveryServiceFault. */
export async function changeReception(ctx: Context, input: { readonly reception: string; readonly state?: 'active' | 'paused'; readonly offers?: readonly Offer[] }): Promise<void> {
  requirePermission(ctx.actor, manageTargets, ctx.tenant);
  const { reception, state, offers } = input;
  const api = await managingApi(ctx, reception);
  await api.changeDestination(reception, { ...(state === undefined ? {} : { status: state === 'active' ? 'active' : 'inactive' }), ...(offers === undefined ? {} : { services: offers }) });
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await saveReception(tx, reception, { ...(state === undefined ? {} : { state }), ...(offers === undefined ? {} : { offers }) });
    await record(tx, { actor: ctx.actor, action: 'delivery/reception-changed', subject: { kind: 'reception', id: reception }, facts: { ...(state === undefined ? {} : { state }), ...(offers === undefined ? {} : { offers: offers.length }) }, at: ctx.clock.now() });
  });
}

async function managingApi(ctx: Context, reception: string) {
  const open = await openReception(ctx, ctx.tenant, reception);
  if (!open) throw new NotFound();
  return open.api;
}
