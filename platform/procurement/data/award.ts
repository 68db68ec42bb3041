import { rows, type Tx } from '@allmende/database';
import { cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';
import type { AwardParameter } from '../domain/award-parameter.ts';
import type { FrameworkAgreement } from '../domain/framework-agreement.ts';
import type { SystemAward } from '../domain/system-award.ts';
import type { ProcurementTables } from './tables.ts';

/** Adds a parameter. `known` when the same one stands there already, `refused` when another one does. */
export async function addParameter(tx: Tx, one: AwardParameter, at: Date): Promise<'added' | 'known' | 'refused'> {
  const { rowCount } = await tx.client.query(
    'insert into procurement.award_parameter (name, land, valid_from, valid_until, value, basis, source, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing',
    [one.name, one.land, one.validFrom, one.validUntil, one.value, one.basis, one.source, one.enteredBy, at],
  );
  if (rowCount === 1) return 'added';
  const { rowCount: same } = await tx.client.query('select from procurement.award_parameter where name = $1 and land = $2 and valid_from = $3 and value = $4 and valid_until is not distinct from $5', [one.name, one.land, one.validFrom, one.value, one.validUntil]);
  return same === 1 ? 'known' : 'refused';
}

/** All parameters, by name and Land, the youngest first. */
export async function listParameters(tx: Tx): Promise<AwardParameter[]> {
  const found = await rows<ProcurementTables>(tx).selectFrom('procurement.award_parameter').selectAll().orderBy('name').orderBy('land').orderBy('valid_from', 'desc').execute();
  return found.map((row) => ({ name: row.name, land: row.land, validFrom: row.valid_from, validUntil: row.valid_until, value: row.value, basis: row.basis, source: row.source, enteredBy: row.entered_by }));
}

export async function insertFramework(tx: Tx, one: FrameworkAgreement, at: Date): Promise<void> {
  await tx.client.query(
    `insert into procurement.framework_agreement (id, title, contractor, contractor_key, reference, concluded_on, valid_from, valid_until, longer_because, most_cents, offers, authorities, ocid, source, ended_on, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [one.id, one.title, one.contractor, one.contractorKey, one.reference, one.concludedOn, one.validFrom, one.validUntil, one.longerBecause, one.mostCents, one.offers, one.authorities, one.ocid, one.source, one.endedOn, one.enteredBy, at],
  );
}

/** Ends an agreement before its time; false when it is unknown or has ended. */
export async function endFramework(tx: Tx, id: string, on: PlainDate): Promise<boolean> {
  const { rowCount } = await tx.client.query('update procurement.framework_agreement set ended_on = $2 where id = $1 and ended_on is null', [id, on]);
  return rowCount === 1;
}

/** All framework agreements with what was called off so far. With `lock` no other transaction calls off from them until this one ends. */
export async function listFrameworks(tx: Tx, options: { readonly lock?: boolean } = {}): Promise<{ framework: FrameworkAgreement; calledCents: number }[]> {
  let wanted = rows<ProcurementTables>(tx).selectFrom('procurement.framework_agreement').selectAll().orderBy('valid_from', 'desc').orderBy('id');
  if (options.lock === true) wanted = wanted.forUpdate();
  const found = await wanted.execute();
  const { rows: called } = await tx.client.query<{ framework: string; cents: number }>('select framework, sum(value_cents)::bigint as cents from procurement.framework_call group by framework');
  return found.map((row) => ({
    framework: {
      id: row.id, title: row.title, contractor: row.contractor, contractorKey: row.contractor_key, reference: row.reference, concludedOn: row.concluded_on, validFrom: row.valid_from, validUntil: row.valid_until, longerBecause: row.longer_because,
      mostCents: row.most_cents === null ? null : cents(row.most_cents), offers: row.offers, authorities: row.authorities, ocid: row.ocid, source: row.source, endedOn: row.ended_on, enteredBy: row.entered_by,
    },
    calledCents: called.find((one) => one.framework === row.id)?.cents ?? 0,
  }));
}

/** Counts a call-off against its agreement; `amendment`: what an amendment adds to it. */
export async function insertCall(tx: Tx, call: { framework: string; contract: string; valueCents: number; on: PlainDate; amendment?: number }): Promise<void> {
  await tx.client.query('insert into procurement.framework_call (framework, contract, amendment, value_cents, called_on) values ($1, $2, $3, $4, $5)', [call.framework, call.contract, call.amendment ?? 0, call.valueCents, call.on]);
}

/** What a contract counts against its framework agreement so far; 0 for contracts on other grounds. */
export async function sumOfCalls(tx: Tx, contract: string): Promise<number> {
  const { rows: [row] } = await tx.client.query<{ cents: number }>('select coalesce(sum(value_cents), 0)::bigint as cents from procurement.framework_call where contract = $1', [contract]);
  return row?.cents ?? 0;
}

export async function insertSystemAward(tx: Tx, one: SystemAward, entered: { by: string; at: Date }): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into procurement.system_award (id, authority, system, call, contractor, contractor_key, offers, cents_per_year, awarded_on, valid_until, record, system_ocid, contract, entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing`,
    [one.id, one.authority, one.system, one.call, one.contractor, one.contractorKey, one.offers, one.centsPerYear, one.awardedOn, one.validUntil, one.record, one.systemOcid, one.contract, entered.by, entered.at],
  );
  return rowCount === 1;
}

/** Awards to an authority, the youngest first. */
export async function listSystemAwards(tx: Tx, authority: string): Promise<SystemAward[]> {
  const found = await rows<ProcurementTables>(tx).selectFrom('procurement.system_award').selectAll().where('authority', '=', authority).orderBy('awarded_on', 'desc').orderBy('id').execute();
  return found.map((row) => ({
    id: row.id, authority: row.authority, system: row.system, call: row.call, contractor: row.contractor, contractorKey: row.contractor_key, offers: row.offers, centsPerYear: cents(row.cents_per_year), awardedOn: row.awarded_on,
    validUntil: row.valid_until, record: row.record, systemOcid: row.system_ocid, contract: row.contract,
  }));
}

/** Binds an award to the contract made of it; false when it was used already. */
export async function claimSystemAward(tx: Tx, id: string, contract: string): Promise<boolean> {
  const { rowCount } = await tx.client.query('update procurement.system_award set contract = $2 where id = $1 and contract is null', [id, contract]);
  return rowCount === 1;
}
