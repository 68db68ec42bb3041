import type { Database, TenantId, TenantTx } from '@allmende/database';
import type { LegalContact } from '../domain/legal-contact.ts';

/** What the authority (or the platform, under its own tenant) has entered; undefined while it has entered nothing. */
export async function findLegalContact(database: Pick<Database, 'readInTenant'>, tenant: TenantId): Promise<LegalContact | undefined> {
  const [found] = await database.readInTenant<LegalContact>(tenant, {
    name: 'portal-legal-contact',
    text: `select body, address, phone, email, represented_by as "representedBy", data_protection_officer as "dataProtectionOfficer", data_protection_authority as "dataProtectionAuthority",
             supervisory_authority as "supervisoryAuthority", accessibility_body as "accessibilityBody"
           from portal.legal_contact where tenant_id = $1`,
    values: [tenant],
  });
  return found;
}

export async function saveLegalContact(tx: TenantTx, contact: LegalContact, entered: { readonly at: Date; readonly by: string }): Promise<void> {
  await tx.client.query({
    name: 'portal-save-legal-contact',
    text: `insert into portal.legal_contact (tenant_id, body, address, phone, email, represented_by, data_protection_officer, data_protection_authority, supervisory_authority, accessibility_body, entered_at, entered_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
           on conflict (tenant_id) do update set body = excluded.body, address = excluded.address, phone = excluded.phone, email = excluded.email, represented_by = excluded.represented_by,
             data_protection_officer = excluded.data_protection_officer, data_protection_authority = excluded.data_protection_authority, supervisory_authority = excluded.supervisory_authority,
             accessibility_body = excluded.accessibility_body, entered_at = excluded.entered_at, entered_by = excluded.entered_by`,
    values: [
      tx.tenant, contact.body, contact.address, contact.phone, contact.email, contact.representedBy, contact.dataProtectionOfficer, contact.dataProtectionAuthority, contact.supervisoryAuthority, contact.accessibilityBody,
      entered.at, entered.by,
    ],
  });
}
