import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeDocuments } from '@allmende/documents';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import { closeMonth } from '../actions/close-month.ts';
import { enterPromise, listAllMeters, listReports, readReport } from '../actions/read-month.ts';
import { startClosing } from '../actions/start-closing.ts';
import { meterCsv, meterHash } from '../domain/meter.ts';
import { daysOfMonth, parseMonth, periodOfMonth } from '../domain/month.ts';
import { wasKept } from '../domain/report.ts';
import { openStand } from './stand.ts';

after(closeDocuments);
const stand = await openStand('2026-09-30T10:00:00Z');
const { house } = stand;
const town = stand.newTown('musterstadt');
const other = stand.newTown('nebenan');
const october = '2026-10-01' as PlainDate;
const ports = { contract: async () => ({ number: 'V-2026-0001', subject: 'Online-Dienste', customer: 'Stadt Musterstadt', provider: 'Verein Beispiel' }) };
const contract = newId();
const instance = newId();

// Clocks go back on 25 October: the month has 31 days and an hour.
const watched = async (tenant: string, ids: { instance: string; contract: string }) => stand.database.acrossTenants('monitoring/test', async (tx) => {
  await tx.client.query(`insert into monitoring.watched (tenant_id, instance_id, app, title, contract_id, runtime, first_seen_at) values ($1, $2, 'online-services', 'Online-Dienste', $3, 'built-in', '2026-10-10T22:00:00Z')`, [tenant, ids.instance, ids.contract]);
  await tx.client.query(`insert into monitoring.span (tenant_id, instance_id, since, until, condition) values
    ($1, $2, '2026-10-10T22:00:00Z', '2026-10-20T08:00:30Z', 'running'), ($1, $2, '2026-10-20T08:00:30Z', '2026-10-20T08:30:00Z', 'disturbed'), ($1, $2, '2026-10-20T08:30:00Z', null, 'running')`, [tenant, ids.instance]);
});
await watched(town.tenant, { instance, contract });
await stand.database.inTenant(PLATFORM_TENANT, async (tx) => {
  await tx.client.query(`insert into monitoring.watch (tenant_id, first_minute, last_minute) values ($1, '2026-09-01T00:00:00Z', '2026-10-25T00:59:00Z'), ($1, '2026-10-25T02:00:00Z', '2026-11-02T00:00:00Z')`, [tx.tenant]);
  await tx.client.query(`insert into monitoring.maintenance (tenant_id, id, starts_at, ends_at, apps, authorities, text_de, announced_at, announced_by) values ($1, $2, '2026-10-20T08:10:00Z', '2026-10-20T08:20:00Z', '{}', '{}', 'Umbau', '2026-10-18T00:00:00Z', $2)`, [tx.tenant, newId()]);
});
await stand.database.acrossTenants('monitoring/test', (tx) => tx.client.query(`insert into monitoring.figure (tenant_id, instance_id, grain, at, requests, storage_bytes) values ($1, $2, 'day', '2026-10-11T22:00:00Z', 5, 100), ($1, $2, 'day', '2026-10-31T22:59:00Z', 7, 400), ($1, $2, 'day', '2026-10-31T23:00:00Z', 1000, 900)`, [town.tenant, instance]));

test('months have the minutes that their days in Berlin have, also when clocks change and in leap years', () => {
  const minutes = (text: string) => { const { from, until } = periodOfMonth(parseMonth(text) as PlainDate); return (until.getTime() - from.getTime()) / 60_000; };
  assert.equal(minutes('2026-10'), 31 * 1440 + 60);
  assert.equal(minutes('2026-03'), 31 * 1440 - 60);
  assert.equal(minutes('2028-02'), 29 * 1440);
  assert.equal(minutes('2026-02'), 28 * 1440);
  assert.equal(daysOfMonth(parseMonth('2028-02') as PlainDate).length, 29);
  assert.equal(parseMonth('2026-13'), undefined);
});

test('a month that is not over is not closed', async () => {
  house.clock.set('2026-10-31T22:59:59Z');
  await assert.rejects(closeMonth(stand.system(town.tenant), ports, { contract, month: october }), { code: 'monitoring/month-not-reportable' });
});

