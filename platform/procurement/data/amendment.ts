import { rows, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Amendment } from '../domain/amendment.ts';
import { PLAIN_CHAIN } from '../domain/approval-rule.ts';
import type { ProcurementTables } from './tables.ts';

/** Writes a proposed amendment. The caller holds the contract's lock. */
export async function insertAmendment(tx: TenantTx, one: Amendment): Promise<void> {
  await tx.client.query(
    'insert into procurement.contract_amendment (tenant_id, contract_id, number, state, effective_on, content, proposed_by, proposed_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [tx.tenant, one.contract, one.number, one.state, one.effectiveOn, contentOf(one), one.proposed.by, one.proposed.at],
  );
}

/** Saves what was confirmed and decided. */
export async function saveAmendment(tx: TenantTx, one: Amendment): Promise<void> {
  await tx.client.query('update procurement.contract_amendment set state = $4, decided_by = $5, decided_at = $6, content = $7 where tenant_id = $1 and contract_id = $2 and number = $3', [tx.tenant, one.contract, one.number, one.state, one.decided?.by, one.decided?.at, contentOf(one)]);
}

/** One amendment, locked until the transaction ends; throws NotFound. */
export async function getAmendmentForUpdate(tx: TenantTx, contract: string, number: number): Promise<Amendment> {
  const row = await rows<ProcurementTables>(tx).selectFrom('procurement.contract_amendment').selectAll().where('tenant_id', '=', tx.tenant).where('contract_id', '=', contract).where('number', '=', number).forUpdate().executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return amendmentOf(row);
}

/** Amendments of a contract, in their order. */
export async function listAmendments(tx: TenantTx, contract: string): Promise<Amendment[]> {
  return (await rows<ProcurementTables>(tx).selectFrom('procurement.contract_amendment').selectAll().where('tenant_id', '=', tx.tenant).where('contract_id', '=', contract).orderBy('number').execute()).map(amendmentOf);
}

/** Agreed amendments of all contracts of the authority. */
export async function listAgreedAmendments(tx: TenantTx): Promise<Amendment[]> {
  return (await rows<ProcurementTables>(tx).selectFrom('procurement.contract_amendment').selectAll().where('tenant_id', '=', tx.tenant).where('state', '=', 'agreed').orderBy('contract_id').orderBy('number').execute()).map(amendmentOf);
}

function contentOf({ title, text, term, price, chain, checks, proven, declared }: Amendment): string {
  return JSON.stringify({ title, text, term, price, chain, checks, proven, declared });
}

// Those from before there were prices hold none of what belongs to them.
function amendmentOf(row: ProcurementTables['procurement.contract_amendment']): Amendment {
  const { title, text, term, price = null, chain = PLAIN_CHAIN, checks, proven = null, declared } = row.content;
  return {
    title, text, term, price, chain, proven, contract: row.contract_id, number: row.number, state: row.state, effectiveOn: row.effective_on, proposed: { by: row.proposed_by, at: row.proposed_at },
    decided: row.decided_by === null || row.decided_at === null ? null : { by: row.decided_by, at: row.decided_at },
    checks: { budget: checks?.budget ? { ...checks.budget, at: new Date(checks.budget.at) } : null, council: checks?.council ? { ...checks.council, at: new Date(checks.council.at) } : null },
    declared: declared ? { ...declared, at: new Date(declared.at) } : null,
  };
}
