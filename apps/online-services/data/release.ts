import type { Tx } from '@allmende/database';
import type { Overlay } from '../domain/service-package.ts';

/** An authority that has not been tried with a version, and the values that its citizens get now. */
export type Untried = { readonly tenant: string; readonly overlayHash: string; readonly overlay: Overlay };

/** Authorities that offer a service in another version and were not tried with this one and their present values; behind the door across authorities. */
export async function listUntried(tx: Tx, input: { serviceId: string; packageHash: string; limit: number }): Promise<Untried[]> {
  const { rows } = await tx.client.query<{ tenant_id: string; hash: string; content: string }>({
    text: `select service.tenant_id, overlay.hash, overlay.content from online_services.service
           join online_services.overlay on overlay.tenant_id = service.tenant_id and overlay.hash = service.overlay_hash
           left join online_services.release on release.tenant_id = service.tenant_id and release.service_id = service.service_id and release.package_hash = $2 and release.overlay_hash = service.overlay_hash
           where service.service_id = $1 and service.package_hash <> $2 and release.tenant_id is null order by service.tenant_id limit $3`,
    values: [input.serviceId, input.packageHash, input.limit],
  });
  return rows.map((row) => ({ tenant: row.tenant_id, overlayHash: row.hash, overlay: JSON.parse(row.content) as Overlay }));
}

/** Notes the results of trying a version with the values of authorities, in one statement; behind the door across authorities. */
export async function saveReleases(tx: Tx, release: { serviceId: string; packageHash: string; at: Date }, results: readonly { tenant: string; overlayHash: string; problem: string | undefined }[]): Promise<void> {
  await tx.client.query({
    text: `insert into online_services.release (tenant_id, service_id, package_hash, overlay_hash, problem, prepared_at)
           select tried.tenant, $1, $2, tried.overlay, tried.problem, $3 from unnest($4::uuid[], $5::text[], $6::text[]) as tried (tenant, overlay, problem)
           on conflict (tenant_id, service_id, package_hash) do update set overlay_hash = excluded.overlay_hash, problem = excluded.problem, prepared_at = excluded.prepared_at`,
    values: [release.serviceId, release.packageHash, release.at, results.map(({ tenant }) => tenant), results.map(({ overlayHash }) => overlayHash), results.map(({ problem }) => problem ?? null)],
  });
}

/** How far the newest version of a service has come: authorities that still have another one, how many of them were tried with their present values, and how many of those it fits. */
export type ReleaseProgress = { readonly service: string; readonly version: string; readonly authorities: number; readonly tried: number; readonly fitting: number };

/** All services whose newest version some authority does not have yet; behind the door across authorities. */
export async function listReleaseProgress(tx: Tx): Promise<ReleaseProgress[]> {
  const { rows } = await tx.client.query<ReleaseProgress>(
    `select newest.service_id as service, newest.version, count(*)::int as authorities, count(release.tenant_id)::int as tried,
       (count(release.tenant_id) filter (where release.problem is null))::int as fitting
     from (select distinct on (service_id) hash, service_id, version from online_services.service_package order by service_id, published_at desc, hash) as newest
     join online_services.service on service.service_id = newest.service_id and service.package_hash <> newest.hash
     left join online_services.release on release.tenant_id = service.tenant_id and release.service_id = service.service_id and release.package_hash = newest.hash and release.overlay_hash = service.overlay_hash
     group by newest.service_id, newest.version order by newest.service_id`,
  );
  return rows;
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
