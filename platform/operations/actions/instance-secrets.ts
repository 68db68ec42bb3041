import { hkdfSync } from 'node:crypto';
import type { ActionContext } from '@allmende/house';
import { createDataKey, openDataKey } from '@allmende/secrets';
import { findDataKeyId, getInstanceForUpdate, setDataKeyId } from '../data/instance.ts';

/** The secrets of an instance by purpose: derived from its data key (HKDF, RFC 5869), stored nowhere, gone with the key. */
export async function instanceSecrets(ctx: Pick<ActionContext, 'database' | 'tenant' | 'keys'>, id: string): Promise<(purpose: string) => string> {
  const { key } = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await getInstanceForUpdate(tx, id);
    const there = await findDataKeyId(tx, id);
    if (there !== undefined) return openDataKey(tx, ctx.keys, there);
    const made = await createDataKey(tx, ctx.keys);
    await setDataKeyId(tx, id, made.id);
    return made;
  });
  return (purpose) => Buffer.from(hkdfSync('sha256', key, id, `operations/${purpose}`, 24)).toString('base64url');
}
