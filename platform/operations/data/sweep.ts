import { rows, type Tx } from '@allmende/database';
import type { SweptInstance } from '../domain/find-drift.ts';
import type { OperationsTables } from './tables.ts';

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

/**
 * All living instances of all authorities, as far as a sweep needs them. As one text: thousands of rows cost the database and the reader more than what is in them. Behind the door across
 * authorities.
 */
export async function selectSwept(tx: Tx, now: Date): Promise<readonly SweptInstance[]> {
  const before = last;
  const { rows: found } = await tx.client.query<{ mark: string | null; lines: string | null }>({
    name: 'operations-swept',
    text: `with swept as (select string_agg(tenant_id || ' ' || id || ' ' || app || ' ' || runtime || ' ' || generation || ' ' || observed || ' ' || coalesce(upstream, '-') || ' ' || case when ${HAS_WORK} then 'w' else '-' end
             || case when next_look_at > $1 then '-' when next_look_at > $1 - interval '1 day' then 'n' else 'd' end || case when detail is null then '-' else 'd' end
             || coalesce(' ' || (candidate ->> 'generation') || ' ' || (candidate #>> '{previous,generation}'), ''), E'\n') as lines
             from operations.instance as one where deleted_at is null)
           select md5(lines) as mark, case when md5(lines) is distinct from $2 then lines end as lines from swept`,
    values: [now, before.mark],
  });
  const { mark = null, lines = null } = found[0] ?? {};
  if (mark !== null && mark === before.mark) return before.instances;
  const read = new Map((lines ? lines.split('\n') : []).map((line) => [line, before.read.get(line) ?? fromLine(line)]));
  const instances = [...read.values()];
  last = { mark, read, instances };
  return instances;
}

// Of thousands of lines hardly one differs from the last time: what was read then is not taken apart again, and mostly not even sent.
let last: { readonly mark: string | null; readonly read: ReadonlyMap<string, SweptInstance>; readonly instances: readonly SweptInstance[] } = { mark: null, read: new Map(), instances: [] };

function fromLine(line: string): SweptInstance {
  const [tenant = '', id = '', app = '', runtime = '', generation = '', observed = '', upstream = '-', marks = '', ...beside] = line.split(' ');
  return {
    tenant, id, app, runtime, generation: Number(generation), key: `${id}/${generation}`, beside: beside.map(Number), observed, upstream: upstream === '-' ? undefined : upstream, hasWork: marks.startsWith('w'),
    due: marks[1] === 'n' ? 'now' : marks[1] === 'd' ? 'for-a-day' : 'no', hasDetail: marks[2] === 'd',
  };
}

/** Scratch instances of drills under way: ids that a runtime has to keep beside those of instances. */
export async function selectScratchIds(tx: Tx): Promise<string[]> {
  const found = await rows<OperationsTables>(tx).selectFrom('operations.drill').select('scratch_id').where('ended_at', 'is', null).execute();
  return found.map((row) => row.scratch_id);
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

/** Remembers when everything in a runtime was looked at. */
export async function saveRuntimeLook(tx: Tx, platform: string, runtime: string, at: Date, seen: number): Promise<void> {
  await tx.client.query({
    name: 'operations-runtime-look',
    text: 'insert into operations.runtime_look (tenant_id, runtime, looked_at, seen) values ($1, $2, $3, $4) on conflict (tenant_id, runtime) do update set looked_at = excluded.looked_at, seen = excluded.seen',
    values: [platform, runtime, at, seen],
  });
}

/** When a runtime was last looked at as a whole; in the platform's own rows. */
export async function findRuntimeLook(tx: Tx, runtime: string): Promise<Date | undefined> {
  const { rows: found } = await tx.client.query<{ at: Date }>({ name: 'operations-find-runtime-look', text: 'select looked_at as at from operations.runtime_look where runtime = $1', values: [runtime] });
  return found[0]?.at;
}
