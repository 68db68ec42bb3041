import { hkdfSync } from 'node:crypto';
import type { ActionContext } from '@allmende/house';
import { createDataKey, openDataKey } from '@allmende/secrets';
import { findDataKeyId, getInstanceForUpdate, setDataKeyId } from '../data/instance.ts';
import type { Instance } from '../domain/instance.ts';

/**
 * The secrets of an instance by purpose: derived from its data key (HKDF, RFC 5869), stored nowhere, gone with the key. A copy has those of the instance whose data it got, or it could
 * not open what they seal.
 */
export async function instanceSecrets(ctx: Pick<ActionContext, 'database' | 'tenant' | 'keys'>, instance: Pick<Instance, 'id' | 'copyOf'>): Promise<(purpose: string) => string> {
  const owner = instance.copyOf ?? instance.id;
  const { key } = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await getInstanceForUpdate(tx, owner);
    const there = await findDataKeyId(tx, owner);
    if (there !== undefined) return openDataKey(tx, ctx.keys, there);
    const made = await createDataKey(tx, ctx.keys);
    await setDataKeyId(tx, owner, made.id);
    return made;
  });
  return (purpose) => Buffer.from(hkdfSync('sha256', key, owner, `operations/${purpose}`, 24)).toString('base64url');
}
