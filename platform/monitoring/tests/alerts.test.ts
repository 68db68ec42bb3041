import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { contextFor } from '@allmende/house';
import { openMailer } from '@allmende/mail';
import { SMTPServer } from 'smtp-server';
import { describeFleet, describeOperation } from '../actions/describe-operation.ts';
import { describeServices } from '../actions/describe-services.ts';
import { evaluateAlerts } from '../actions/evaluate-alerts.ts';
import { acknowledgeAlert, wishMails } from '../actions/handle-alert.ts';
import { mailAlerts } from '../actions/mail-alerts.ts';
import { maintenanceAt } from '../actions/maintenance-at.ts';
import { observeInstances } from '../actions/observe-instances.ts';
import { searchLogs } from '../actions/search-logs.ts';
import { announceMaintenance, cancelMaintenance, openIncident, updateIncident } from '../actions/tell-people.ts';
import type { MonitoringPorts } from '../domain/ports.ts';
import { openStand } from './stand.ts';

const mails: { to: string; text: string }[] = [];
let refuses = true;
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
  onRcptTo: (_address, _session, done) => (refuses ? done(new Error('not now')) : done()),
  onData: (stream, session, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => { mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', text: Buffer.concat(parts).toString().replaceAll('=\r\n', '') }); done(); });
  },
});
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const mailer = openMailer({ environment: 'test', mail: { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, from: 'plattform@allmende.example' } });
assert.ok(mailer);
after(async () => { mailer.close(); await new Promise<void>((resolve) => { server.close(() => resolve()); }); });

const stand = await openStand('2026-11-21T08:00:00Z');
const { house } = stand;
const town = stand.newTown('musterstadt');
const other = stand.newTown('nebenan');
const wiki = await town.order({ app: 'dokuwiki', title: 'Wiki <b>' });
const accountOf = (ctx: { actor: { kind: string; accountId?: string } }) => ctx.actor.accountId ?? '';
const ports: MonitoringPorts = {
  publicNames: {}, emailsOf: async (_house, accounts) => new Map(accounts.filter((one) => one === accountOf(town.officer)).map((one) => [one, 'ada@musterstadt.example'])),
  logs: async (_ctx, { since }) => [
    { at: new Date('2026-11-21T07:00:00Z'), component: 'main', text: 'begun' }, { at: new Date('2026-11-21T08:01:00Z'), component: 'main', text: 'Fehler: Größe <script>' }, { at: new Date('2026-11-21T08:02:00Z'), component: 'db', text: 'fehler beim Schreiben' },
  ].filter((line) => since === undefined || line.at >= since),
};
const minute = async (instant: string) => {
  house.clock.set(instant);
  await observeInstances(house);
  await evaluateAlerts(house, ports);
};
const open = async () => (await describeOperation(town.officer)).alerts.filter((one) => one.resolvedAt === undefined);
await town.see(wiki.id, 'running');
await minute('2026-11-21T08:01:00Z');
await wishMails(town.officer, { wanted: true });

test('an app that fails is told after five minutes, on the page of its authority and to the operator', async () => {
  await town.see(wiki.id, 'failing');
  await minute('2026-11-21T08:05:00Z');
  assert.deepEqual(await open(), []);
  await minute('2026-11-21T08:06:00Z');
  await minute('2026-11-21T08:07:00Z');
  assert.deepEqual((await open()).map((one) => [one.rule, one.value, one.firedAt.toISOString()]), [['instance-failing', 6, '2026-11-21T08:06:00.000Z']]);
  const fleet = await describeFleet(stand.operator);
  assert.deepEqual(fleet.alerts.filter((one) => one.rule === 'instance-failing').map((one) => one.authority), ['Stadt musterstadt']);
  assert.equal(fleet.counts.disturbed, 1);
  assert.deepEqual((await describeOperation(other.officer)).alerts, []);
});

test('a mail that the server does not take is tried again, and a taken one is sent once', async () => {
  assert.equal(await mailAlerts(house, ports, mailer), 0);
  refuses = false;
  assert.equal(await mailAlerts(house, ports, mailer), 1);
  assert.equal(await mailAlerts(house, ports, mailer), 0);
  assert.equal(mails[0]?.to, 'ada@musterstadt.example');
  assert.match(mails[0]?.text ?? '', /Stadt musterstadt/u);
  assert.match(mails[0]?.text ?? '', /http:\/\/allmende\.test\/musterstadt\/office\/monitoring/u);
});