test('the report counts each minute of the month once, with maintenance and gaps apart', async () => {
  house.clock.set('2026-11-01T02:20:00Z');
  await enterPromise(town.officer, { contract, percent: '99,9', validFrom: '2026-10-01', source: 'Anlage 2, Nr. 3' });
  assert.equal(await startClosing(house), 1);
  assert.equal(await closeMonth(stand.system(town.tenant), ports, { contract, month: october }), true);
  const [report] = await listReports(town.officer);
  const minutes = report?.content.instances[0]?.minutes;
  // 1 to 10 October before its first day: 10 days. 08:00 to 08:29 disturbed, ten of these announced. 01:00 to 01:59 UTC on the 25th nobody looked.
  assert.deepEqual(minutes, { total: 44_700, off: 14_400, disturbed: 20, maintenance: 10, unknown: 60, running: 44_700 - 14_400 - 20 - 10 - 60 });
  assert.equal(wasKept(report?.content.promised ?? null, minutes ?? { total: 0, off: 0, disturbed: 0, maintenance: 0, unknown: 0, running: 0 }), 'open', 'kept if the unknown hour was good, broken if not');
  assert.deepEqual(report?.content.instances[0]?.disturbances.map((one) => one.minutes), [20]);
  const file = await readReport(town.officer, { contract, month: october });
  assert.equal(Buffer.from(file.bytes).subarray(0, 5).toString(), '%PDF-');
  assert.equal(file.name, 'betriebsbericht-2026-10-V-2026-0001.pdf');
});

test('closing again, also many times at once, changes nothing and is told once', async () => {
  const second = { instance: newId(), contract: newId() };
  await watched(town.tenant, second);
  assert.equal(await closeMonth(stand.system(town.tenant), ports, { contract, month: october }), false);
  const made = await Promise.all(Array.from({ length: 4 }, () => closeMonth(stand.system(town.tenant), ports, { contract: second.contract, month: october })));
  assert.equal(made.filter(Boolean).length, 1);
  assert.equal((await listReports(town.officer, { contract: second.contract })).length, 1);
  const entries = await town.sql<{ action: string; count: number }>(`select action, count(*) as count from audit.entry where tenant_id = $1 and action like 'monitoring/%' group by action order by action`, [town.tenant]);
  assert.deepEqual(entries, [{ action: 'monitoring/meter-closed', count: 2 }, { action: 'monitoring/promise-entered', count: 1 }, { action: 'monitoring/report-made', count: 2 }]);
  assert.equal(await startClosing(house), 0);
});

test('what is billed by is one row a month with its hash, and nobody can change it', async () => {
  const meters = await listAllMeters(stand.operator, { month: october });
  const meter = meters.find((one) => one.instance === instance);
  assert.ok(meter);
  assert.deepEqual([meter.daysRunning, meter.requests, meter.storagePeakBytes, meter.unknownMinutes], [21, 12, 400, 60]);
  const { sha256, closedAt: _closedAt, ...row } = meter;
  assert.equal(meterHash(row), sha256);
  assert.match(meterCsv(meters), new RegExp(`^month,authority[^\\r]*\\r\\n(?:.*\\r\\n)*2026-10,${town.tenant},${contract},`, 'u'));
  await assert.rejects(town.sql('update monitoring.meter set requests = 0 where tenant_id = $1', [town.tenant]), /permission denied/u);
  await assert.rejects(stand.database.acrossTenants('monitoring/test', (tx) => tx.client.query('delete from monitoring.report')), /permission denied/u);
});

test('a neighbour finds neither report nor bill, and the operator cannot read reports', async () => {
  await assert.rejects(readReport(other.officer, { contract, month: october }), { code: 'kernel/not-found' });
  await assert.rejects(closeMonth(stand.system(other.tenant), ports, { contract, month: october }), { code: 'kernel/not-found' });
  await assert.rejects(listReports({ ...stand.operator, tenant: town.tenant }), { code: 'kernel/not-found' });
  await assert.rejects(listAllMeters(town.officer, { month: october }), { code: 'kernel/not-found' });
});
