import { EventEmitter } from 'node:events';
import type { House } from '@allmende/house';
import { telemetry, traced } from '@allmende/observe';
import type { JobHelpers, Runner, TaskList, WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { startBusyCount } from './busy-count.ts';
import { MAY_WAIT, parsePayload, TAKES_LONG, type JobDefinition } from './define-job.ts';
import { openJobsPool } from './open-jobs-pool.ts';
import { quietLogger } from './quiet-logger.ts';
import { giveSignOfLife, type SignOfLife } from './sign-of-life.ts';

/** A running worker. */
export type Worker = {
  /** Lets running jobs end, takes no new ones. */
  stop(): Promise<void>;
  readonly ended: Promise<void>;
};

/**
 * Runs jobs until stopped, `concurrency` at once. Beside them run two at most that may wait: they start when none of the first runs here, after a second at the latest, so that a burst of documents takes neither the places
 * nor the processor of what people wait for, and still goes on under a load that never ends. Two more take long. A job that throws is tried again with growing pauses, then becomes a dead letter.
 */
export async function startWorker(house: House, jobs: readonly JobDefinition[], options: { readonly concurrency?: number } = {}): Promise<Worker> {
  const urgent = startBusyCount();
  const signOfLife = giveSignOfLife(house.config.databaseUrls.jobs, (error) => house.log.warn({ reason: error.message }, 'the sign of life of this worker failed and is given again'));
  const { concurrency = 4 } = options;
  const pool = openJobsPool(house.config.databaseUrls.jobs, {
    connections: concurrency + 2 * BESIDE + LISTENING, onLost: (error) => house.log.warn({ reason: error.message }, 'a connection of the worker broke and is made again'),
  });
  const withPriority = (from: number, below: number) => jobs.filter(({ priority }) => priority >= from && priority < below);
  const lanes = await Promise.all([
    startLane(house, withPriority(-Infinity, MAY_WAIT), { pool, concurrency, signOfLife, around: (work) => urgent.while(work) }),
    startLane(house, withPriority(MAY_WAIT, TAKES_LONG), { pool, concurrency: BESIDE, signOfLife, lookEveryMs: LOOK_AGAIN_MS, around: async (work) => { await urgent.idle(PATIENCE_MS); await work(); } }),
    startLane(house, withPriority(TAKES_LONG, Infinity), { pool, concurrency: BESIDE, signOfLife, lookEveryMs: LOOK_AGAIN_MS, around: (work) => work() }),
  ]);
  const runners = lanes.filter((lane) => lane !== undefined);
  return {
    stop: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
      await Promise.all([pool.end(), signOfLife.stop()]);
    },
    ended: Promise.race(runners.map((runner) => runner.promise)),
  };
}

const BESIDE = 2;
const PATIENCE_MS = 1000;
const LOOK_AGAIN_MS = 500;
/** Connections that listen for new jobs, one for each lane, and one to spare. */
const LISTENING = 4;

type Lane = {
  readonly pool: Pool;
  readonly concurrency: number;
  /** How often new work is looked for, in milliseconds, instead of whenever any work is told of: of all that is told, only little is for this lane. */
  readonly lookEveryMs?: number;
  readonly signOfLife: SignOfLife;
  /** Runs a job when it may start. */
  readonly around: (work: () => Promise<void>) => Promise<void>;
};

async function startLane(house: House, jobs: readonly JobDefinition[], { pool, concurrency, signOfLife, lookEveryMs, around }: Lane): Promise<Runner | undefined> {
  if (jobs.length === 0) return undefined;
  const taskList: TaskList = Object.fromEntries(jobs.map((job) => [job.name, (payload: unknown, helpers: JobHelpers) => around(() => runJob(house, job, payload, helpers))]));
  const events = new EventEmitter() as WorkerEvents;
  // The library locks jobs in the name of the pool, whichever of its workers runs them.
  events.on('pool:create', ({ workerPool }) => { signOfLife.add(workerPool.id); });
  events.on('pool:fatalError', ({ error, action }) => house.log.error({ err: error, action }, 'the queue could not note what became of jobs; this worker ends'));
  const library = await import('graphile-worker');
  return library.run({
    events,
    pgPool: pool,
    taskList,
    concurrency,
    // New jobs are told at once; looked for are only those whose time comes, such as another try, and what was told while nobody listened.
    pollInterval: lookEveryMs ?? 2000,
    noHandleSignals: true,
    // A fetch of one job costs the database about as much as one of many. That they are done is noted one by one: a statement that removes many locks them in an order of its own, gets caught with whoever enqueues several
    // anew, and the library ends its workers then.
    preset: { worker: { localQueue: lookEveryMs === undefined ? { size: 2 * concurrency } : { size: concurrency, refetchDelay: { durationMs: lookEveryMs / 2, maxAbortThreshold: Infinity } } } },
    logger: quietLogger(library),
    parsedCronItems: library.parseCronItems(jobs.filter((job) => job.cron !== undefined).map((job) => ({ task: job.name, match: job.cron ?? '', identifier: job.name, options: { maxAttempts: job.maxAttempts, priority: job.priority } }))),
  });
}

async function runJob(house: House, job: JobDefinition, payload: unknown, helpers: JobHelpers): Promise<void> {
  try {
    await traced(`job ${job.name}`, 'consumer', { 'allmende.job': job.name, 'allmende.attempt': helpers.job.attempts }, () => job.handle(house, parsePayload(job, job.cron === undefined ? payload : {})));
    house.metrics.jobs.inc({ job: job.name, outcome: 'done' });
    telemetry()?.count('allmende.jobs', { 'allmende.job': job.name, outcome: 'done' });
  } catch (error) {
    house.metrics.jobs.inc({ job: job.name, outcome: 'failed' });
    telemetry()?.count('allmende.jobs', { 'allmende.job': job.name, outcome: 'failed' });
    const last = helpers.job.attempts >= helpers.job.max_attempts;
    house.log[last ? 'error' : 'warn']({ job: job.name, id: helpers.job.id, attempt: helpers.job.attempts, err: error }, last ? 'a job gave up' : 'a job failed and is tried again');
    throw error;
  }
}
