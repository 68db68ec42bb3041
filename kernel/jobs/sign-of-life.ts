import { randomInt } from 'node:crypto';
import pg from 'pg';

/** Shows that a worker process lives, and frees what dead ones had taken, with the attempt that this counted. */
export type SignOfLife = {
  /** Names a holder of jobs of this process, as the queue writes it beside them; they are freed when the process dies. */
  add(holder: string): void;
  stop(): Promise<void>;
};

const EVERY_MS = 2000;
/** So often a job gets its attempt back when its worker was killed; after that it may be the job that kills them. */
const MOST_TIMES = 100;

// A worker takes more jobs than it has begun, and counts an attempt for each: without giving them back, some restarts make every waiting job wait for hours after its first real failure.
const GIVE_BACK = `
  with counted as (
    insert into jobs.orphaned_job (job_id, times) select id, 1 from graphile_worker._private_jobs where locked_by = any($1::text[])
    on conflict (job_id) do update set times = orphaned_job.times + 1 returning job_id, times
  )
  update graphile_worker._private_jobs as job set attempts = greatest(job.attempts - 1, 0) from counted where counted.job_id = job.id and counted.times <= ${MOST_TIMES}`;
const ONE_AFTER_THE_OTHER = `select pg_advisory_xact_lock(hashtextextended('jobs/free', 0))`;
const FORGET = 'delete from jobs.orphaned_job where not exists (select from graphile_worker._private_jobs as job where job.id = orphaned_job.job_id)';

// Killed before it could give its name: nobody alive is called so, though ten seconds are time enough to say it.
const NAMELESS = `
  select distinct taken.by from (
    select locked_by as by from graphile_worker._private_jobs where locked_at < now() - interval '10 seconds'
    union select locked_by from graphile_worker._private_job_queues where locked_at < now() - interval '10 seconds'
  ) as taken
  where taken.by is not null and not exists (select from jobs.live_worker where worker_id = taken.by)`;

/**
 * Holds an advisory lock on a connection of its own: the database itself notices when the process is killed. Every two seconds it looks for workers whose lock is
 * free and gives their jobs and queues back. After a restart of the database it takes its lock again.
 */
export function giveSignOfLife(connectionString: string, onError: (error: Error) => void): SignOfLife {
  const key = randomInt(1, 2 ** 47);
  const mine = new Set<string>();
  let client: pg.Client | undefined;
  let stopped = false;
  let isNews = false;
  let wake = () => undefined as void;

  const look = async () => {
    client ??= await connect(connectionString, key, () => { client = undefined; });
    await client.query('insert into jobs.live_worker (worker_id, lock_key) select unnest($1::text[]), $2 on conflict do nothing', [[...mine], key]);
    for (const dead of await findDead(client, key)) {
      await free(client, dead.workers);
      await client.query('delete from jobs.live_worker where lock_key = $1', [dead.key]);
      await client.query('select pg_advisory_unlock($1)', [dead.key]);
    }
    const nameless = (await client.query<{ by: string }>(NAMELESS)).rows.map(({ by }) => by);
    if (nameless.length > 0) await free(client, nameless);
  };
  const running = (async () => {
    while (!stopped) {
      isNews = false;
      await look().catch((error: unknown) => { if (!stopped) onError(error as Error); });
      if (isNews) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, EVERY_MS).unref();
      });
    }
  })();
  void running;

  return {
    add: (holder) => {
      mine.add(holder);
      isNews = true;
      wake();
    },
    stop: async () => {
      stopped = true;
      await client?.query('delete from jobs.live_worker where lock_key = $1', [key]).catch(() => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}

/** Together or not at all: whoever begins anew must not give an attempt back twice. */
async function free(client: pg.Client, workers: readonly string[]): Promise<void> {
  await client.query('begin');
  try {
    await client.query(ONE_AFTER_THE_OTHER);
    await client.query(GIVE_BACK, [workers]);
    await client.query('select graphile_worker.force_unlock_workers($1::text[])', [workers]);
    await client.query(FORGET);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function connect(connectionString: string, key: number, onLost: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'allmende worker (sign of life)' });
  client.on('error', onLost);
  client.on('end', onLost);
  await client.connect();
  await client.query('select pg_advisory_lock($1)', [key]);
  return client;
}

/** Takes the lock of every worker that no longer holds it; the caller gives it back. */
async function findDead(client: pg.Client, own: number): Promise<{ key: string; workers: string[] }[]> {
  const { rows } = await client.query<{ key: string; workers: string[]; free: boolean }>(
    `select known.lock_key::text as key, known.workers, pg_try_advisory_lock(known.lock_key) as free
     from (select lock_key, array_agg(worker_id) as workers from jobs.live_worker where lock_key <> $1 group by lock_key) as known`,
    [own],
  );
  return rows.filter((row) => row.free);
}
