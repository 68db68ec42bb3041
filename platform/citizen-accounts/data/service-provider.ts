import type { Database, TenantId, TenantTx } from '@allmende/database';

/** The signing key of an authority as it lies in the database. */
export type StoredProvider = { readonly certificate: string; readonly dataKeyId: string; readonly sealedKey: Buffer; readonly wrapped: Buffer | null };

/** Reads the signing key of an authority. */
export async function findProvider(database: Pick<Database, 'readInTenant'>, tenant: TenantId): Promise<StoredProvider | undefined> {
  const [found] = await database.readInTenant<StoredProvider>(tenant, {
    name: 'citizen-accounts-find-provider',
    text: `select provider.certificate, provider.data_key_id as "dataKeyId", provider.sealed_key as "sealedKey", data_key.wrapped
           from citizen_accounts.service_provider as provider join secrets.data_key on data_key.tenant_id = provider.tenant_id and data_key.id = provider.data_key_id where provider.tenant_id = $1`,
    values: [tenant],
  });
  return found;
}

/** Keeps a new signing key; false when another was kept meanwhile. */
export async function insertProvider(tx: TenantTx, provider: { certificate: string; dataKeyId: string; sealedKey: Buffer; at: Date }): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: 'insert into citizen_accounts.service_provider (tenant_id, data_key_id, certificate, sealed_key, made_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
    values: [tx.tenant, provider.dataKeyId, provider.certificate, provider.sealedKey, provider.at],
  });
  return rowCount === 1;
}
