import type { ActionContext } from '@allmende/house';
import { createDataKey, openBytes, sealBytes, unwrapDataKey } from '@allmende/secrets';
import type { AuthorityRef } from '@allmende/tenancy';
import { makeCertificate } from '../clients/bundid/make-certificate.ts';
import type { Asker } from '../clients/bundid/request-address.ts';
import { findProvider, insertProvider, type StoredProvider } from '../data/service-provider.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'keys' | 'urlFor'>;

/** The authority as a service provider of BundID, with its signing key. The key is made on first use and lies sealed under the authority's key. */
export async function askerOf(ctx: Context, authority: AuthorityRef): Promise<Asker> {
  const stored = (await findProvider(ctx.database, authority.tenant)) ?? (await makeProvider(ctx, authority));
  const key = await unwrapDataKey(ctx.keys, authority.tenant, stored.dataKeyId, stored.wrapped);
  const address = (what: string) => ctx.urlFor.absolute(ctx.urlFor.public('bundid', authority.slug, what));
  return { entityId: address('metadata'), answerAddress: address('answer'), certificate: stored.certificate, privateKey: openBytes(key, stored.sealedKey, contextOf(authority)).toString('utf8') };
}

async function makeProvider(ctx: Context, authority: AuthorityRef): Promise<StoredProvider> {
  const made = await makeCertificate(authority.name, ctx.clock.now());
  await ctx.database.inTenant(authority.tenant, async (tx) => {
    const { id, key } = await createDataKey(tx, ctx.keys);
    await insertProvider(tx, { certificate: made.certificate, dataKeyId: id, sealedKey: sealBytes(key, Buffer.from(made.privateKey), contextOf(authority)), at: ctx.clock.now() });
  });
  const kept = await findProvider(ctx.database, authority.tenant);
  if (!kept) throw new Error('the signing key was not kept');
  return kept;
}

function contextOf({ tenant }: AuthorityRef): string {
  return `citizen-accounts/service-provider:${tenant}`;
}
