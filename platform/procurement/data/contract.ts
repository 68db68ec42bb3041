import { rows, type TenantTx, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';
import type { Contract, DocumentKind } from '../domain/contract.ts';
import { OPEN_TERM } from '../domain/contract-term.ts';
import type { ContractContent, ProcurementTables } from './tables.ts';

/** Counts the contracts of an authority in a year up by one; another transaction waits until this one ends. */
export async function nextContractCount(tx: TenantTx, year: number): Promise<number> {
  const { rows: [row] } = await tx.client.query<{ last: number }>({
    name: 'procurement-next-count',
    text: `insert into procurement.contract_counter as counter (tenant_id, year, last) values ($1, $2, 1)
           on conflict (tenant_id, year) do update set last = counter.last + 1 returning last`,
    values: [tx.tenant, year],
  });
  if (row === undefined) throw new Error('no number for the contract');
  return row.last;
}

/** Writes a contract with its processing agreement. */
export async function insertContract(tx: TenantTx, contract: Contract): Promise<void> {
  const { category, customer, provider, subject, lines, ground, commitment, declared, agreement, term, terms } = contract;
  const content: ContractContent = { category, customer, provider, subject, lines, ground, commitment, term, terms, declared: declared && { ...declared, at: declared.at.toISOString() } };
  await tx.client.query(
    `insert into procurement.contract (tenant_id, id, number, order_id, need_id, agreement_id, data_key_id, approved_by, approved_at, concluded_at, starts_on, cents_per_year, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      tx.tenant, contract.id, contract.number, contract.order, contract.need, agreement.id, contract.dataKey, contract.approved.by, contract.approved.at, contract.concludedAt, contract.startsOn, contract.centsPerYear,
      JSON.stringify(content),
    ],
  );
  await tx.client.query(
    'insert into procurement.processing_agreement (tenant_id, id, contract_id, text_version, text_source, text_valid_from, blocks, concluded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [tx.tenant, agreement.id, contract.id, agreement.text.version, agreement.text.source, agreement.text.validFrom, JSON.stringify(agreement.text.blocks), contract.concludedAt],
  );
}

/** One contract; throws NotFound. */
export async function getContract(tx: TenantTx, id: string): Promise<Contract> {
  const row = await selectContracts(tx).where('contract.id', '=', id).executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return contractOf(row);
}

/** One contract, locked until the transaction ends; throws NotFound. */
export async function getContractForUpdate(tx: TenantTx, id: string): Promise<Contract> {
  await tx.client.query('select from procurement.contract where tenant_id = $1 and id = $2 for update', [tx.tenant, id]);
  return getContract(tx, id);
}

/** Contracts of the authority, the newest first; at most 500. */
export async function listContracts(tx: TenantTx): Promise<Contract[]> {
  return (await selectContracts(tx).orderBy('contract.concluded_at', 'desc').orderBy('contract.id', 'desc').limit(500).execute()).map(contractOf);
}

export async function saveEnd(tx: TenantTx, id: string, endsOn: PlainDate): Promise<void> {
  await rows<ProcurementTables>(tx).updateTable('procurement.contract').set({ ends_on: endsOn }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Keeps a notice that was given. */
export async function saveNotice(tx: TenantTx, id: string, notice: NonNullable<Contract['notice']>): Promise<void> {
  await tx.client.query('update procurement.contract set notice = $3 where tenant_id = $1 and id = $2', [tx.tenant, id, JSON.stringify({ ...notice, at: notice.at.toISOString() })]);
}

/** Contracts that have not ended. */
export async function listRunningContracts(tx: TenantTx): Promise<Contract[]> {
  return (await selectContracts(tx).where('contract.ends_on', 'is', null).orderBy('contract.id').execute()).map(contractOf);
}

/** A document of a contract as it is stored. */
export type StoredDocument = { readonly kind: DocumentKind; readonly file: string; readonly sha256: string; readonly sizeBytes: number; readonly storedAt: Date };

/** Claims the place of a document; false when it is stored already. Another transaction that wants the same waits and then gets false. */
export async function claimDocument(tx: TenantTx, contract: string, document: StoredDocument): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'insert into procurement.contract_document (tenant_id, contract_id, kind, file_id, sha256, size_bytes, stored_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing',
    [tx.tenant, contract, document.kind, document.file, document.sha256, document.sizeBytes, document.storedAt],
  );
  return rowCount === 1;
}

/** Documents of a contract. */
export async function listDocuments(tx: TenantTx, contract: string): Promise<StoredDocument[]> {
  const found = await rows<ProcurementTables>(tx).selectFrom('procurement.contract_document').selectAll().where('tenant_id', '=', tx.tenant).where('contract_id', '=', contract).orderBy('kind').execute();
  return found.map((row) => ({ kind: row.kind, file: row.file_id, sha256: row.sha256, sizeBytes: row.size_bytes, storedAt: row.stored_at }));
}

/** How many contracts each authority has, and what the running ones come to. Through the door across authorities only. */
export async function countContracts(tx: Tx, on: PlainDate): Promise<{ authority: string; running: number; ended: number; centsPerYear: number }[]> {
  const { rows: found } = await tx.client.query<{ authority: string; running: number; ended: number; cents: number }>(
    `select contract.tenant_id as authority, count(*) filter (where ends_on is null or ends_on >= $1) as running, count(*) filter (where ends_on < $1) as ended,
            coalesce(sum(coalesce(amended.cents, cents_per_year)) filter (where ends_on is null or ends_on >= $1), 0)::bigint as cents
     from procurement.contract
     left join lateral (
       select (content -> 'price' ->> 'centsPerYear')::bigint as cents from procurement.contract_amendment as amendment
       where amendment.tenant_id = contract.tenant_id and amendment.contract_id = contract.id and amendment.state = 'agreed' and amendment.effective_on <= $1 and content -> 'price' -> 'prices' -> 0 is not null
       order by amendment.effective_on desc, amendment.number desc limit 1
     ) as amended on true
     group by contract.tenant_id order by contract.tenant_id`,
    [on],
  );
  return found.map((row) => ({ authority: row.authority, running: row.running, ended: row.ended, centsPerYear: row.cents }));
}

function selectContracts(tx: TenantTx) {
  return rows<ProcurementTables>(tx).selectFrom('procurement.contract as contract')
    .innerJoin('procurement.processing_agreement as agreement', (join) => join.onRef('agreement.tenant_id', '=', 'contract.tenant_id').onRef('agreement.id', '=', 'contract.agreement_id'))
    .where('contract.tenant_id', '=', tx.tenant).selectAll('contract')
    .select(['agreement.text_version', 'agreement.text_source', 'agreement.text_valid_from', 'agreement.blocks']);
}

type Row = ProcurementTables['procurement.contract'] & Pick<ProcurementTables['procurement.processing_agreement'], 'text_version' | 'text_source' | 'text_valid_from' | 'blocks'>;

function contractOf(row: Row): Contract {
  const { content } = row;
  return {
    id: row.id, number: row.number, order: row.order_id, need: row.need_id, category: content.category, customer: content.customer, provider: content.provider, subject: content.subject, lines: content.lines,
    centsPerYear: cents(row.cents_per_year), startsOn: row.starts_on, endsOn: row.ends_on, term: content.term ?? OPEN_TERM, terms: content.terms ?? null, notice: row.notice && { ...row.notice, at: new Date(row.notice.at) }, concludedAt: row.concluded_at, approved: { by: row.approved_by, at: row.approved_at }, ground: content.ground,
    commitment: content.commitment, declared: content.declared && { ...content.declared, at: new Date(content.declared.at) },
    agreement: { id: row.agreement_id, text: { version: row.text_version, source: row.text_source, validFrom: row.text_valid_from, blocks: row.blocks } }, dataKey: row.data_key_id,
  };
}
