import { rows, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Evidence, Review } from '../domain/evidence.ts';
import type { CheckId } from '../domain/ladder.ts';
import type { VettingTables } from './tables.ts';

/** Writes evidence; it never changes afterwards. */
export async function insertEvidence(tx: TenantTx, solution: string, evidence: Evidence, by: string): Promise<void> {
  await rows<VettingTables>(tx).insertInto('vetting.evidence').values({
    tenant_id: tx.tenant, id: evidence.id, solution_id: solution, check_id: evidence.check, outcome: evidence.outcome, findings: JSON.stringify(evidence.findings).replaceAll('\\u0000', ''), facts: JSON.stringify(evidence.facts).replaceAll('\\u0000', ''),
    hash: evidence.hash, recorded_at: evidence.recordedAt, recorded_on: evidence.recordedOn, expires_on: evidence.expiresOn, author: evidence.author, recorded_by: by, revision: evidence.revision,
    file_id: evidence.file?.id ?? null, file_name: evidence.file?.name ?? null,
  }).execute();
}

/** All evidence of solutions with its reviews, the newest first, by solution. */
export async function evidenceOf(tx: TenantTx, solutions: readonly string[]): Promise<ReadonlyMap<string, readonly Evidence[]>> {
  if (solutions.length === 0) return new Map();
  const found = await rows<VettingTables>(tx).selectFrom('vetting.evidence')
    .leftJoin('vetting.review', (join) => join.onRef('vetting.review.tenant_id', '=', 'vetting.evidence.tenant_id').onRef('vetting.review.evidence_id', '=', 'vetting.evidence.id'))
    .selectAll('vetting.evidence').select(['vetting.review.outcome as review_outcome', 'vetting.review.reason as review_reason', 'vetting.review.reviewed_at'])
    .where('vetting.evidence.tenant_id', '=', tx.tenant).where('vetting.evidence.solution_id', 'in', [...solutions]).orderBy('vetting.evidence.recorded_at', 'desc').orderBy('vetting.evidence.id', 'desc').execute();
  return new Map(solutions.map((id) => [id, found.filter((row) => row.solution_id === id).map(read)]));
}

/** One piece of evidence of a solution; throws NotFound. */
export async function getEvidence(tx: TenantTx, asked: { readonly solution: string; readonly id: string }): Promise<Evidence> {
  const found = ((await evidenceOf(tx, [asked.solution])).get(asked.solution) ?? []).find(({ id }) => id === asked.id);
  if (found === undefined) throw new NotFound();
  return found;
}

/** Writes what the operator says about evidence; false when somebody has said something already. */
export async function insertReview(tx: TenantTx, evidence: string, review: Review, by: string): Promise<boolean> {
  const written = await rows<VettingTables>(tx).insertInto('vetting.review').values({ tenant_id: tx.tenant, evidence_id: evidence, outcome: review.outcome, reason: review.reason, reviewed_at: review.at, reviewed_by: by })
    .onConflict((on) => on.doNothing()).executeTakeFirst();
  return Number(written.numInsertedOrUpdatedRows ?? 0) === 1;
}

type Row = Omit<VettingTables['vetting.evidence'], never> & { review_outcome: Review['outcome'] | null; review_reason: string | null; reviewed_at: Date | null };

function read(row: Row): Evidence {
  return {
    id: row.id, check: row.check_id as CheckId, outcome: row.outcome, findings: row.findings as Evidence['findings'], facts: row.facts as Evidence['facts'], hash: row.hash, recordedAt: row.recorded_at, recordedOn: row.recorded_on,
    expiresOn: row.expires_on, author: row.author, revision: row.revision, file: row.file_id === null ? null : { id: row.file_id, name: row.file_name ?? 'Datei' },
    review: row.review_outcome === null || row.reviewed_at === null ? null : { outcome: row.review_outcome, reason: row.review_reason, at: row.reviewed_at },
  };
}