test('somebody takes it on, others may not, and it is in the log once', async () => {
  const [alert] = await open();
  assert.ok(alert);
  await acknowledgeAlert(town.officer, { alert: alert.id, note: 'Ich rufe an.' });
  await acknowledgeAlert(town.officer, { alert: alert.id });
  assert.equal((await open())[0]?.note, 'Ich rufe an.');
  await assert.rejects(acknowledgeAlert(other.officer, { alert: alert.id }), { code: 'kernel/not-found' });
  await assert.rejects(acknowledgeAlert(contextFor(house, stand.staff('caseworker', town.tenant), town.tenant), { alert: alert.id }), { code: 'access/not-permitted' });
  assert.equal((await town.sql(`select 1 from audit.entry where tenant_id = $1 and action = 'monitoring/alert-acknowledged'`, [town.tenant])).length, 1);
});

test('when it runs again the alert ends, and whoever heard of it hears that too', async () => {
  await town.see(wiki.id, 'running');
  await minute('2026-11-21T08:10:00Z');
  assert.deepEqual(await open(), []);
  assert.equal(await mailAlerts(house, ports, mailer), 1);
  assert.match(mails[1]?.text ?? '', /^Subject: .*Wieder/mu);
});

test('a town hears of a certificate that does not come or soon ends, and the operator of a backup of the platform that stays away', async () => {
  const served = { notAfter: undefined as Date | undefined, failures: 1 };
  const watching: MonitoringPorts = { ...ports, certificates: async () => [{ tenant: town.tenant, host: 'wiki.stadt.example', ...served }] };
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'allmende-alerts-')), 'data');
  mkdirSync(path.join(folder, 'backup'), { recursive: true });
  const here = { ...house, config: { ...house.config, dataDir: folder } };
  const backup = (state: object) => writeFileSync(path.join(folder, 'backup', 'state.json'), JSON.stringify(state));
  const look = async (instant: string) => { house.clock.set(instant); await evaluateAlerts(here, watching); };
  const ofTown = async () => (await open()).map((one) => one.rule);
  const ofPlatform = async () => (await describeFleet(stand.operator)).alerts.map((one) => one.rule).filter((rule) => rule.startsWith('platform-backup')).toSorted();
  await look('2026-11-21T08:20:00Z');
  assert.deepEqual([await ofTown(), await ofPlatform()], [[], []]);
  served.failures = 2;
  writeFileSync(path.join(folder, 'backup', 'settings.json'), JSON.stringify({ folder: '/mnt/backup', keep: 7, begunAt: '2026-11-20T00:00:00Z' }));
  await look('2026-11-21T08:21:00Z');
  assert.deepEqual([await ofTown(), await ofPlatform()], [['certificate-order-failing'], ['platform-backup-missing']], 'the log behind is told only when it lasts');
  await look('2026-11-21T08:23:00Z');
  assert.deepEqual(await ofPlatform(), ['platform-backup-behind', 'platform-backup-missing']);
  Object.assign(served, { failures: 0, notAfter: new Date('2026-11-25T00:00:00Z') });
  backup({ until: '2026-11-21T08:23:50Z', problem: null, lastBackup: 'x', lastBackupAt: '2026-11-21T02:00:00Z' });
  await look('2026-11-21T08:24:00Z');
  assert.deepEqual([await ofTown(), await ofPlatform()], [['certificate-expiring'], []]);
  backup({ until: '2026-11-21T08:24:50Z', problem: null, lastBackup: 'x', lastBackupAt: '2026-11-20T02:00:00Z' });
  served.notAfter = new Date('2027-01-25T00:00:00Z');
  await look('2026-11-21T08:25:00Z');
  assert.deepEqual([await ofTown(), await ofPlatform()], [[], ['platform-backup-missing']]);
  writeFileSync(path.join(folder, 'backup', 'state.json'), '{');
  await look('2026-11-21T08:26:00Z');
  assert.deepEqual(await ofPlatform(), ['platform-backup-missing'], 'what cannot be read is no good news');
  rmSync(path.dirname(folder), { recursive: true });
  await look('2026-11-21T08:27:00Z');
  assert.deepEqual(await ofPlatform(), []);
});

test('in announced maintenance nobody is woken, and updates wait for it', async () => {
  const place = { tenant: town.tenant, instance: wiki.id };
  const told = { apps: [], authorities: [], de: 'Wir erneuern die Datenbank.' };
  assert.equal(await maintenanceAt(house, place, house.clock.now()), 'none');
  await assert.rejects(announceMaintenance(stand.operator, { ...told, from: new Date('2026-11-21T08:00:00Z'), until: new Date('2026-11-21T09:00:00Z') }), { code: 'kernel/invalid-input' });
  const id = await announceMaintenance(stand.operator, { ...told, from: new Date('2026-11-21T09:00:00Z'), until: new Date('2026-11-21T10:00:00Z') });
  const dropped = await announceMaintenance(stand.operator, { ...told, apps: ['dokuwiki'], from: new Date('2026-11-22T09:00:00Z'), until: new Date('2026-11-22T10:00:00Z') });
  await cancelMaintenance(stand.operator, { maintenance: dropped });
  assert.equal(await maintenanceAt(house, place, house.clock.now()), 'ahead');
  await town.see(wiki.id, 'failing');
  await minute('2026-11-21T09:20:00Z');
  assert.deepEqual(await open(), []);
  assert.equal(await maintenanceAt(house, place, house.clock.now()), 'inside');
  await assert.rejects(cancelMaintenance(stand.operator, { maintenance: id }), { code: 'monitoring/not-open' });
  await minute('2026-11-21T10:00:00Z');
  assert.equal((await open()).length, 1, 'the window is over and it still fails');
  assert.equal(await maintenanceAt(house, place, house.clock.now()), 'none');
});

