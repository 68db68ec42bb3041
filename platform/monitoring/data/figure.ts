import type { TenantTx, Tx } from '@allmende/database';
import type { Figure, Grain } from '../domain/figure.ts';
import type { MinuteTraffic } from '../domain/ports.ts';

/** What was measured of one instance. */
export type Measured = { readonly tenant: string; readonly instance: string; readonly cpuSeconds: number | undefined; readonly memoryBytes: number | undefined; readonly storageBytes: number | undefined };

/** Writes what was measured in a minute. Processor time comes as a counter; what counts is how far it has gone since the last look, and anew after a restart. Behind the door across authorities. */
export async function saveUsage(tx: Tx, minute: Date, measured: readonly Measured[]): Promise<void> {
  if (measured.length === 0) return;
  await tx.client.query({
    name: 'monitoring-save-usage',
    text: `with given as (select * from unnest($2::uuid[], $3::uuid[], $4::float8[], $5::bigint[], $6::bigint[]) as given (tenant_id, instance_id, reading, memory, storage)),
             before as (select given.*, watched.cpu_reading as last from given join monitoring.watched using (tenant_id, instance_id)),
             noted as (update monitoring.watched set cpu_reading = before.reading from before where watched.tenant_id = before.tenant_id and watched.instance_id = before.instance_id and before.reading is not null)
           insert into monitoring.figure as kept (tenant_id, instance_id, grain, at, cpu_seconds, memory_bytes, storage_bytes)
           select tenant_id, instance_id, 'minute', $1, case when last is null then null when reading >= last then reading - last else reading end, memory, storage from before
           on conflict (tenant_id, instance_id, grain, at) do update set cpu_seconds = coalesce(kept.cpu_seconds, 0) + excluded.cpu_seconds, memory_bytes = greatest(kept.memory_bytes, excluded.memory_bytes), storage_bytes = greatest(kept.storage_bytes, excluded.storage_bytes)`,
    values: [minute, measured.map((one) => one.tenant), measured.map((one) => one.instance), measured.map((one) => one.cpuSeconds ?? null), measured.map((one) => rounded(one.memoryBytes)), measured.map((one) => rounded(one.storageBytes))],
  });
}

/** Writes what was counted, in place of what was counted before for the same minutes. Behind the door across authorities. */
export async function saveTraffic(tx: Tx, traffic: readonly MinuteTraffic[]): Promise<void> {
  if (traffic.length > 0) await writeTraffic(tx, 'monitoring-save-traffic', traffic, (column) => `${column} = excluded.${column}`, 'latency = excluded.latency');
}

/** Adds what another process has counted for the same minutes. Behind the door across authorities. */
export async function addTraffic(tx: Tx, traffic: readonly MinuteTraffic[]): Promise<void> {
  if (traffic.length > 0) await writeTraffic(tx, 'monitoring-add-traffic', traffic, (column) => `${column} = coalesce(kept.${column}, 0) + excluded.${column}`, 'latency = (select array_agg(coalesce(a, 0) + coalesce(b, 0) order by place) from unnest(kept.latency, excluded.latency) with ordinality as both_of (a, b, place))');
}

async function writeTraffic(tx: Tx, name: string, traffic: readonly MinuteTraffic[], change: (column: string) => string, latency: string): Promise<void> {
  const columns = ['requests', 'client_errors', 'server_errors', 'unreachable', 'bytes_in', 'bytes_out', 'milliseconds'];
  await tx.client.query({
    name,
    text: `insert into monitoring.figure as kept (tenant_id, instance_id, grain, at, ${columns.join(', ')}, latency)
           select tenant, instance, 'minute', minute, ${columns.join(', ')}, string_to_array(latency, ',')::integer[]
           from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::text[]) as given (tenant, instance, minute, ${columns.join(', ')}, latency)
           on conflict (tenant_id, instance_id, grain, at) do update set ${columns.map(change).join(', ')}, ${latency}`,
    values: [
      traffic.map((one) => one.tenant), traffic.map((one) => one.instance), traffic.map((one) => one.minute), traffic.map((one) => one.requests), traffic.map((one) => one.clientErrors), traffic.map((one) => one.serverErrors),
      traffic.map((one) => one.unreachable), traffic.map((one) => Math.round(one.bytesIn)), traffic.map((one) => Math.round(one.bytesOut)), traffic.map((one) => Math.round(one.milliseconds)), traffic.map((one) => one.latency.join(',')),
    ],
  });
}

