import type { House } from '@allmende/house';
import { type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** Work that runs later, at least once, in the worker. */
export type JobDefinition<Schema extends TSchema = TSchema> = {
  /** `room/verb-noun`. */
  readonly name: string;
  /** Ids only: a payload lies readable in the database. */
  readonly payload: Schema;
  /** Tries before the job becomes a dead letter; default 12, which is about a day with growing pauses. */
  readonly maxAttempts: number;
  /** Waiting jobs with a smaller one run first; default 0. `MAY_WAIT` for work that nobody waits for while other work is there, `TAKES_LONG` for work of minutes. */
  readonly priority: number;
  /** Five crontab fields, in UTC, for work that comes again by itself; the payload is then `{}`. */
  readonly cron?: string;
  /** Must give the same result when it runs twice. */
  readonly handle: (house: House, payload: Static<Schema>) => Promise<void>;
};

/** Priority of work that takes long and that others need not wait for, such as documents: a burst of it must not hold up what comes after. */
export const MAY_WAIT = 10;

/** Priority of work that takes minutes, such as backing an app up: it has places of its own, so that not even documents wait for it. */
export const TAKES_LONG = 20;

/** Declares a job; rooms list theirs in `module.ts`. */
export function defineJob<Schema extends TSchema>(definition: {
  readonly name: string;
  readonly payload: Schema;
  readonly maxAttempts?: number;
  readonly priority?: number;
  readonly cron?: string;
  readonly handle: (house: House, payload: Static<Schema>) => Promise<void>;
}): JobDefinition<Schema> {
  return Object.freeze({ maxAttempts: 12, priority: 0, ...definition });
}

/** Checks a payload against its job; throws when a writer and a reader of different versions disagree. */
export function parsePayload<Schema extends TSchema>(job: JobDefinition<Schema>, payload: unknown): Static<Schema> {
  if (!Value.Check(job.payload, payload)) throw new TypeError(`the payload of ${job.name} has another shape`);
  return payload as Static<Schema>;
}
