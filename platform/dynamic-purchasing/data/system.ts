import type { Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';
import type { Category, PurchasingSystem } from '../domain/purchasing-system.ts';

type Row = { id: string; title: string; subject: string; categories: Category[]; notice: string; published_on: PlainDate; first_requests_until: PlainDate; runs_until: PlainDate; ended_on: PlainDate | null };

export async function insertSystem(tx: Tx, system: PurchasingSystem): Promise<void> {
  await tx.client.query(
    'insert into dynamic_purchasing.system (id, title, subject, categories, notice, published_on, first_requests_until, runs_until) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [system.id, system.title, system.subject, JSON.stringify(system.categories), system.notice, system.publishedOn, system.firstRequestsUntil, system.runsUntil],
  );
}

/** All systems, the newest first; at most 200. */
export async function listSystems(tx: Tx): Promise<PurchasingSystem[]> {
  return (await tx.client.query<Row>('select * from dynamic_purchasing.system order by published_on desc, id desc limit 200')).rows.map(systemOf);
}

/** One system; throws NotFound. */
export async function getSystem(tx: Tx, id: string): Promise<PurchasingSystem> {
  const { rows: [row] } = await tx.client.query<Row>('select * from dynamic_purchasing.system where id = $1', [id]);
  if (row === undefined) throw new NotFound();
  return systemOf(row);
}

/** Ends a system on a day; false when it had ended. */
export async function endSystem(tx: Tx, id: string, on: PlainDate): Promise<boolean> {
  return ((await tx.client.query('update dynamic_purchasing.system set ended_on = $2 where id = $1 and ended_on is null', [id, on])).rowCount ?? 0) > 0;
}

/** Remembers that a call for offers was sent; the first one stays. */
export async function markFirstCall(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.client.query('update dynamic_purchasing.system set first_call_at = $2 where id = $1 and first_call_at is null', [id, at]);
}

function systemOf(row: Row): PurchasingSystem {
  return {
    id: row.id, title: row.title, subject: row.subject, categories: row.categories, notice: row.notice, publishedOn: row.published_on, firstRequestsUntil: row.first_requests_until, runsUntil: row.runs_until, endedOn: row.ended_on,
  };
}
