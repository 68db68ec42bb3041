import { EventEmitter } from 'node:events';
import type { House } from '@allmende/house';
import { telemetry, traced } from '@allmende/observe';
import type { TaskList, WorkerEvents } from 'graphile-worker';
import { parsePayload, type JobDefinition } from './define-job.ts';
import { quietLogger } from './quiet-logger.ts';
import { giveSignOfLife } from './sign-of-life.ts';

/** A running worker. */
export type Worker = {
  /** Lets running jobs end, takes no new ones. */
  stop(): Promise<void>;
  readonly ended: Promise<void>;
};

/** Runs jobs until stopped. A job that throws is tried again with growing pauses, then becomes a dead letter. */
export async function startWorker(house: House, jobs: readonly JobDefinition[], options: { readonly concurrency?: number } = {}): Promise<Worker> {
  const taskList: TaskList = {};
  for (const job of jobs) {
    taskList[job.name] = async (payload, helpers) => {
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
    };
  }
  const scheduled = jobs.filter((job) => job.cron !== undefined);
  const signOfLife = giveSignOfLife(house.config.databaseUrls.jobs, (error) => house.log.warn({ reason: error.message }, 'the sign of life of this worker failed and is given again'));
  const events = new EventEmitter() as WorkerEvents;
  // The library locks jobs in the name of the pool, whichever of its workers runs them.
  events.on('pool:create', ({ workerPool }) => { signOfLife.add(workerPool.id); });
  const library = await import('graphile-worker');
  const runner = await library.run({
    events,
    connectionString: house.config.databaseUrls.jobs,
    taskList,
    concurrency: options.concurrency ?? 4,
    // New jobs are told at once; looked for are only those whose time comes, such as another try.
    pollInterval: 2000,
    noHandleSignals: true,
    logger: quietLogger(library),
    parsedCronItems: library.parseCronItems(scheduled.map((job) => ({ task: job.name, match: job.cron ?? '', identifier: job.name, options: { maxAttempts: job.maxAttempts, priority: job.priority } }))),
  });
  return {
    stop: async () => {
      await runner.stop();
      await signOfLife.stop();
    },
    ended: runner.promise,
  };
}
