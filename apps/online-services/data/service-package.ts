import type { Tx } from '@allmende/database';
import type { ContentHash } from '../domain/content-hash.ts';
import type { ServicePackage } from '../domain/service-package.ts';

/** What a list needs to know of a package. */
export type PackageHead = { readonly hash: ContentHash; readonly serviceId: string; readonly version: string; readonly publishedAt: Date };

/** Publishes a package; false when it was published already. One that only came back with an archive (at the epoch) counts as new. */
export async function insertPackage(tx: Tx, head: PackageHead, content: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: 'insert into online_services.service_package (hash, service_id, version, content, published_at) values ($1, $2, $3, $4, $5) on conflict (hash) do update set published_at = excluded.published_at where service_package.published_at = to_timestamp(0)',
    values: [head.hash, head.serviceId, head.version, content, head.publishedAt],
  });
  return rowCount === 1;
}

/** A package by its hash; undefined when it was never published. */
export async function findPackage(tx: Tx, hash: string): Promise<ServicePackage | undefined> {
  const { rows } = await tx.client.query<{ content: string }>({ text: 'select content from online_services.service_package where hash = $1', values: [hash] });
  return rows[0] && (JSON.parse(rows[0].content) as ServicePackage);
}

/** The package of a version of a service, the one published last if an archive brought several; undefined when there is none. */
export async function findVersion(tx: Tx, serviceId: string, version: string): Promise<{ readonly hash: ContentHash; readonly servicePackage: ServicePackage } | undefined> {
  const { rows } = await tx.client.query<{ hash: ContentHash; content: string }>({
    text: 'select hash, content from online_services.service_package where service_id = $1 and version = $2 order by published_at desc, hash limit 1', values: [serviceId, version],
  });
  return rows[0] && { hash: rows[0].hash, servicePackage: JSON.parse(rows[0].content) as ServicePackage };
}

/** Whether a version is published here with other content. What only came back with an archive was not published here. */
export async function isVersionTaken(tx: Tx, { hash, serviceId, version }: Pick<PackageHead, 'hash' | 'serviceId' | 'version'>): Promise<boolean> {
  const { rows } = await tx.client.query<{ hash: string }>({
    text: 'select hash from online_services.service_package where service_id = $1 and version = $2 and published_at > to_timestamp(0)', values: [serviceId, version],
  });
  return rows.length > 0 && rows.every((one) => one.hash !== hash);
}

/** The newest package of each service, or of one, by service id: the one with the highest version, whenever it was published. What only came back with an archive comes after all others. */
export async function listNewestPackages(tx: Tx, serviceId?: string): Promise<PackageHead[]> {
  const { rows } = await tx.client.query<PackageHead>({
    text: `select distinct on (service_id) hash, service_id as "serviceId", version, published_at as "publishedAt" from online_services.service_package
           where $1::text is null or service_id = $1
           order by service_id, published_at > to_timestamp(0) desc, string_to_array(version, '.')::numeric[] desc, published_at desc, hash`,
    values: [serviceId ?? null],
  });
  return rows;
}