/** Sums minutes up to hours or hours to days of Europe/Berlin, from an instant on; what was summed before is replaced. Behind the door across authorities. */
export async function rollUp(tx: Tx, to: 'hour' | 'day', from: Date): Promise<void> {
  await tx.client.query({
    name: `monitoring-roll-up-${to}`,
    text: `with part as (select *, date_trunc($1, at, 'Europe/Berlin') as bucket from monitoring.figure where grain = $2 and at >= $3),
             class as (select tenant_id, instance_id, bucket, place, sum(one)::integer as total from part, unnest(latency) with ordinality as classes (one, place) group by 1, 2, 3, 4),
             classes as (select tenant_id, instance_id, bucket, array_agg(total order by place) as summed from class group by 1, 2, 3)
           insert into monitoring.figure (tenant_id, instance_id, grain, at, cpu_seconds, memory_bytes, storage_bytes, requests, client_errors, server_errors, unreachable, bytes_in, bytes_out, milliseconds, latency)
           select part.tenant_id, part.instance_id, $1, part.bucket, sum(cpu_seconds), max(memory_bytes), max(storage_bytes), sum(requests), sum(client_errors), sum(server_errors), sum(unreachable), sum(bytes_in), sum(bytes_out), sum(milliseconds), max(summed)
           from part left join classes on classes.tenant_id = part.tenant_id and classes.instance_id = part.instance_id and classes.bucket = part.bucket group by part.tenant_id, part.instance_id, part.bucket
           on conflict (tenant_id, instance_id, grain, at) do update set cpu_seconds = excluded.cpu_seconds, memory_bytes = excluded.memory_bytes, storage_bytes = excluded.storage_bytes, requests = excluded.requests, client_errors = excluded.client_errors,
             server_errors = excluded.server_errors, unreachable = excluded.unreachable, bytes_in = excluded.bytes_in, bytes_out = excluded.bytes_out, milliseconds = excluded.milliseconds, latency = excluded.latency`,
    values: [to, to === 'hour' ? 'minute' : 'hour', from],
  });
}

/** The newest figure of a grain; undefined while there is none. Behind the door across authorities. */
export async function findNewest(tx: Tx, grain: Grain): Promise<Date | undefined> {
  const { rows } = await tx.client.query<{ at: Date | null }>({ name: 'monitoring-newest-figure', text: 'select max(at) as at from monitoring.figure where grain = $1', values: [grain] });
  return rows[0]?.at ?? undefined;
}

/** Forgets figures of a grain from before; returns how many. Behind the door across authorities. */
export async function deleteFigures(tx: Tx, grain: Grain, before: Date): Promise<number> {
  const { rowCount } = await tx.client.query({ name: 'monitoring-delete-figures', text: 'delete from monitoring.figure where grain = $1 and at < $2', values: [grain, before] });
  return rowCount ?? 0;
}

type Row = {
  instance_id: string; at: Date; cpu_seconds: number | null; memory_bytes: number | null; storage_bytes: number | null; requests: number | null; client_errors: number | null; server_errors: number | null; milliseconds: number | null; latency: number[] | null;
};

/** Figures of the authority in a period, by instance, oldest first. */
export async function selectFigures(tx: TenantTx, grain: Grain, from: Date, until: Date, instances?: readonly string[]): Promise<Map<string, Figure[]>> {
  const { rows } = await tx.client.query<Row>({
    name: 'monitoring-figures',
    text: `select instance_id, at, cpu_seconds, memory_bytes, storage_bytes, requests, client_errors, server_errors, milliseconds, latency from monitoring.figure
           where tenant_id = $1 and grain = $2 and at >= $3 and at < $4 and ($5::uuid[] is null or instance_id = any($5)) order by at`,
    values: [tx.tenant, grain, from, until, instances ?? null],
  });
  return new Map([...Map.groupBy(rows, (row) => row.instance_id)].map(([instance, found]) => [instance, found.map(fromRow)]));
}

/** What rules look at: traffic and storage of the last minutes, of all instances. Behind the door across authorities. */
export async function selectRecent(tx: Tx, from: Date): Promise<{ tenant: string; instance: string; requests: number; serverErrors: number; latency: number[]; storageBytes: number | undefined }[]> {
  const { rows } = await tx.client.query<{ tenant_id: string; instance_id: string; requests: number; server_errors: number; latency: (number[] | null)[]; storage_bytes: number | null }>({
    name: 'monitoring-recent-figures',
    text: `select tenant_id, instance_id, coalesce(sum(requests), 0)::bigint as requests, coalesce(sum(server_errors), 0)::bigint as server_errors, json_agg(latency) as latency, max(storage_bytes) as storage_bytes
           from monitoring.figure where grain = 'minute' and at >= $1 group by tenant_id, instance_id`,
    values: [from],
  });
  return rows.map((row) => ({
    tenant: row.tenant_id, instance: row.instance_id, requests: row.requests, serverErrors: row.server_errors, storageBytes: row.storage_bytes ?? undefined,
    latency: row.latency.filter((one) => one !== null).reduce<number[]>((sum, one) => one.map((count, index) => count + (sum[index] ?? 0)), []),
  }));
}

function fromRow(row: Row): Figure {
  return {
    at: row.at, cpuSeconds: row.cpu_seconds ?? undefined, memoryBytes: row.memory_bytes ?? undefined, storageBytes: row.storage_bytes ?? undefined, requests: row.requests ?? undefined, clientErrors: row.client_errors ?? undefined,
    serverErrors: row.server_errors ?? undefined, milliseconds: row.milliseconds ?? undefined, latency: row.latency ?? undefined,
  };
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value);
}
