import type { TenantTx, Tx } from '@allmende/database';
import { NO_VERDICT } from '../domain/outgoing.ts';
import type { Parcel, ParcelState } from '../domain/parcel.ts';

/** How it goes for one way out: how many, and the middle of the times from sending to arrival. */
export type DestinationFigures = {
  readonly tenant: string;
  readonly target: string;
  readonly destination: string | null;
  readonly waiting: number;
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  /** Median of the last 30 days; null where nothing arrived. */
  readonly medianMs: number | null;
};

const FIGURES = `
  tenant_id as tenant, target, destination_id as destination,
  count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state = 'delivered')::int as delivered, count(*) filter (where state = 'failed')::int as failed,
  percentile_cont(0.5) within group (order by extract(epoch from delivered_at - created_at)::float8 * 1000) filter (where state = 'delivered' and created_at >= $1) as "medianMs"`;

/** The figures of the authority's ways out. */
export async function selectFigures(tx: TenantTx, since: Date): Promise<DestinationFigures[]> {
  const { rows } = await tx.client.query<DestinationFigures>({
    name: 'delivery-figures', text: `select ${FIGURES} from delivery.parcel where tenant_id = $2 group by tenant_id, target, destination_id order by target, destination_id nulls first`, values: [since, tx.tenant],
  });
  return rows;
}

/** Likewise of all authorities, those with stuck parcels first; behind the door across authorities. */
export async function selectAllFigures(tx: Tx, since: Date, limit: number): Promise<DestinationFigures[]> {
  const { rows } = await tx.client.query<DestinationFigures>({
    text: `select ${FIGURES} from delivery.parcel group by tenant_id, target, destination_id order by failed desc, waiting desc, tenant, target, destination nulls first limit $2`, values: [since, limit],
  });
  return rows;
}

export type AcrossFilter = { readonly state?: ParcelState | undefined; readonly tenant?: string | undefined; readonly target?: string | undefined; readonly before?: { readonly createdAt: Date; readonly id: string } | undefined; readonly limit: number };

/** Parcels of all authorities, newest first; behind the door across authorities. */
export async function selectParcelsAcross(tx: Tx, wanted: AcrossFilter): Promise<(Parcel & { readonly tenant: string })[]> {
  const { rows } = await tx.client.query<Parcel & { tenant: string }>({
    text: `select tenant_id as tenant, id, application_id as application, service, target, destination_id as destination, state, attempts, problem, created_at as "createdAt", delivered_at as "deliveredAt", receipt from delivery.parcel
           where ($1::text is null or state = $1) and ($2::uuid is null or tenant_id = $2) and ($3::text is null or target = $3) and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid))
           order by created_at desc, id desc limit $6`,
    values: [wanted.state ?? null, wanted.tenant ?? null, wanted.target ?? null, wanted.before?.createdAt ?? null, wanted.before?.id ?? null, wanted.limit],
  });
  return rows;
}

/** How many parcels of each authority gave up, and late documents that were refused; behind the door across authorities. */
export async function selectStuck(tx: Tx): Promise<{ tenant: string; failed: number }[]> {
  const { rows } = await tx.client.query<{ tenant: string; failed: number }>(`
    select tenant, count(*)::int as failed from (
      select tenant_id as tenant from delivery.parcel where state = 'failed'
      union all select tenant_id from delivery.outgoing where follows_id is not null and state in ('rejected', 'lost') and (state = 'rejected' or problem = '${NO_VERDICT}')
    ) stuck group by tenant order by tenant`);
  return rows;
}
