import type { Tx } from '@allmende/database';

/** A job whose tries are used up; it waits for a person. */
export type DeadLetter = { readonly id: number; readonly name: string; readonly attempts: number; readonly lastError: string; readonly createdAt: Date; readonly updatedAt: Date };

/** Jobs that gave up, newest first. Behind the door across authorities. */
export async function listDeadLetters(tx: Tx): Promise<DeadLetter[]> {
  const { rows } = await tx.client.query<DeadLetter>(
    'select id, name, attempts, last_error as "lastError", created_at as "createdAt", updated_at as "updatedAt" from jobs.dead_letters() order by updated_at desc limit 200',
  );
  return rows;
}

/** Lets a job that gave up try again; false when it is no longer there. */
export async function retryDeadLetter(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await tx.client.query<{ revived: boolean }>('select jobs.retry_dead_letter($1) as revived', [id]);
  return rows[0]?.revived ?? false;
}

/** How many jobs wait or run. */
export async function countWaitingJobs(tx: Tx): Promise<number> {
  const { rows } = await tx.client.query<{ waiting: number }>('select jobs.waiting() as waiting');
  return rows[0]?.waiting ?? 0;
}
