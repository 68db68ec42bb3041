import { rows, type TenantTx } from '@allmende/database';
import { cents } from '@allmende/money';
import type { ApprovalRule } from '../domain/approval-rule.ts';
import type { ProcurementTables } from './tables.ts';

/** Writes rules; false when some begin on that day already. */
export async function insertApprovalRule(tx: TenantTx, rule: ApprovalRule, at: Date): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'insert into procurement.approval_rule (tenant_id, valid_from, budget_from_cents, head_from_cents, council_from_cents, basis, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing',
    [tx.tenant, rule.validFrom, rule.budgetFromCents, rule.headFromCents, rule.councilFromCents, rule.basis, rule.enteredBy, at],
  );
  return rowCount === 1;
}

/** The authority's rules, the youngest first. */
export async function listApprovalRules(tx: TenantTx): Promise<ApprovalRule[]> {
  const amount = (value: number | null) => (value === null ? null : cents(value));
  return (await rows<ProcurementTables>(tx).selectFrom('procurement.approval_rule').selectAll().where('tenant_id', '=', tx.tenant).orderBy('valid_from', 'desc').execute()).map((row) => ({
    validFrom: row.valid_from, budgetFromCents: amount(row.budget_from_cents), headFromCents: amount(row.head_from_cents), councilFromCents: amount(row.council_from_cents), basis: row.basis, enteredBy: row.entered_by,
  }));
}
