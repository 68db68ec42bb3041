import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { accessMigrations, type Actor, type AuthorityRole } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { NotFound } from '@allmende/errors';
import { dispatchJob, emit, eventsMigrations } from '@allmende/events';
import { contextFor, type ActionContext } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations, startWorker, type Worker } from '@allmende/jobs';
import { applicationSubmitted } from '@allmende/online-services';
import { acceptForNow } from '../actions/accept-application.ts';
import { deliverParcel } from '../actions/deliver-parcel.ts';
import { getParcel } from '../actions/get-parcel.ts';
import { listParcels } from '../actions/list-parcels.ts';
import { sendAgain } from '../actions/send-again.ts';
import { takeOnApplication } from '../actions/take-on-application.ts';
import { deliveryMigrations, reportProgress, type ParcelContent } from '../index.ts';
import { deliveryModule } from '../module.ts';
import { fakeApplications, fakeTarget } from '../testing/index.ts';
import { NothingToRetry } from '../domain/errors.ts';
import { DELIVERY_ATTEMPTS } from '../domain/parcel.ts';

const workers: Worker[] = [];
after(() => Promise.all(workers.map((worker) => worker.stop())));
const stand = await testDatabase([jobsMigrations, eventsMigrations, auditMigrations, accessMigrations, deliveryMigrations]);
const plain = testHouse(stand.database);
const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };
const { target, taken, state } = fakeTarget();
const { port, progress } = fakeApplications((submission) => ({ submission, reference: submission }) as unknown as ParcelContent);
const other = fakeTarget('other');
const near = fakeTarget('near');
const chosen = new Map<string, string>();
const ports = { targets: [target, other.target, { ...near.target, isNear: true }] as [typeof target, ...(typeof target)[]], applications: { ...port, chosenTarget: async (_house: unknown, _tenant: unknown, application: string) => chosen.get(application) } };
const delivery = deliveryModule(ports);
workers.push(await startWorker(house, [dispatchJob(delivery.subscriptions ?? []), ...(delivery.jobs ?? [])]));

function officer(tenant: TenantId, role: AuthorityRole = 'head-of-office'): ActionContext {
  const actor: Actor = { kind: 'staff', accountId: newId(), name: 'Probe Beispiel', grants: [{ tenant, role }] };
  return contextFor(house, actor, tenant);
}

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => { setTimeout(resolve, 30); });
  }
  throw new Error('it did not happen in nine seconds');
}

const send = (tenant: TenantId, application: string) => stand.database.inTenant(tenant, (tx) => emit(tx, applicationSubmitted(application, { application, service: 'hundesteuer-anmelden' })));
const parcelOf = async (tenant: TenantId, application: string) => (await listParcels(officer(tenant), {})).parcels.find((parcel) => parcel.application === application);

test('an application that was sent twice arrives once', async () => {
  const tenant = tenantId(newId());
  const application = newId();
  const before = state.asked;
  await send(tenant, application);
  await send(tenant, application);
  const parcel = await until(async () => { const found = await parcelOf(tenant, application); return found?.state === 'delivered' ? found : undefined; });
  await deliverParcel(house, ports, { tenant, parcel: parcel.id });
  assert.equal(taken.get(application)?.submission, application);
  assert.equal(state.asked, before + 1);
  assert.deepEqual([parcel.receipt, parcel.attempts], [`taken-${application}`, 1]);
  assert.deepEqual((await getParcel(officer(tenant), { parcel: parcel.id })).events.map(({ kind }) => kind), ['accepted', 'delivered']);
});

test('an application goes to the system that its authority chose; one that nobody knows is none', async () => {
  const tenant = tenantId(newId());
  const [own, lost] = [newId(), newId()];
  chosen.set(own, 'other').set(lost, 'nobody');
  await send(tenant, own);
  await send(tenant, lost);
  const targets = await until(async () => { const both = await Promise.all([parcelOf(tenant, own), parcelOf(tenant, lost)]); return both.every((parcel) => parcel?.state === 'delivered') ? both.map((parcel) => parcel?.target) : undefined; });
  assert.deepEqual(targets, ['other', 'fake']);
  assert.equal(other.taken.has(own), true);
});

