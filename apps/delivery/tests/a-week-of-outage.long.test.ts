import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessMigrations, type Actor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, openDatabase, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { dispatchJob, emit, eventsMigrations } from '@allmende/events';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations, startWorker, type Worker } from '@allmende/jobs';
import { applicationSubmitted, evidenceChanged } from '@allmende/online-services';
import { secretsMigrations } from '@allmende/secrets';
import { chooseRoute } from '../actions/choose-route.ts';
import { saveDestination } from '../actions/manage-destinations.ts';
import { sendAllAgain } from '../actions/send-again.ts';
import { listTroubles } from '../actions/watch-deliveries.ts';
import { findParcelOfApplication, listParcelEvents } from '../data/parcel.ts';
import type { DeliveredEvidence } from '../domain/delivered-evidence.ts';
import { deliveryMigrations, webhookTarget } from '../index.ts';
import { deliveryModule } from '../module.ts';
import { aParcel } from '../testing/a-parcel.ts';
import { aSpecialistSystem, partsOf } from './a-specialist-system.ts';

const SERVICE = 'hundesteuer-anmelden';
const SECRET = 'geheim-0123456789-0123456789-0123456789';
const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
/** The queue doubles its pauses and more up to e to the tenth seconds: six hours and a little. */
const LONGEST_PAUSE_MS = 6.2 * HOUR;

const system = await aSpecialistSystem();
const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, deliveryMigrations]);
const plain = testHouse(stand.database);
const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };
const owner = openDatabase({ appUrl: stand.ownerUrl, platformUrl: stand.ownerUrl, connections: 1 });
const lateEvidence = new Map<string, string>();
const ports = {
  targets: [webhookTarget] as const,
  applications: {
    read: async (_house: unknown, _tenant: unknown, application: string) => aParcel({ submission: application }), readAttachments: async () => [], readSchema: async () => ({ $id: 'urn:example:schema' }), noteProgress: async () => undefined,
    listServices: async () => [{ id: SERVICE, name: { de: 'Hundesteuer anmelden' }, isOn: true }], listEvidence: async (_house: unknown, _tenant: unknown, application: string) => [...lateEvidence].filter(([, of]) => of === application).map(([id]) => id),
    readEvidence: async (_house: unknown, _tenant: unknown, { application, evidence }: { application: string; evidence: string }): Promise<DeliveredEvidence> => ({
      id: evidence, submission: application, label: { de: 'Nachweis' }, state: 'clean', isLate: true, receivedAt: house.clock.now().toISOString(), hints: [], completeness: { score: 100, required: 0, there: 0, evidence: [] }, missingEvidence: [], name: 'a.pdf', contentType: 'application/pdf', bytes: Buffer.from('%PDF-1.7'),
    }),
  },
};
const delivery = deliveryModule({ ...ports, targets: [...ports.targets] });
const workers: Worker[] = [await startWorker(house, [dispatchJob(delivery.subscriptions ?? []), ...(delivery.jobs ?? []).filter(({ cron }) => cron === undefined)])];
after(async () => { await Promise.all(workers.map((worker) => worker.stop())); await owner.close(); await system.close(); });

type Pending = { readonly waiting: number; readonly due: number; readonly pauseMs: number | null; readonly tries: number };

/** What the queue holds: jobs that will be tried again, those that are due or under way, and the longest pause of any. */
async function pending(): Promise<Pending> {
  const { rows: [found] } = await owner.withoutTenant((tx) => tx.client.query<Pending>(`select count(*)::int as waiting, count(*) filter (where run_at <= now() or locked_at is not null)::int as due,
    (max(extract(epoch from run_at - now())) * 1000)::float as "pauseMs", coalesce(sum(attempts), 0)::int as tries from graphile_worker._private_jobs where attempts < max_attempts`));
  return found as Pending;
}

async function settled(): Promise<Pending> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await pending();
    if (found.due === 0) return found;
    await sleep(50);
  }
  throw new Error('the queue does not come to rest');
}

/** Lets the pause pass that everything waits for. The queue has the database's clock: what is due in hours is made due now. */
async function passPause(pauseMs: number): Promise<void> {
  plain.clock.advanceMs(pauseMs);
  await owner.withoutTenant((tx) => tx.client.query('update graphile_worker._private_jobs set run_at = now() where attempts < max_attempts'));
}