test('what is told of an incident reaches those whom it concerns, until it is over', async () => {
  const seenBy = async (of: typeof town) => (await describeOperation(of.officer)).incidents.map((one) => one.updates.at(-1)?.de);
  await assert.rejects(openIncident(town.officer, { impact: 'disturbed', apps: [], authorities: [], de: 'x' }), { code: 'kernel/not-found' });
  const id = await openIncident(stand.operator, { impact: 'disturbed', apps: ['dokuwiki'], authorities: [town.tenant], de: 'Wir suchen die Ursache.' });
  assert.deepEqual(await seenBy(town), ['Wir suchen die Ursache.']);
  assert.deepEqual(await seenBy(other), []);
  house.clock.set('2026-11-21T10:30:00Z');
  await updateIncident(stand.operator, { incident: id, stage: 'ended', de: 'Alles läuft wieder.' });
  await assert.rejects(updateIncident(stand.operator, { incident: id, stage: 'found', de: 'Doch nicht.' }), { code: 'monitoring/not-open' });
  const { watch } = await describeServices(house, { publicNames: {} }, [{ tenant: town.tenant, name: 'x' }]);
  assert.equal(watch.incidents[0]?.endedAt?.toISOString(), '2026-11-21T10:30:00.000Z');
});

test('applications that do not arrive and samples that fail are told to their authority, and taken back when they arrive', async () => {
  const troubles: { tenant: string; kind: 'failed-parcels' | 'failed-trials'; count: number }[] = [{ tenant: town.tenant, kind: 'failed-parcels', count: 3 }, { tenant: town.tenant, kind: 'failed-trials', count: 1 }];
  const watching = { ...ports, deliveries: async () => troubles };
  const told = async () => (await open()).filter((one) => one.rule.startsWith('parcels') || one.rule.startsWith('delivery')).map(({ rule, value }) => [rule, value]).toSorted();
  await evaluateAlerts(house, watching);
  assert.deepEqual(await told(), [['delivery-trial-failed', 1], ['parcels-undeliverable', 3]]);
  assert.ok((await describeFleet(stand.operator)).alerts.some((one) => one.rule === 'parcels-undeliverable' && one.authority === 'Stadt musterstadt'));
  await evaluateAlerts(house, { ...ports, deliveries: async () => { throw new Error('the database is away'); } });
  assert.equal((await told()).length, 2, 'not to see is no reason for good news');
  troubles.length = 0;
  await evaluateAlerts(house, watching);
  assert.deepEqual(await told(), []);
});

test('logs are searched by a digital officer of the authority alone, the newest first, and the look is noted', async () => {
  const texts = async (query: object) => (await searchLogs(town.officer, ports, { instance: wiki.id, ...query })).lines.map((line) => line.text);
  assert.deepEqual(await texts({ text: 'FEHLER' }), ['fehler beim Schreiben', 'Fehler: Größe <script>']);
  assert.deepEqual(await texts({ component: 'main', since: new Date('2026-11-21T08:00:00Z') }), ['Fehler: Größe <script>']);
  await assert.rejects(searchLogs({ ...stand.operator, tenant: town.tenant }, ports, { instance: wiki.id }), { code: 'kernel/not-found' });
  await assert.rejects(searchLogs(contextFor(house, stand.staff('auditor', town.tenant), town.tenant), ports, { instance: wiki.id }), { code: 'access/not-permitted' });
  await assert.rejects(searchLogs(other.officer, ports, { instance: wiki.id }), { code: 'kernel/not-found' });
  assert.equal((await town.sql(`select 1 from audit.entry where tenant_id = $1 and action = 'monitoring/logs-read'`, [town.tenant])).length, 2);
  const stored = await stand.database.acrossTenants('monitoring/test', (tx) => tx.client.query<{ table_name: string }>(`select table_name from information_schema.columns where table_schema = 'monitoring' and column_name in ('line', 'log', 'text')`));
  assert.deepEqual(stored.rows, []);
});
