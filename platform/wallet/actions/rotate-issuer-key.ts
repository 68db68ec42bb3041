import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { retireKey } from '../data/issuer-key.ts';
import { manageCredentials } from '../domain/permissions.ts';
import { kidOf, makeIssuerKey } from './issuer-key.ts';

/** Signs new credentials with a new key from now on. What the old one signed stays valid: it stays published. Throws Forbidden. */
export async function rotateIssuerKey(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor' | 'tenant'>): Promise<void> {
  requirePermission(ctx.actor, manageCredentials, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await retireKey(tx, ctx.clock.now());
    const made = await makeIssuerKey(tx, ctx);
    await record(tx, { actor: ctx.actor, action: 'wallet/issuer-key-changed', subject: { kind: 'issuer-key', id: made.id }, facts: { kid: kidOf(made.public_jwk) }, at: ctx.clock.now() });
  });
}
