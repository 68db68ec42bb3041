import { rows, type TenantTx } from '@allmende/database';
import type { SingleSignOnTables } from './tables.ts';

/** The data key of the authority's provider; undefined before its first use. */
export async function findIssuerKeyId(tx: TenantTx): Promise<string | undefined> {
  return (await rows<SingleSignOnTables>(tx).selectFrom('single_sign_on.issuer').select('data_key_id').where('tenant_id', '=', tx.tenant).executeTakeFirst())?.data_key_id;
}


/** All authorities whose provider was used; behind the door across authorities. */
export async function selectIssuers(tx: { readonly client: TenantTx['client'] }): Promise<string[]> {
  const { rows: found } = await tx.client.query<{ tenant_id: string }>({ name: 'single-sign-on-issuers', text: 'select tenant_id from single_sign_on.issuer' });
  return found.map((row) => row.tenant_id);
}

/** Lets one transaction at a time make keys of this authority. */
export async function lockIssuer(tx: TenantTx): Promise<void> {
  await tx.client.query({ name: 'single-sign-on-lock', text: "select pg_advisory_xact_lock(hashtextextended('single-sign-on:' || $1, 0))", values: [tx.tenant] });
}

/** Notes the data key. */
export async function insertIssuer(tx: TenantTx, issuer: { readonly keyId: string; readonly at: Date }): Promise<void> {
  await rows<SingleSignOnTables>(tx).insertInto('single_sign_on.issuer').values({ tenant_id: tx.tenant, data_key_id: issuer.keyId, created_at: issuer.at }).execute();
}
