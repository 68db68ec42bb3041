import type { Tx } from '@allmende/database';
import type { Parent } from '../domain/merge-overlays.ts';
import type { ParentLevel, ParentOverlay } from '../domain/parent-overlay.ts';

/** Where an authority lies: first two digits of its key, and five of its district (empty for districts themselves and towns in no district). */
export type OverlayArea = { readonly land: string; readonly district: string };

/** What applies for the authorities of an area now: the Land's before the district's, none where nobody has set anything. */
export async function listParents(tx: Tx, serviceId: string, area: OverlayArea): Promise<Parent[]> {
  const { rows } = await tx.client.query<{ hash: string; content: string }>({
    name: 'online-services-parents',
    text: `select hash, content from (
             select distinct on (level) level, hash, content from online_services.parent_overlay
             where service_id = $1 and ((level = 'land' and area_key = $2) or (level = 'district' and area_key = $3)) order by level, published_at desc, id desc
           ) as newest order by level desc`,
    values: [serviceId, area.land, area.district],
  });
  return rows.map(({ hash, content }) => ({ hash, content: JSON.parse(content) as ParentOverlay }));
}

/** Parents by their hashes. */
export async function listParentsByHash(tx: Tx, serviceId: string, hashes: readonly string[]): Promise<Parent[]> {
  const { rows } = await tx.client.query<{ hash: string; content: string }>({
    text: 'select distinct on (hash) hash, content from online_services.parent_overlay where service_id = $1 and hash = any($2::text[])', values: [serviceId, hashes],
  });
  return rows.map(({ hash, content }) => ({ hash, content: JSON.parse(content) as ParentOverlay }));
}

/** What an area sets now; undefined when it never did. */
export async function findParent(tx: Tx, of: { serviceId: string; level: ParentLevel; areaKey: string }): Promise<(Parent & { readonly publishedAt: Date }) | undefined> {
  const { rows } = await tx.client.query<{ hash: string; content: string; published_at: Date }>({
    text: 'select hash, content, published_at from online_services.parent_overlay where service_id = $1 and level = $2 and area_key = $3 order by published_at desc, id desc limit 1', values: [of.serviceId, of.level, of.areaKey],
  });
  const [row] = rows;
  return row && { hash: row.hash, content: JSON.parse(row.content) as ParentOverlay, publishedAt: row.published_at };
}

/** Makes values of an area the ones that apply. */
export async function insertParent(tx: Tx, parent: { id: string; serviceId: string; level: ParentLevel; areaKey: string; hash: string; content: string; publishedAt: Date; publishedBy: string | undefined }): Promise<void> {
  await tx.client.query({
    text: 'insert into online_services.parent_overlay (id, level, area_key, service_id, hash, content, published_at, published_by) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [parent.id, parent.level, parent.areaKey, parent.serviceId, parent.hash, parent.content, parent.publishedAt, parent.publishedBy ?? null],
  });
}
