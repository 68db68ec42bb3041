import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { Traffic } from '../domain/traffic.ts';
import type { GatewayTables } from './tables.ts';

/** Traffic of one instance in one minute or more. */
export type TrafficRow = Traffic & { readonly instance: string; readonly tenant: string; readonly minute: Date };

/** Adds what one process counted in a minute, for all instances in one statement; behind the door across authorities. */
export async function addTraffic(tx: Tx, input: { readonly minute: Date; readonly process: string; readonly counted: readonly { readonly tenant: string; readonly instance: string; readonly traffic: Traffic }[] }): Promise<void> {
  const as = (pick: (traffic: Traffic) => number) => input.counted.map((one) => pick(one.traffic));
  await tx.client.query({
    name: 'gateway-add-traffic',
    text: `insert into gateway.traffic as kept (tenant_id, instance_id, minute, process, requests, client_errors, server_errors, unreachable, bytes_in, bytes_out, milliseconds, latency)
      select one.tenant, one.instance, $1, $2, one.requests, one.client_errors, one.server_errors, one.unreachable, one.bytes_in, one.bytes_out, one.milliseconds, string_to_array(one.latency, ',')::integer[]
      from unnest($3::uuid[], $4::uuid[], $5::integer[], $6::integer[], $7::integer[], $8::integer[], $9::bigint[], $10::bigint[], $11::bigint[], $12::text[])
        as one (tenant, instance, requests, client_errors, server_errors, unreachable, bytes_in, bytes_out, milliseconds, latency)
      on conflict (tenant_id, instance_id, minute, process) do update set requests = kept.requests + excluded.requests, client_errors = kept.client_errors + excluded.client_errors,
        server_errors = kept.server_errors + excluded.server_errors, unreachable = kept.unreachable + excluded.unreachable, bytes_in = kept.bytes_in + excluded.bytes_in, bytes_out = kept.bytes_out + excluded.bytes_out,
        milliseconds = kept.milliseconds + excluded.milliseconds, latency = (select array_agg(a + b order by place) from unnest(kept.latency, excluded.latency) with ordinality as both_of (a, b, place))`,
    values: [
      input.minute, input.process, input.counted.map((one) => one.tenant), input.counted.map((one) => one.instance), as((one) => one.requests), as((one) => one.clientErrors), as((one) => one.serverErrors), as((one) => one.unreachable),
      as((one) => one.bytesIn), as((one) => one.bytesOut), as((one) => one.milliseconds), input.counted.map((one) => one.traffic.latency.join(',')),
    ],
  });
}

/** Traffic between two moments, summed over processes: of one authority inside its transaction, of all behind the door across authorities. */
export async function selectTraffic(tx: Tx | TenantTx, asked: { readonly from: Date; readonly to: Date; readonly instance?: string | undefined }): Promise<TrafficRow[]> {
  const { rows: found } = await tx.client.query<{ tenant_id: string; instance_id: string; minute: Date; requests: number; client_errors: number; server_errors: number; unreachable: number; bytes_in: number; bytes_out: number; milliseconds: number; latency: number[][] }>({
    name: 'gateway-traffic',
    text: `select tenant_id, instance_id, minute, sum(requests)::integer as requests, sum(client_errors)::integer as client_errors, sum(server_errors)::integer as server_errors, sum(unreachable)::integer as unreachable,
        sum(bytes_in)::float8 as bytes_in, sum(bytes_out)::float8 as bytes_out, sum(milliseconds)::float8 as milliseconds, json_agg(latency) as latency
      from gateway.traffic where minute >= $1 and minute < $2 and ($3::uuid is null or tenant_id = $3) and ($4::uuid is null or instance_id = $4)
      group by tenant_id, instance_id, minute order by minute, instance_id`,
    values: [asked.from, asked.to, tx.tenant ?? null, asked.instance ?? null],
  });
  return found.map((row) => ({
    tenant: row.tenant_id, instance: row.instance_id, minute: row.minute, requests: row.requests, clientErrors: row.client_errors, serverErrors: row.server_errors, unreachable: row.unreachable,
    bytesIn: row.bytes_in, bytesOut: row.bytes_out, milliseconds: row.milliseconds, latency: row.latency.reduce((sum, one) => sum.map((count, index) => count + (one[index] ?? 0))),
  }));
}

/** Deletes what is older than a moment; behind the door across authorities. */
export async function deleteTrafficBefore(tx: Tx, moment: Date): Promise<void> {
  await rows<GatewayTables>(tx).deleteFrom('gateway.traffic').where('minute', '<', moment).execute();
}
