import { rows, type Tx } from '@allmende/database';
import type { Health } from '../domain/app-module.ts';
import type { ObservedState } from '../domain/instance.ts';
import type { OperationsTables } from './tables.ts';

/** One generation as a runtime saw it. */
export type Seen = { readonly id: string; readonly generation: number; readonly state: ObservedState; readonly upstream: string | undefined };

type Job = { readonly name: string; readonly maxAttempts: number };
type Place = { readonly tenant: string; readonly id: string };

// What has something to do by itself when its time has come, however well it looks.
const HAS_WORK = `one.next_look_at <= $1 and (one.candidate is not null or one.archive_wanted_at is not null or one.failures > 0 or one.removing_since is not null or one.observed in ('starting', 'failing')
  or one.observed <> case one.wanted when 'running' then 'running' else 'suspended' end and not (one.wanted <> 'running' and one.observed = 'absent')
  or one.wanted = 'removed' and (one.data_returned_at is null or one.delete_after <= $1) or one.ends_at <= $1 and one.wanted <> 'removed')`;

/** Lets one sweep run at a time, until the transaction ends; false when another runs. */
export async function trySweepLock(tx: Tx): Promise<boolean> {
  const { rows: found } = await tx.client.query<{ locked: boolean }>({ name: 'operations-sweep-lock', text: "select pg_try_advisory_xact_lock(hashtextextended('operations/sweep', 0)) as locked" });
  return found[0]?.locked ?? false;
}

/** Instances of a runtime that are not as they were last seen, or that have something to do. Behind the door across authorities. */
export async function findDriftedInstances(tx: Tx, runtime: string, seen: readonly Seen[], now: Date): Promise<Place[]> {
  const { rows: found } = await tx.client.query<Place>({
    name: 'operations-drifted-instances',
    text: `select one.tenant_id as tenant, one.id from operations.instance as one
           left join unnest($3::uuid[], $4::int[], $5::text[], $6::text[]) as seen (id, generation, state, upstream) on seen.id = one.id and seen.generation = one.generation
           where one.runtime = $2 and one.deleted_at is null and (coalesce(seen.state, 'absent') <> one.observed or seen.upstream is distinct from one.upstream or ${HAS_WORK}) limit 20000`,
    values: [now, runtime, seen.map((one) => one.id), seen.map((one) => one.generation), seen.map((one) => one.state), seen.map((one) => one.upstream ?? null)],
  });
  return found;
}

/**
 * The same for an app of our own, by authority. What says more than its state is looked at one by one when it is due, and all the others once a day.
 */
export async function findDriftedApps(tx: Tx, app: string, health: ReadonlyMap<string, Health>, now: Date): Promise<Place[]> {
  const { rows: found } = await tx.client.query<Place>({
    name: 'operations-drifted-apps',
    text: `select one.tenant_id as tenant, one.id from operations.instance as one
           left join unnest($3::uuid[], $4::text[]) as seen (tenant_id, state) on seen.tenant_id = one.tenant_id
           where one.runtime = 'built-in' and one.app = $2 and one.deleted_at is null
             and (coalesce(seen.state, 'absent') <> one.observed or ${HAS_WORK} or one.detail is not null and one.next_look_at <= $1 or one.next_look_at <= $1 - interval '1 day') limit 20000`,
    values: [now, app, [...health.keys()], [...health.values()].map((one) => one.state)],
  });
  return found;
}

/** What a runtime runs and nothing names: of no living instance (`tenant` undefined), or a generation that its instance does not know. */
export async function findStrays(tx: Tx, seen: readonly Seen[]): Promise<(Pick<Seen, 'id' | 'generation'> & { readonly tenant: string | undefined })[]> {
  const { rows: found } = await tx.client.query<{ id: string; generation: number; tenant: string | null }>({
    name: 'operations-strays',
    text: `select seen.id, seen.generation, one.tenant_id as tenant
           from unnest($1::uuid[], $2::int[]) as seen (id, generation) left join operations.instance as one on one.id = seen.id and one.deleted_at is null
           where (one.id is null and not exists (select from operations.drill where scratch_id = seen.id and ended_at is null))
              or seen.generation not in (one.generation, coalesce((one.candidate ->> 'generation')::int, 0), coalesce((one.candidate #>> '{previous,generation}')::int, 0)) limit 1000`,
    values: [seen.map((one) => one.id), seen.map((one) => one.generation)],
  });
  return found.map((one) => ({ ...one, tenant: one.tenant ?? undefined }));
}

/** Lets the reconciler look at these. */
export async function wakeInstances(tx: Tx, job: Job, places: readonly Place[]): Promise<number> {
  if (places.length === 0) return 0;
  await tx.client.query({
    name: 'operations-wake-these',
    text: `select jobs.enqueue($1, json_build_object('tenant', due.tenant, 'instance', due.id), null, null, $2, $1 || ':' || due.id) from unnest($3::uuid[], $4::uuid[]) as due (tenant, id)`,
    values: [job.name, job.maxAttempts, places.map((one) => one.tenant), places.map((one) => one.id)],
  });
  return places.length;
}

/** Where instances with these ids live; behind the door across authorities. */
export async function findPlaces(tx: Tx, ids: readonly string[]): Promise<Place[]> {
  const { rows: found } = await tx.client.query<Place>({ name: 'operations-places', text: 'select tenant_id as tenant, id from operations.instance where id = any($1::uuid[]) and deleted_at is null', values: [ids] });
  return found;
}

/** Lets the reconciler look at every instance that is due and was not looked at as a whole: by runtime, or `built-in/<app>`. */
export async function wakeDueInstances(tx: Tx, now: Date, job: Job, looked: readonly string[]): Promise<number> {
  const { rowCount } = await tx.client.query({
    name: 'operations-wake-due',
    text: `select jobs.enqueue($1, json_build_object('tenant', due.tenant_id, 'instance', due.id), null, null, $2, $1 || ':' || due.id)
           from (select tenant_id, id from operations.instance where deleted_at is null and next_look_at <= $3 and runtime <> all ($4) and runtime || '/' || app <> all ($4) order by next_look_at limit 20000) as due`,
    values: [job.name, job.maxAttempts, now, looked],
  });
  return rowCount ?? 0;
}

/** Ids that a runtime still has to keep: instances, and scratch instances of drills under way. */
export async function selectKeptIds(tx: Tx, runtime: string): Promise<string[]> {
  const instances = await rows<OperationsTables>(tx).selectFrom('operations.instance').select('id').where('runtime', '=', runtime).where('deleted_at', 'is', null).execute();
  const drills = await rows<OperationsTables>(tx).selectFrom('operations.drill').select('scratch_id').where('ended_at', 'is', null).execute();
  return [...instances.map((row) => row.id), ...drills.map((row) => row.scratch_id)];
}

/** Remembers when everything in a runtime was looked at. */
export async function saveRuntimeLook(tx: Tx, platform: string, runtime: string, at: Date, seen: number): Promise<void> {
  await tx.client.query({
    name: 'operations-runtime-look',
    text: 'insert into operations.runtime_look (tenant_id, runtime, looked_at, seen) values ($1, $2, $3, $4) on conflict (tenant_id, runtime) do update set looked_at = excluded.looked_at, seen = excluded.seen',
    values: [platform, runtime, at, seen],
  });
}
