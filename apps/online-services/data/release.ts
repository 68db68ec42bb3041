import type { TenantTx, Tx } from '@allmende/database';
import type { Overlay } from '../domain/service-package.ts';

/** Authorities that offer a service in another version and were not tried with this one and their present values; behind the door across authorities. */
export async function listUntried(tx: Tx, input: { serviceId: string; packageHash: string; limit: number }): Promise<string[]> {
  const { rows } = await tx.client.query<{ tenant_id: string }>({
    text: `select service.tenant_id from online_services.service
           left join online_services.release on release.tenant_id = service.tenant_id and release.service_id = service.service_id and release.package_hash = $2 and release.overlay_hash = service.overlay_hash
           where service.service_id = $1 and service.package_hash <> $2 and release.tenant_id is null order by service.tenant_id limit $3`,
    values: [input.serviceId, input.packageHash, input.limit],
  });
  return rows.map((row) => row.tenant_id);
}

/** The overlay that citizens of the authority get now. */
export async function findActiveOverlay(tx: TenantTx, serviceId: string): Promise<{ hash: string; content: Overlay } | undefined> {
  const { rows } = await tx.client.query<{ hash: string; content: string }>({
    text: `select overlay.hash, overlay.content from online_services.service join online_services.overlay on overlay.tenant_id = service.tenant_id and overlay.hash = service.overlay_hash
           where service.tenant_id = $1 and service.service_id = $2`,
    values: [tx.tenant, serviceId],
  });
  return rows[0] && { hash: rows[0].hash, content: JSON.parse(rows[0].content) as Overlay };
}

/** Notes the result of trying a version with the authority's values. */
export async function saveRelease(tx: TenantTx, release: { serviceId: string; packageHash: string; overlayHash: string; problem: string | undefined; at: Date }): Promise<void> {
  await tx.client.query({
    text: `insert into online_services.release (tenant_id, service_id, package_hash, overlay_hash, problem, prepared_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (tenant_id, service_id, package_hash) do update set overlay_hash = excluded.overlay_hash, problem = excluded.problem, prepared_at = excluded.prepared_at`,
    values: [tx.tenant, release.serviceId, release.packageHash, release.overlayHash, release.problem ?? null, release.at],
  });
}

/** Switches every authority over whose values fit and have not changed since they were tried, in one statement. Returns how many; behind the door across authorities. */
export async function switchAll(tx: Tx, input: { serviceId: string; packageHash: string; at: Date }): Promise<number> {
  const { rowCount } = await tx.client.query({
    text: `update online_services.service set package_hash = release.package_hash, activated_at = $3, activated_by = null
           from online_services.release
           where release.tenant_id = service.tenant_id and release.service_id = service.service_id and release.package_hash = $2 and release.overlay_hash = service.overlay_hash and release.problem is null
             and service.service_id = $1 and service.package_hash <> $2`,
    values: [input.serviceId, input.packageHash, input.at],
  });
  return rowCount ?? 0;
}

/** Authorities that stay with their version, and why; `problem` is null for one that was not tried yet. */
export async function listStaying(tx: Tx, input: { serviceId: string; packageHash: string }): Promise<{ tenant: string; problem: string | null }[]> {
  const { rows } = await tx.client.query<{ tenant: string; problem: string | null }>({
    text: `select service.tenant_id as tenant, release.problem from online_services.service
           left join online_services.release on release.tenant_id = service.tenant_id and release.service_id = service.service_id and release.package_hash = $2 and release.overlay_hash = service.overlay_hash
           where service.service_id = $1 and service.package_hash <> $2 order by service.tenant_id`,
    values: [input.serviceId, input.packageHash],
  });
  return rows;
}
