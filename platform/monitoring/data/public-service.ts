import type { TenantTx } from '@allmende/database';

/** Whether and how people see an instance on the status page. */
export type PublicService = { readonly instance: string; readonly shown: boolean; readonly de: string; readonly en: string | undefined };

/** What the authority has chosen; instances without a choice are missing. */
export async function selectPublicServices(tx: TenantTx): Promise<PublicService[]> {
  const { rows } = await tx.client.query<{ instance_id: string; shown: boolean; name_de: string; name_en: string | null }>({ name: 'monitoring-public-services', text: 'select instance_id, shown, name_de, name_en from monitoring.public_service where tenant_id = $1', values: [tx.tenant] });
  return rows.map((row) => ({ instance: row.instance_id, shown: row.shown, de: row.name_de, en: row.name_en ?? undefined }));
}

export async function savePublicService(tx: TenantTx, one: PublicService): Promise<void> {
  await tx.client.query(
    `insert into monitoring.public_service (tenant_id, instance_id, shown, name_de, name_en) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, instance_id) do update set shown = excluded.shown, name_de = excluded.name_de, name_en = excluded.name_en`,
    [tx.tenant, one.instance, one.shown, one.de, one.en ?? null],
  );
}
