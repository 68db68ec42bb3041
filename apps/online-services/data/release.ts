import type { TenantTx, Tx } from '@allmende/database';
import type { Overlay } from '../domain/service-package.ts';
import type { OverlayArea } from './parent-overlay.ts';

/** An authority that has not been tried with what is new for it, and its own values behind those that citizens get now. */
export type Untried = { readonly tenant: string; readonly overlayHash: string; readonly own: Overlay; readonly parents: string };

// What Land and district set now for each authority that offers a service ($1), as `parentsKey` names it.
const PARENTS_NOW = `newest_parent as (
    select distinct on (level, area_key) level, area_key, hash from online_services.parent_overlay where service_id = $1 order by level, area_key, published_at desc, id desc
  ), offered as (
    select service.*, coalesce(land.hash, '') || ':' || coalesce(district.hash, '') as parents_now from online_services.service
    left join newest_parent land on land.level = 'land' and land.area_key = service.land_key left join newest_parent district on district.level = 'district' and district.area_key = service.district_key
    where service.service_id = $1 and service.package_hash is not null
  )`;
const IS_BEHIND = `(offered.package_hash <> $2 or offered.parents <> offered.parents_now)`;
const TRIED = `release.tenant_id = offered.tenant_id and release.service_id = offered.service_id and release.package_hash = $2 and release.overlay_hash = offered.overlay_hash and release.parents = offered.parents_now`;
const IS_RELEASED = `(release.released_at is not null or exists (
    select from online_services.release_delegation where release_delegation.tenant_id = release.tenant_id and release_delegation.service_id = release.service_id and revoked_at is null))`;

/** Authorities of which nobody has looked up yet where they lie; behind the door across authorities. */
export async function listUnplaced(tx: Tx, input: { serviceId: string; limit: number }): Promise<string[]> {
  const { rows } = await tx.client.query<{ tenant_id: string }>({
    text: 'select tenant_id from online_services.service where service_id = $1 and package_hash is not null and land_key is null order by tenant_id limit $2', values: [input.serviceId, input.limit],
  });
  return rows.map(({ tenant_id: tenant }) => tenant);
}

/** Notes where authorities lie; behind the door across authorities. */
export async function savePlaces(tx: Tx, serviceId: string, places: readonly { readonly tenant: string; readonly area: OverlayArea }[]): Promise<void> {
  await tx.client.query({
    text: `update online_services.service set land_key = place.land, district_key = place.district from unnest($2::uuid[], $3::text[], $4::text[]) as place (tenant, land, district)
           where service.tenant_id = place.tenant and service.service_id = $1`,
    values: [serviceId, places.map(({ tenant }) => tenant), places.map(({ area }) => area.land), places.map(({ area }) => area.district)],
  });
}

/** Authorities for which a version, or what their Land or district sets, is new and that were not tried with it and their present values; behind the door across authorities. */
export async function listUntried(tx: Tx, input: { serviceId: string; packageHash: string; limit: number }): Promise<Untried[]> {
  await expectMany(tx);
  const { rows } = await tx.client.query<{ tenant_id: string; overlay_hash: string; content: string; parents_now: string }>({
    text: `with ${PARENTS_NOW}
           select offered.tenant_id, offered.overlay_hash, own.content, offered.parents_now from offered
           join online_services.overlay own on own.tenant_id = offered.tenant_id and own.hash = coalesce(offered.own_overlay_hash, offered.overlay_hash)
           left join online_services.release on ${TRIED}
           where ${IS_BEHIND} and offered.land_key is not null and release.tenant_id is null order by offered.tenant_id limit $3`,
    values: [input.serviceId, input.packageHash, input.limit],
  });
  return rows.map((row) => ({ tenant: row.tenant_id, overlayHash: row.overlay_hash, own: JSON.parse(row.content) as Overlay, parents: row.parents_now }));
}

/** What came out for one authority: the values that would apply, and what is wrong with them. */
export type TriedRelease = { readonly tenant: string; readonly overlayHash: string; readonly parents: string; readonly candidate: { readonly hash: string; readonly content: string }; readonly problem: string | undefined };

/** Notes the results of trying a version with the values of authorities, in two statements; behind the door across authorities. A release that was given for other values no longer counts. */
export async function saveReleases(tx: Tx, release: { serviceId: string; packageHash: string; at: Date }, results: readonly TriedRelease[]): Promise<void> {
  const changed = results.filter(({ candidate, overlayHash }) => candidate.hash !== overlayHash);
  await tx.client.query({
    text: `insert into online_services.overlay (tenant_id, hash, service_id, content, saved_at) select tried.tenant, tried.hash, $1, tried.content, $2 from unnest($3::uuid[], $4::text[], $5::text[]) as tried (tenant, hash, content)
           on conflict do nothing`,
    values: [release.serviceId, release.at, changed.map(({ tenant }) => tenant), changed.map(({ candidate }) => candidate.hash), changed.map(({ candidate }) => candidate.content)],
  });
  await tx.client.query({
    text: `insert into online_services.release (tenant_id, service_id, package_hash, overlay_hash, problem, prepared_at, parents, candidate_overlay_hash)
           select tried.tenant, $1, $2, tried.overlay, tried.problem, $3, tried.parents, tried.candidate from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[]) as tried (tenant, overlay, problem, parents, candidate)
           on conflict (tenant_id, service_id, package_hash) do update set overlay_hash = excluded.overlay_hash, problem = excluded.problem, prepared_at = excluded.prepared_at, parents = excluded.parents,
             candidate_overlay_hash = excluded.candidate_overlay_hash, released_at = null, released_by = null`,
    values: [
      release.serviceId, release.packageHash, release.at, results.map(({ tenant }) => tenant), results.map(({ overlayHash }) => overlayHash), results.map(({ problem }) => problem ?? null),
      results.map(({ parents }) => parents), results.map(({ candidate }) => candidate.hash),
    ],
  });
}