test('a specialist system that is down for a week gets everything afterwards, once and in order, and the alarm comes and goes', async (context) => {
  const tenant = tenantId(newId());
  const actor: Actor = { kind: 'staff', accountId: newId(), name: 'Probe Beispiel', grants: [{ tenant, role: 'digital-officer' }] };
  const ctx = contextFor(house, actor, tenant);
  const destination = await saveDestination(ctx, { ...ports, targets: [...ports.targets] }, { target: 'webhook', name: 'Steuerverfahren', settings: { url: system.url, secret: SECRET } });
  await chooseRoute(ctx, { ...ports, targets: [...ports.targets] }, { service: SERVICE, target: 'webhook', destination });
  const troubles = async () => (await listTroubles(house)).filter((one) => one.tenant === tenant);
  const submit = async () => {
    const application = newId();
    await stand.database.inTenant(tenant, (tx) => emit(tx, applicationSubmitted(application, { application, service: SERVICE })));
    return application;
  };
  const stateOf = async (application: string) => (await stand.database.inTenant(tenant, (tx) => findParcelOfApplication(tx, application)))?.state;

  system.answer.status = 503;
  const applications = [await submit(), await submit(), await submit()];
  const evidence = newId();
  lateEvidence.set(evidence, applications[0] ?? '');
  await stand.database.inTenant(tenant, (tx) => emit(tx, evidenceChanged(applications[0] ?? '', { application: applications[0] ?? '', evidence })));
  const began = house.clock.now().getTime();
  const passed = () => house.clock.now().getTime() - began;
  let alarmAfter: number | undefined;
  let isThirdDay = false;
  for (let round = 0; passed() < WEEK; round += 1) {
    assert.ok(round < 80, 'a week passes');
    const { waiting, pauseMs } = await settled();
    if (pauseMs !== null) assert.ok(pauseMs <= LONGEST_PAUSE_MS, `${pauseMs} ms`);
    if (alarmAfter === undefined && (await troubles()).length > 0) alarmAfter = passed();
    if (!isThirdDay && passed() > 3 * 24 * HOUR) {
      isThirdDay = true;
      applications.push(await submit());
      continue;
    }
    // Every other time the other side is not there at all instead of saying so.
    system.answer.isMute = round % 2 === 1;
    await passPause(waiting === 0 ? 6 * HOUR : Math.max(pauseMs ?? 0, 1_000));
  }
  applications.push(await submit());
  await settled();
  assert.deepEqual(await Promise.all(applications.map(stateOf)), ['failed', 'failed', 'failed', 'failed', 'waiting']);
  assert.ok(alarmAfter !== undefined && alarmAfter > 6 * HOUR && alarmAfter < 36 * HOUR, `${(alarmAfter ?? 0) / HOUR} hours`);
  assert.deepEqual(await troubles(), [{ tenant, kind: 'failed-parcels', count: 4 }]);
  const tries = (await stand.database.inTenant(tenant, (tx) => listParcelEvents(tx, applications[0] ?? ''))).filter(({ kind }) => kind === 'tried' || kind === 'failed');
  assert.equal(tries.length, 12, 'no more tries than are allowed');
  context.diagnostic(`${system.received.length} calls in a week, alarm after ${(alarmAfter / HOUR).toFixed(1)} hours`);

  Object.assign(system.answer, { status: 200, isMute: false });
  const before = system.received.length;
  assert.equal(await sendAllAgain(ctx, { ...ports, targets: [...ports.targets] }, { target: 'webhook', destination }), 4);
  for (let round = 0; round < 20 && (await pending()).waiting > 0; round += 1) { await settled(); await passPause(1_000); }
  assert.deepEqual(await Promise.all(applications.map(stateOf)), applications.map(() => 'delivered'));
  assert.deepEqual(await troubles(), []);
  const arrived = system.received.slice(before).map((one) => { const { message } = partsOf(one); const { type, submission, evidence: piece } = message as { type: string; submission: string; evidence?: string }; return { type, submission, piece }; });
  assert.deepEqual(arrived.filter(({ type }) => type === 'submission').map(({ submission }) => submission).toSorted(), applications.toSorted(), 'everything arrives once');
  assert.deepEqual(arrived.filter(({ type }) => type === 'evidence'), [{ type: 'evidence', submission: applications[0], piece: evidence }]);
  assert.ok(arrived.findIndex(({ type }) => type === 'evidence') > arrived.findIndex(({ submission }) => submission === applications[0]), 'evidence follows what it belongs to');
});
