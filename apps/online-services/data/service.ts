import type { TenantTx, Tx } from '@allmende/database';
import type { ContentHash } from '../domain/content-hash.ts';
import type { Overlay } from '../domain/service-package.ts';
import type { OverlayArea } from './parent-overlay.ts';

/** A service as an authority works on it. It is offered while `active` is there. */
export type OfferedService = {
  readonly serviceId: string;
  readonly editedOverlay: ContentHash;
  /** `overlayHash` are the values that apply, inherited ones among them; `parents` names those, see `parentsKey`. */
  readonly active: { readonly packageHash: ContentHash; readonly overlayHash: ContentHash; readonly parents: string; readonly activatedAt: Date } | undefined;
  readonly takenOverFrom: string | undefined;
};

type Row = { service_id: string; edited_overlay_hash: ContentHash; package_hash: ContentHash | null; overlay_hash: ContentHash | null; activated_at: Date | null; taken_over_from: string | null; parents: string };

const COLUMNS = 'service_id, edited_overlay_hash, package_hash, overlay_hash, activated_at, taken_over_from, parents';

/** All services of the authority. */
export async function listServices(tx: TenantTx): Promise<OfferedService[]> {
  const { rows } = await tx.client.query<Row>({ name: 'online-services-list', text: `select ${COLUMNS} from online_services.service where tenant_id = $1 order by service_id`, values: [tx.tenant] });
  return rows.map(fromRow);
}

/** One service of the authority, locked until the transaction ends when `forUpdate`. */
export async function findService(tx: TenantTx, serviceId: string, options: { forUpdate?: boolean } = {}): Promise<OfferedService | undefined> {
  const { rows } = await tx.client.query<Row>({
    text: `select ${COLUMNS} from online_services.service where tenant_id = $1 and service_id = $2${options.forUpdate ? ' for update' : ''}`, values: [tx.tenant, serviceId],
  });
  return rows[0] && fromRow(rows[0]);
}

type KeptOverlay = { hash: ContentHash; serviceId: string; content: string; savedAt: Date; savedBy: string | undefined };

/** Keeps an overlay for ever. */
export async function keepOverlay(tx: TenantTx, overlay: KeptOverlay): Promise<void> {
  await tx.client.query({
    text: `insert into online_services.overlay (tenant_id, hash, service_id, content, saved_at, saved_by) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    values: [tx.tenant, overlay.hash, overlay.serviceId, overlay.content, overlay.savedAt, overlay.savedBy ?? null],
  });
}

/** Keeps an overlay and makes it the one that the office sees. */
export async function saveEditedOverlay(tx: TenantTx, overlay: KeptOverlay & { takenOverFrom?: string }): Promise<void> {
  await keepOverlay(tx, overlay);
  await tx.client.query({
    text: `insert into online_services.service (tenant_id, service_id, edited_overlay_hash, taken_over_from) values ($1, $2, $3, $4)
           on conflict (tenant_id, service_id) do update set edited_overlay_hash = excluded.edited_overlay_hash, taken_over_from = coalesce(excluded.taken_over_from, service.taken_over_from)`,
    values: [tx.tenant, overlay.serviceId, overlay.hash, overlay.takenOverFrom ?? null],
  });
}

/** What a service is offered with: `overlayHash` is made of the own values and those of the parents. */
export type SwitchedOn = { packageHash: ContentHash; overlayHash: ContentHash; ownOverlayHash: ContentHash; parents: string; area: OverlayArea | undefined; at: Date; by: string | undefined };

/** Offers a service with a package and an overlay, or ends the offer. */
export async function switchService(tx: TenantTx, serviceId: string, active: SwitchedOn | undefined): Promise<void> {
  await tx.client.query({
    text: `update online_services.service set package_hash = $3, overlay_hash = $4, activated_at = $5, activated_by = $6, own_overlay_hash = $7, parents = $8,
             land_key = coalesce($9, land_key), district_key = coalesce($10, district_key) where tenant_id = $1 and service_id = $2`,
    values: [
      tx.tenant, serviceId, active?.packageHash ?? null, active?.overlayHash ?? null, active?.at ?? null, active?.by ?? null, active?.ownOverlayHash ?? null, active?.parents ?? ':', active?.area?.land ?? null, active?.area?.district ?? null,
    ],
  });
}

/** An overlay of the authority by its hash. */
export async function findOverlay(tx: TenantTx, hash: string): Promise<Overlay | undefined> {
  const { rows } = await tx.client.query<{ content: string }>({ text: 'select content from online_services.overlay where tenant_id = $1 and hash = $2', values: [tx.tenant, hash] });
  return rows[0] && (JSON.parse(rows[0].content) as Overlay);
}

/** Which authorities offer a service, and with what; behind the door across authorities. */
export async function listOffersOfService(tx: Tx, serviceId: string): Promise<{ tenant: string; overlay: Overlay; activatedAt: Date }[]> {
  const { rows } = await tx.client.query<{ tenant_id: string; content: string; activated_at: Date }>({
    text: `select service.tenant_id, overlay.content, service.activated_at from online_services.service
           join online_services.overlay on overlay.tenant_id = service.tenant_id and overlay.hash = service.overlay_hash
           where service.service_id = $1 and service.package_hash is not null order by service.activated_at limit 1000`,
    values: [serviceId],
  });
  return rows.map((row) => ({ tenant: row.tenant_id, overlay: JSON.parse(row.content) as Overlay, activatedAt: row.activated_at }));
}

/** Which services are switched on where the app runs; behind the door across authorities. */
export async function selectActiveServices(tx: Tx): Promise<{ tenant: string; service: string }[]> {
  const { rows } = await tx.client.query<{ tenant: string; service: string }>(
    `select service.tenant_id as tenant, service.service_id as service from online_services.service
     join online_services.app_state on app_state.tenant_id = service.tenant_id and app_state.state = 'running'
     where service.package_hash is not null order by service.tenant_id, service.service_id`,
  );
  return rows;
}

function fromRow(row: Row): OfferedService {
  const { package_hash: packageHash, overlay_hash: overlayHash, activated_at: activatedAt } = row;
  return {
    serviceId: row.service_id, editedOverlay: row.edited_overlay_hash, takenOverFrom: row.taken_over_from ?? undefined,
    active: packageHash !== null && overlayHash !== null && activatedAt !== null ? { packageHash, overlayHash, parents: row.parents, activatedAt } : undefined,
  };
}
