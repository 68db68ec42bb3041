import type { TenantTx } from '@allmende/database';
import type { QuietHours } from '../domain/quiet-hours.ts';

/** The quiet hours that an authority has set; undefined while it has set none. */
export async function findQuietHours(tx: TenantTx): Promise<(QuietHours & { readonly changedAt: Date; readonly changedBy: string }) | undefined> {
  const { rows } = await tx.client.query<QuietHours & { changedAt: Date; changedBy: string }>({ name: 'mailbox-settings', text: 'select quiet_from as "from", quiet_until as "until", changed_at as "changedAt", changed_by_name as "changedBy" from mailbox.settings where tenant_id = $1', values: [tx.tenant] });
  return rows[0];
}

/** Keeps the quiet hours of an authority. */
export async function saveQuietHours(tx: TenantTx, hours: QuietHours, by: { readonly name: string; readonly at: Date }): Promise<void> {
  await tx.client.query({
    text: `insert into mailbox.settings (tenant_id, quiet_from, quiet_until, changed_at, changed_by_name) values ($1, $2, $3, $4, $5)
      on conflict (tenant_id) do update set quiet_from = $2, quiet_until = $3, changed_at = $4, changed_by_name = $5`, values: [tx.tenant, hours.from, hours.until, by.at, by.name],
  });
}
