import type { TenantTx, Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Meter } from '../domain/meter.ts';
import type { Month } from '../domain/month.ts';
import type { Promised, ReportContent } from '../domain/report.ts';
import type { PlainDate } from '@allmende/time';

/** A report as it is stored. */
export type StoredReport = { readonly contract: string; readonly month: Month; readonly file: string; readonly dataKey: string; readonly sha256: string; readonly sizeBytes: number; readonly content: ReportContent; readonly madeAt: Date };
/** A closed row. */
export type ClosedMeter = Meter & { readonly sha256: string; readonly closedAt: Date };

type ReportRow = { contract_id: string; month: Month; file_id: string; data_key_id: string; sha256: string; size_bytes: number; content: ReportContent; made_at: Date };
type MeterRow = { tenant_id: string; contract_id: string; instance_id: string; month: Month; app: string; plan: string | null; days_running: number; unknown_minutes: number; storage_peak_bytes: number | null; requests: number | null; sha256: string; closed_at: Date };
type PromiseRow = { availability_ppm: number; valid_from: PlainDate; source: string; entered_by: string; entered_at: Date };

/** Contracts with instances that were watched in the month, and have no report on it yet. Behind the door across authorities. */
export async function selectContractsToReport(tx: Tx, month: Month, from: Date, until: Date): Promise<{ tenant: string; contract: string }[]> {
  const { rows } = await tx.client.query<{ tenant: string; contract: string }>({
    name: 'monitoring-contracts-to-report',
    text: `select distinct tenant_id as tenant, contract_id as contract from monitoring.watched
           where first_seen_at < $3 and (gone_at is null or gone_at >= $2) and not exists (select from monitoring.report where report.tenant_id = watched.tenant_id and report.contract_id = watched.contract_id and report.month = $1)`,
    values: [month, from, until],
  });
  return rows;
}

/** Claims the place of a report; false when it is made already. Another transaction that wants the same waits and then gets false. */
export async function claimReport(tx: TenantTx, report: StoredReport): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'insert into monitoring.report (tenant_id, contract_id, month, file_id, data_key_id, sha256, size_bytes, content, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing',
    [tx.tenant, report.contract, report.month, report.file, report.dataKey, report.sha256, report.sizeBytes, JSON.stringify(report.content), report.madeAt],
  );
  return rowCount === 1;
}

/** Reports of the authority, the newest month first; of one contract where given. */
export async function selectReports(tx: TenantTx, contract?: string): Promise<StoredReport[]> {
  const { rows } = await tx.client.query<ReportRow>({
    name: 'monitoring-reports', text: 'select contract_id, month, file_id, data_key_id, sha256, size_bytes, content, made_at from monitoring.report where tenant_id = $1 and ($2::uuid is null or contract_id = $2) order by month desc, contract_id limit 500', values: [tx.tenant, contract ?? null],
  });
  return rows.map(reportOf);
}

/** One report; throws NotFound. */
export async function getReport(tx: TenantTx, contract: string, month: Month): Promise<StoredReport> {
  const found = await findReport(tx, contract, month);
  if (!found) throw new NotFound();
  return found;
}

/** One report; undefined while it is not made. */
export async function findReport(tx: TenantTx, contract: string, month: Month): Promise<StoredReport | undefined> {
  const { rows } = await tx.client.query<ReportRow>({ name: 'monitoring-report', text: 'select contract_id, month, file_id, data_key_id, sha256, size_bytes, content, made_at from monitoring.report where tenant_id = $1 and contract_id = $2 and month = $3', values: [tx.tenant, contract, month] });
  return rows[0] && reportOf(rows[0]);
}

/** Closes a row; false when it is closed already. */
export async function insertMeter(tx: TenantTx, meter: ClosedMeter): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into monitoring.meter (tenant_id, contract_id, instance_id, month, app, plan, days_running, unknown_minutes, storage_peak_bytes, requests, sha256, closed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
    [tx.tenant, meter.contract, meter.instance, meter.month, meter.app, meter.plan, meter.daysRunning, meter.unknownMinutes, meter.storagePeakBytes, meter.requests, meter.sha256, meter.closedAt],
  );
  return rowCount === 1;
}

/** Closed rows of a month: of the authority inside its transaction, of all behind the door across authorities. */
export async function selectMeters(tx: Tx | TenantTx, month: Month): Promise<ClosedMeter[]> {
  const { rows } = await tx.client.query<MeterRow>({
    name: 'monitoring-meters',
    text: `select tenant_id, contract_id, instance_id, month, app, plan, days_running, unknown_minutes, storage_peak_bytes, requests, sha256, closed_at from monitoring.meter
           where month = $1 and ($2::uuid is null or tenant_id = $2) order by tenant_id, contract_id, instance_id`,
    values: [month, tx.tenant ?? null],
  });
  return rows.map((row) => ({
    authority: row.tenant_id, contract: row.contract_id, instance: row.instance_id, month: row.month, app: row.app, plan: row.plan, daysRunning: row.days_running, unknownMinutes: row.unknown_minutes, storagePeakBytes: row.storage_peak_bytes,
    requests: row.requests, sha256: row.sha256, closedAt: row.closed_at,
  }));
}

/** The months that have closed rows, the newest first. Behind the door across authorities. */
export async function selectClosedMonths(tx: Tx): Promise<Month[]> {
  const { rows } = await tx.client.query<{ month: Month }>({ name: 'monitoring-closed-months', text: 'select distinct month from monitoring.meter order by month desc limit 120' });
  return rows.map((row) => row.month);
}

/** What the contract promises on a day; the newest entry that is valid then counts. */
export async function findPromise(tx: TenantTx, contract: string, on: PlainDate): Promise<Promised | undefined> {
  const { rows } = await tx.client.query<PromiseRow>({
    name: 'monitoring-promise', text: 'select availability_ppm, valid_from, source, entered_by, entered_at from monitoring.promise where tenant_id = $1 and contract_id = $2 and valid_from <= $3 order by valid_from desc, entered_at desc limit 1', values: [tx.tenant, contract, on],
  });
  const [row] = rows;
  return row && { availabilityPpm: row.availability_ppm, validFrom: row.valid_from, source: row.source, enteredBy: row.entered_by, enteredAt: row.entered_at.toISOString() };
}

export async function insertPromise(tx: TenantTx, promise: { readonly id: string; readonly contract: string; readonly availabilityPpm: number; readonly validFrom: PlainDate; readonly source: string; readonly enteredBy: string; readonly enteredAt: Date }): Promise<void> {
  await tx.client.query(
    'insert into monitoring.promise (tenant_id, id, contract_id, availability_ppm, valid_from, source, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [tx.tenant, promise.id, promise.contract, promise.availabilityPpm, promise.validFrom, promise.source, promise.enteredBy, promise.enteredAt],
  );
}

function reportOf(row: ReportRow): StoredReport {
  return { contract: row.contract_id, month: row.month, file: row.file_id, dataKey: row.data_key_id, sha256: row.sha256, sizeBytes: row.size_bytes, content: row.content, madeAt: row.made_at };
}