/**
 * How far what is new of a service has come: authorities that do not have it yet, how many of them were tried with their present values, how many of those it fits, and how many of these may be
 * switched because somebody there released it or the operator does so for them.
 */
export type ReleaseProgress = { readonly service: string; readonly version: string; readonly authorities: number; readonly tried: number; readonly fitting: number; readonly released: number };

/** How far what is new of one service has come; undefined when every authority has it. Behind the door across authorities. */
export async function findReleaseProgress(tx: Tx, input: { serviceId: string; packageHash: string; version: string }): Promise<ReleaseProgress | undefined> {
  await expectMany(tx);
  const { rows } = await tx.client.query<Omit<ReleaseProgress, 'service' | 'version'>>({
    text: `with ${PARENTS_NOW}
           select count(*)::int as authorities, count(release.tenant_id)::int as tried, (count(release.tenant_id) filter (where release.problem is null))::int as fitting,
             (count(release.tenant_id) filter (where release.problem is null and ${IS_RELEASED}))::int as released
           from offered left join online_services.release on ${TRIED} where ${IS_BEHIND}`,
    values: [input.serviceId, input.packageHash],
  });
  const [counts] = rows;
  return counts && counts.authorities > 0 ? { service: input.serviceId, version: input.version, ...counts } : undefined;
}

/**
 * What the preparation has just written is not in the statistics yet: the planner expects a handful of rows and would go through thousands of authorities one by one, which takes ten seconds instead of a half.
 * For the rest of the transaction it joins them as the sets that they are.
 */
async function expectMany(tx: Tx): Promise<void> {
  await tx.client.query(`select set_config('enable_nestloop', 'off', true)`);
}

/** Switches every authority over that was tried with its present values, that fits and that released it, in one statement. Returns how many; behind the door across authorities. */
export async function switchAll(tx: Tx, input: { serviceId: string; packageHash: string; at: Date }): Promise<number> {
  await expectMany(tx);
  const { rowCount } = await tx.client.query({
    text: `with ${PARENTS_NOW}
           update online_services.service set package_hash = $2, overlay_hash = coalesce(release.candidate_overlay_hash, release.overlay_hash), own_overlay_hash = coalesce(service.own_overlay_hash, service.overlay_hash),
             parents = release.parents, activated_at = $3, activated_by = null
           from offered join online_services.release on ${TRIED}
           where service.tenant_id = offered.tenant_id and service.service_id = offered.service_id and ${IS_BEHIND} and release.problem is null and ${IS_RELEASED}
             and exists (select from online_services.service_package where service_package.hash = $2 and service_package.service_id = $1)`,
    values: [input.serviceId, input.packageHash, input.at],
  });
  return rowCount ?? 0;
}

/** Why an authority stays with what it has. `problem` says in German what does not fit; null unless `reason` is `does-not-fit`. */
export type Staying = { readonly tenant: string; readonly reason: 'not-tried' | 'does-not-fit' | 'not-released' | 'ready'; readonly problem: string | null };

/** Authorities that do not have what is new yet, and why; behind the door across authorities. */
export async function listStaying(tx: Tx, input: { serviceId: string; packageHash: string }): Promise<Staying[]> {
  await expectMany(tx);
  const { rows } = await tx.client.query<Staying>({
    text: `with ${PARENTS_NOW}
           select offered.tenant_id as tenant, release.problem,
             case when release.tenant_id is null then 'not-tried' when release.problem is not null then 'does-not-fit' when ${IS_RELEASED} then 'ready' else 'not-released' end as reason
           from offered left join online_services.release on ${TRIED} where ${IS_BEHIND} order by offered.tenant_id`,
    values: [input.serviceId, input.packageHash],
  });
  return rows;
}

/** What was tried for the authority with a version: `candidateHash` are the values that come with it. */
export type OwnRelease = { readonly packageHash: string; readonly overlayHash: string; readonly candidateHash: string; readonly parents: string; readonly problem: string | undefined; readonly releasedAt: Date | undefined };

/** What was tried for the authority with a version; undefined as long as it was not. */
export async function findOwnRelease(tx: TenantTx, of: { serviceId: string; packageHash: string }): Promise<OwnRelease | undefined> {
  const { rows } = await tx.client.query<{ package_hash: string; overlay_hash: string; candidate_overlay_hash: string | null; parents: string; problem: string | null; released_at: Date | null }>({
    text: 'select package_hash, overlay_hash, candidate_overlay_hash, parents, problem, released_at from online_services.release where tenant_id = $1 and service_id = $2 and package_hash = $3', values: [tx.tenant, of.serviceId, of.packageHash],
  });
  const [row] = rows;
  return row && {
    packageHash: row.package_hash, overlayHash: row.overlay_hash, candidateHash: row.candidate_overlay_hash ?? row.overlay_hash, parents: row.parents, problem: row.problem ?? undefined, releasedAt: row.released_at ?? undefined,
  };
}

/** Notes that the authority releases what was tried; false when that has changed since. */
export async function releaseOwn(tx: TenantTx, release: { serviceId: string; packageHash: string; candidateHash: string; at: Date; by: string | undefined }): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: `update online_services.release set released_at = $5, released_by = $6
           where tenant_id = $1 and service_id = $2 and package_hash = $3 and coalesce(candidate_overlay_hash, overlay_hash) = $4 and problem is null`,
    values: [tx.tenant, release.serviceId, release.packageHash, release.candidateHash, release.at, release.by ?? null],
  });
  return rowCount === 1;
}
