import { rows, type TenantTx } from '@allmende/database';
import { sql } from 'kysely';
import type { Letter, PrintBatch } from '../domain/print-batch.ts';
import type { CasesTables } from './tables.ts';

export async function insertBatch(tx: TenantTx, batch: PrintBatch): Promise<void> {
  await rows<CasesTables>(tx).insertInto('cases.print_batch').values({
    tenant_id: tx.tenant, id: batch.id, made_at: batch.madeAt, made_by: batch.madeBy.accountId, made_by_name: batch.madeBy.name, posted_on: batch.postedOn, posted_at: batch.postedAt,
  }).execute();
}

/** Puts letters that wait into a batch; those that are in another one or posted stay where they are. Returns how many were put. */
export async function putIntoBatch(tx: TenantTx, batch: string, notices: readonly string[]): Promise<number> {
  const { numUpdatedRows } = await rows<CasesTables>(tx).updateTable('cases.notice').set({ print_batch_id: batch })
    .where('tenant_id', '=', tx.tenant).where('id', 'in', [...notices]).where('print_batch_id', 'is', null).where('posted_on', 'is', null).executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Gives the letters of a batch back to those that wait, and forgets the batch. */
export async function dissolveBatch(tx: TenantTx, batch: string): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.notice').set({ print_batch_id: null }).where('tenant_id', '=', tx.tenant).where('print_batch_id', '=', batch).execute();
  await rows<CasesTables>(tx).deleteFrom('cases.print_batch').where('tenant_id', '=', tx.tenant).where('id', '=', batch).execute();
}

/** Reads a batch and holds it until the transaction ends. */
export async function findBatchForUpdate(tx: TenantTx, id: string): Promise<PrintBatch | undefined> {
  return batchOf(await batches(tx).where('id', '=', id).forUpdate().executeTakeFirst());
}

export async function findBatch(tx: TenantTx, id: string): Promise<PrintBatch | undefined> {
  return batchOf(await batches(tx).where('id', '=', id).executeTakeFirst());
}

/** The newest batches; all of them without a limit. */
export async function listBatches(tx: TenantTx, limit?: number): Promise<(PrintBatch & { readonly letters: number; readonly services: readonly string[] })[]> {
  const newest = batches(tx).orderBy('made_at', 'desc').orderBy('id', 'desc');
  const found = await (limit === undefined ? newest : newest.limit(limit)).select([
    sql<number>`(select count(*)::int from cases.notice as letter where letter.tenant_id = print_batch.tenant_id and letter.print_batch_id = print_batch.id)`.as('letters'),
    sql<string[]>`array(select distinct file.service::text from cases.notice as letter join cases.case_file as file on file.tenant_id = letter.tenant_id and file.id = letter.case_id where letter.tenant_id = print_batch.tenant_id and letter.print_batch_id = print_batch.id)`.as('services'),
  ]).execute();
  return found.flatMap((row) => { const batch = batchOf(row); return batch ? [{ ...batch, letters: row.letters, services: row.services }] : []; });
}

export async function saveBatchPosting(tx: TenantTx, id: string, posting: { readonly on: string; readonly at: Date } | null): Promise<void> {
  await rows<CasesTables>(tx).updateTable('cases.print_batch').set({ posted_on: posting?.on ?? null, posted_at: posting?.at ?? null }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Notices that go by post and nobody has printed in a batch or sent, oldest first. */
export async function listWaitingLetters(tx: TenantTx, search: { readonly services: 'all' | ReadonlySet<string>; readonly limit: number }): Promise<Letter[]> {
  let query = letters(tx).where('notice.posted_on', 'is', null).where('notice.print_batch_id', 'is', null).where(sql<boolean>`notice.service->>'route' = 'post'`);
  if (search.services !== 'all') query = query.where('case_file.service', 'in', [...search.services]);
  return (await query.limit(search.limit).execute()).map(letterOf);
}

/** The letters of a batch, in the order in which they are printed. */
export async function listLettersOfBatch(tx: TenantTx, batch: string): Promise<Letter[]> {
  return (await letters(tx).where('notice.print_batch_id', '=', batch).execute()).map(letterOf);
}

function batches(tx: TenantTx) {
  return rows<CasesTables>(tx).selectFrom('cases.print_batch').where('tenant_id', '=', tx.tenant).select(['id', 'made_at', 'made_by', 'made_by_name', 'posted_on', 'posted_at']);
}

function batchOf(row: { id: string; made_at: Date; made_by: string; made_by_name: string; posted_on: string | null; posted_at: Date | null } | undefined): PrintBatch | undefined {
  return row && { id: row.id, madeAt: row.made_at, madeBy: { accountId: row.made_by, name: row.made_by_name }, postedOn: row.posted_on, postedAt: row.posted_at };
}

function letters(tx: TenantTx) {
  return rows<CasesTables>(tx).selectFrom('cases.notice as notice').innerJoin('cases.case_file as case_file', (join) => join.onRef('case_file.tenant_id', '=', 'notice.tenant_id').onRef('case_file.id', '=', 'notice.case_id'))
    .where('notice.tenant_id', '=', tx.tenant).orderBy('notice.issued_at').orderBy('notice.id')
    .select(['notice.id as notice', 'notice.case_id as case', 'case_file.reference', 'case_file.service', 'case_file.service_name_de', 'case_file.service_name_en', 'notice.issued_at', 'notice.pdf_file_id', 'notice.posted_on', 'case_file.data_key_id', 'case_file.state', 'case_file.version']);
}

type LetterRow = Awaited<ReturnType<ReturnType<typeof letters>['execute']>>[number];

function letterOf(row: LetterRow): Letter {
  return {
    notice: row.notice, case: row.case, reference: row.reference, service: row.service, serviceName: { de: row.service_name_de, en: row.service_name_en }, issuedAt: row.issued_at, pdfFileId: row.pdf_file_id, postedOn: row.posted_on,
    dataKeyId: row.data_key_id, isClosed: row.state === 'closed', version: row.version,
  };
}
