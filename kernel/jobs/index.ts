export { countWaitingJobs, listDeadLetters, retryDeadLetter, type DeadLetter } from './data/dead-letter.ts';
export { defineJob, MAY_WAIT, parsePayload, TAKES_LONG, type JobDefinition } from './define-job.ts';
export { enqueue, type EnqueueOptions } from './enqueue.ts';
export { jobsMigrations } from './migrations.ts';
export { startWorker, type Worker } from './start-worker.ts';
