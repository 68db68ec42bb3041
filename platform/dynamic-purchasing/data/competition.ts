import type { TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { openDataKey, openJson, sealJson, type KeyStore } from '@allmende/secrets';
import type { PlainDate } from '@allmende/time';
import type { Competition, CompetitionContent, CompetitionState } from '../domain/competition.ts';
import type { Evaluation } from '../domain/evaluation.ts';

type Row = {
  id: string; number: string; system: string; category: string; content: CompetitionContent; state: CompetitionState; data_key_id: string; created_by: string; created_at: Date; deadline: Date | null; invited_at: Date | null;
  opened_at: Date | null; evaluation: Buffer | null; evaluated_by: string | null; evaluated_at: Date | null; announced_by: string | null; announced_at: Date | null; award_from: PlainDate | null; awarded_by: string | null;
  awarded_at: Date | null; winner: string | null; cancelled_because: string | null; record_file: string | null; record_sha256: string | null;
};

/** Counts the competitions of an authority in a year up by one; another transaction waits until this one ends. */
export async function nextCompetitionCount(tx: TenantTx, year: number): Promise<number> {
  const { rows: [row] } = await tx.client.query<{ last: number }>(
    `insert into dynamic_purchasing.competition_counter as counter (tenant_id, year, last) values ($1, $2, 1) on conflict (tenant_id, year) do update set last = counter.last + 1 returning last`, [tx.tenant, year],
  );
  if (row === undefined) throw new Error('no number for the competition');
  return row.last;
}

export async function insertCompetition(tx: TenantTx, one: Competition): Promise<void> {
  await tx.client.query(
    'insert into dynamic_purchasing.competition (tenant_id, id, number, system, category, content, state, data_key_id, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [tx.tenant, one.id, one.number, one.system, one.category, JSON.stringify(one.content), one.state, one.dataKey, one.createdBy, one.createdAt],
  );
}

/** Competitions of the authority, the newest first; at most 500. */
export async function listCompetitions(tx: TenantTx): Promise<Competition[]> {
  return (await tx.client.query<Row>('select * from dynamic_purchasing.competition where tenant_id = $1 order by created_at desc, id desc limit 500', [tx.tenant])).rows.map(competitionOf);
}

/** One competition; throws NotFound. `share` keeps it as it is until the transaction ends, `update` keeps it to this transaction. */
export async function getCompetition(tx: TenantTx, id: string, lock?: 'share' | 'update'): Promise<Competition> {
  const { rows: [row] } = await tx.client.query<Row>(`select * from dynamic_purchasing.competition where tenant_id = $1 and id = $2${lock === undefined ? '' : ` for ${lock}`}`, [tx.tenant, id]);
  if (row === undefined) throw new NotFound();
  return competitionOf(row);
}

/** Saves state, people and days; content only of a draft. */
export async function saveCompetition(tx: TenantTx, one: Competition): Promise<void> {
  await tx.client.query(
    `update dynamic_purchasing.competition set state = $3, content = $4, deadline = $5, invited_at = $6, opened_at = $7, evaluated_by = $8, evaluated_at = $9, announced_by = $10, announced_at = $11, award_from = $12,
     awarded_by = $13, awarded_at = $14, winner = $15, cancelled_because = $16 where tenant_id = $1 and id = $2`,
    [
      tx.tenant, one.id, one.state, JSON.stringify(one.content), one.deadline, one.invitedAt, one.openedAt, one.evaluatedBy, one.evaluatedAt, one.announcedBy, one.announcedAt, one.awardFrom, one.awardedBy, one.awardedAt, one.winner,
      one.cancelledBecause,
    ],
  );
}

/** Stores where the record of award lies; false when there is one. */
export async function claimRecord(tx: TenantTx, id: string, record: { readonly file: string; readonly sha256: string }): Promise<boolean> {
  return ((await tx.client.query('update dynamic_purchasing.competition set record_file = $3, record_sha256 = $4 where tenant_id = $1 and id = $2 and record_file is null', [tx.tenant, id, record.file, record.sha256])).rowCount ?? 0) > 0;
}

/** Saves the evaluation under the competition's key. */
export async function saveEvaluation(tx: TenantTx, keys: KeyStore, competition: Competition, evaluation: Evaluation): Promise<void> {
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  await tx.client.query('update dynamic_purchasing.competition set evaluation = $3 where tenant_id = $1 and id = $2', [tx.tenant, competition.id, sealJson(key, evaluation, `dynamic_purchasing.evaluation:${competition.id}`)]);
}

/** The evaluation, once there is one. */
export async function findEvaluation(tx: TenantTx, keys: KeyStore, competition: Competition): Promise<Evaluation | undefined> {
  const { rows: [row] } = await tx.client.query<Pick<Row, 'evaluation'>>('select evaluation from dynamic_purchasing.competition where tenant_id = $1 and id = $2', [tx.tenant, competition.id]);
  if (!row?.evaluation) return undefined;
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  return openJson(key, row.evaluation, `dynamic_purchasing.evaluation:${competition.id}`) as Evaluation;
}

function competitionOf(row: Row): Competition {
  return {
    id: row.id, number: row.number, system: row.system, category: row.category, content: row.content, state: row.state, dataKey: row.data_key_id, createdBy: row.created_by, createdAt: row.created_at, deadline: row.deadline,
    invitedAt: row.invited_at, openedAt: row.opened_at, evaluatedBy: row.evaluated_by, evaluatedAt: row.evaluated_at, announcedBy: row.announced_by, announcedAt: row.announced_at, awardFrom: row.award_from, awardedBy: row.awarded_by,
    awardedAt: row.awarded_at, winner: row.winner, cancelledBecause: row.cancelled_because, record: row.record_file === null || row.record_sha256 === null ? null : { file: row.record_file, sha256: row.record_sha256 },
  };
}