test('an application for a target of this house is there at once; what fails in that moment, and what a killed worker left, is brought by the queue', async () => {
  const tenant = tenantId(newId());
  const [there, late, left] = [newId(), newId(), newId()];
  for (const application of [there, late, left]) chosen.set(application, 'near');
  const delivered = (application: string) => until(async () => { const found = await parcelOf(tenant, application); return found?.state === 'delivered' ? found : undefined; });
  const eventsOf = async (parcel: string) => (await getParcel(officer(tenant), { parcel })).events.map(({ kind }) => kind);

  await takeOnApplication(house, ports, { tenant, application: there, service: 'hundesteuer-anmelden' });
  await send(tenant, there);
  const parcel = await parcelOf(tenant, there);
  assert.deepEqual([parcel?.state, parcel?.attempts, parcel?.receipt], ['delivered', 1, `taken-${there}`]);
  assert.deepEqual(await eventsOf(parcel?.id ?? ''), ['accepted', 'delivered']);

  near.state.refuses = true;
  await takeOnApplication(house, ports, { tenant, application: late, service: 'hundesteuer-anmelden' });
  const refused = await parcelOf(tenant, late);
  assert.deepEqual([refused?.state, refused?.problem], ['waiting', 'delivery/target-fault']);
  near.state.refuses = false;
  assert.equal((await eventsOf((await delivered(late)).id)).at(-1), 'delivered');

  await acceptForNow(house, { tenant, application: left, service: 'hundesteuer-anmelden', target: 'near' });
  await send(tenant, left);
  assert.deepEqual(await eventsOf((await delivered(left)).id), ['accepted', 'delivered']);
  assert.equal(near.taken.size, 3);
});

test('a target that is down is asked again, then the parcel waits for a person, who sends it again; what the target said is kept nowhere', async () => {
  const tenant = tenantId(newId());
  const application = newId();
  state.refuses = true;
  await send(tenant, application);
  const parcel = await until(() => parcelOf(tenant, application));
  for (let tries = 0; tries <= DELIVERY_ATTEMPTS; tries += 1) await deliverParcel(house, ports, { tenant, parcel: parcel.id }).catch(() => undefined);
  const stuck = await getParcel(officer(tenant), { parcel: parcel.id });
  assert.deepEqual([stuck.state, stuck.problem], ['failed', 'delivery/target-fault']);
  assert.ok(!JSON.stringify(stuck).includes('Musterfrau'));
  assert.equal((await listParcels(officer(tenant), { state: 'failed' })).counts.failed, 1);

  state.refuses = false;
  await assert.rejects(sendAgain(officer(tenant, 'auditor'), ports, { parcel: parcel.id }), /Rollen/u);
  await sendAgain(officer(tenant), ports, { parcel: parcel.id });
  const arrived = await until(async () => { const found = await getParcel(officer(tenant), { parcel: parcel.id }); return found.state === 'delivered' ? found : undefined; });
  assert.deepEqual(arrived.events.map(({ kind }) => kind).filter((kind) => kind !== 'failed' && kind !== 'tried'), ['accepted', 'retried', 'delivered']);
  await assert.rejects(sendAgain(officer(tenant), ports, { parcel: parcel.id }), NothingToRetry);
});

test('progress and documents reach the application in the order in which they were reported, and not for a submission that came another way', async () => {
  const tenant = tenantId(newId());
  const application = newId();
  await send(tenant, application);
  await until(async () => ((await parcelOf(tenant, application))?.state === 'delivered' ? true : undefined));
  const at = house.clock.now();
  await stand.database.inTenant(tenant, async (tx) => {
    await reportProgress(tx, { submission: newId(), target: 'fake', state: 'decided', at });
    await reportProgress(tx, { submission: application, target: 'fake', state: 'in-progress', at });
    await reportProgress(tx, { submission: application, target: 'fake', state: 'decided', documents: ['paper'], at });
  });
  await until(async () => (progress.length >= 2 ? true : undefined));
  assert.deepEqual(progress.map(({ application: of, state: reached, documents }) => [of, reached, documents.map(({ id }) => id)]), [[application, 'in-progress', []], [application, 'decided', ['paper']]]);
});

test('a stranger learns nothing of another authority\'s parcels', async () => {
  const [tenant, other] = [tenantId(newId()), tenantId(newId())];
  const application = newId();
  await send(tenant, application);
  const parcel = await until(() => parcelOf(tenant, application));
  assert.deepEqual((await listParcels(officer(other), {})).parcels, []);
  await assert.rejects(getParcel(officer(other), { parcel: parcel.id }), NotFound);
  await assert.rejects(listParcels({ ...officer(other), tenant }, {}), NotFound);
  await assert.rejects(sendAgain(officer(other), ports, { parcel: parcel.id }), NotFound);
});
