import type { TenantTx } from '@allmende/database';
import type { Overlay } from '../domain/service-package.ts';

/** All overlays of the authority, oldest first. */
export async function listOverlays(tx: TenantTx): Promise<{ hash: string; content: Overlay; savedAt: Date }[]> {
  const { rows } = await tx.client.query<{ hash: string; content: string; saved_at: Date }>({
    text: 'select hash, content, saved_at from online_services.overlay where tenant_id = $1 order by saved_at, hash', values: [tx.tenant],
  });
  return rows.map((row) => ({ hash: row.hash, content: JSON.parse(row.content) as Overlay, savedAt: row.saved_at }));
}

/** The packages that overlays, services and applications of the authority name. */
export async function listUsedPackages(tx: TenantTx): Promise<{ hash: string; content: string }[]> {
  const { rows } = await tx.client.query<{ hash: string; content: string }>({
    text: `select hash, content from online_services.service_package where hash in (
             select package_hash from online_services.application where tenant_id = $1 union select package_hash from online_services.service where tenant_id = $1
           ) order by hash`,
    values: [tx.tenant],
  });
  return rows;
}

/** Puts an overlay back; one that is there stays. */
export async function restoreOverlay(tx: TenantTx, overlay: { hash: string; serviceId: string; content: string; savedAt: Date }): Promise<void> {
  await tx.client.query({
    text: 'insert into online_services.overlay (tenant_id, hash, service_id, content, saved_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
    values: [tx.tenant, overlay.hash, overlay.serviceId, overlay.content, overlay.savedAt],
  });
}

/** Puts a service back; one that is there stays. */
export async function restoreService(tx: TenantTx, service: { serviceId: string; editedOverlay: string; packageHash: string | null; overlayHash: string | null; activatedAt: Date | null }): Promise<void> {
  await tx.client.query({
    text: `insert into online_services.service (tenant_id, service_id, edited_overlay_hash, package_hash, overlay_hash, activated_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    values: [tx.tenant, service.serviceId, service.editedOverlay, service.packageHash, service.overlayHash, service.activatedAt],
  });
}

export type RestoredApplication = {
  readonly id: string; readonly reference: string; readonly referenceHash: Buffer; readonly serviceId: string; readonly packageHash: string; readonly overlayHash: string; readonly placeArs: string;
  readonly secretHash: Buffer; readonly dataKeyId: string; readonly sealed: Buffer; readonly clearFields: Readonly<Record<string, unknown>>; readonly complete: boolean; readonly state: string; readonly stateSince: Date; readonly submittedAt: Date;
};

/** Puts an application back under a key of its own. */
export async function restoreApplication(tx: TenantTx, application: RestoredApplication): Promise<void> {
  await tx.client.query({
    text: `with indexed as (insert into online_services.reference_index (reference_hash, authority_id, application_id) values ($4, $1, $2))
      insert into online_services.application
        (tenant_id, id, reference, service_id, package_hash, overlay_hash, place_ars, secret_hash, data_key_id, sealed, clear_fields, complete, state, state_since, submitted_at)
      values ($1, $2, $3, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    values: [
      tx.tenant, application.id, application.reference, application.referenceHash, application.serviceId, application.packageHash, application.overlayHash, application.placeArs, application.secretHash, application.dataKeyId,
      application.sealed, JSON.stringify(application.clearFields), application.complete, application.state, application.stateSince, application.submittedAt,
    ],
  });
}
