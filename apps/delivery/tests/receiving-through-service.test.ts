import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { accessMigrations, type Actor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { fitConnectServiceModule } from '@allmende/fit-connect-service/module';
import { openDeliveryServiceStand } from '@allmende/fit-connect-service/testing';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations, startWorker, type Worker } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { systemClock } from '@allmende/time';
import { aPdf } from '@allmende/uploads/testing';
import { acceptApplication } from '../actions/accept-application.ts';
import { changeReception, rotateReceptionKeys } from '../actions/change-reception.ts';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { listReceptions } from '../actions/list-receptions.ts';
import { enqueueLook } from '../actions/look-for-arrivals.ts';
import { sealSettings } from '../actions/open-vault.ts';
import { receiveCallback } from '../actions/receive-callback.ts';
import { hearReplies } from '../actions/replies/hear-replies.ts';
import { reportProgress } from '../actions/report-progress.ts';
import { fitConnectTarget } from '../actions/sending/fit-connect-target.ts';
import { setUpReception } from '../actions/set-up-reception.ts';
import { findArrival } from '../data/arrival.ts';
import { saveDestination } from '../data/destination.ts';
import { deliveryMigrations } from '../data/migrations.ts';
import { findParcelOfApplication } from '../data/parcel.ts';
import type { Progress } from '../domain/application-port.ts';
import type { DeliveredEvidence } from '../domain/delivered-evidence.ts';
import type { Attachment } from '../domain/delivery.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import type { ParcelContent } from '../domain/parcel-content.ts';
import { answerArrivalJob } from '../jobs/answer-arrival.ts';
import { deliverParcelJob } from '../jobs/deliver-parcel.ts';
import { followSubmissionJob } from '../jobs/follow-submission.ts';
import { lookForArrivalsJob } from '../jobs/look-for-arrivals.ts';
import { takeArrivalJob } from '../jobs/take-arrival.ts';

const own = fitConnectServiceModule.migrations;
const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, ...(own ? [own] : []), deliveryMigrations]);
const plain = { ...testHouse(stand.database), clock: systemClock };
const service = await openDeliveryServiceStand({ ...plain, config: { ...plain.config, databaseUrls: stand.urls } });
after(() => service.close());

// Where the platform hears callbacks about receptions; those to senders are left to the look of the sender.
const ear = createServer((request, response) => {
  void (async () => {
    let body = '';
    for await (const part of request as AsyncIterable<Buffer>) body += part.toString();
    const [, what = '', tenant = '', reception = ''] = (request.url ?? '').split('/');
    const header = (name: string) => request.headers[name]?.toString();
    if (what === 'fit-connect-callbacks') await receiveCallback(house, { tenant, reception, authentication: header('callback-authentication'), timestamp: header('callback-timestamp'), body });
    response.writeHead(200).end();
  })().catch(() => response.writeHead(401).end());
});
await new Promise<void>((resolve) => { ear.listen(0, '127.0.0.1', resolve); });
after(() => { ear.closeAllConnections(); ear.close(); });
const house = { ...service.house, config: { ...service.house.config, fitConnect: service.house.config.fitConnect, publicAddress: `http://127.0.0.1:${(ear.address() as AddressInfo).port}` } };

const SCHEMA = 'urn:allmende:service:probe:1.0.0:0123456789abcdef';
const letter = await aPdf(['Bescheid']);
const plan: Attachment = { id: newId(), evidence: 'plan', label: { de: 'Lageplan' }, name: 'plan.pdf', contentType: 'application/pdf', bytes: await aPdf(['Lageplan']) };
const taken = new Map<string, ParcelContent>();
const evidence: DeliveredEvidence[] = [];
const progress: Progress[] = [];
const office: DeliveryTarget = {
  name: 'office',
  deliver: async (_house, _tenant, content) => { taken.set(content.submission, content); return { receipt: `file-of-${content.submission}` }; },
  receiveEvidence: async (_house, _tenant, one) => { evidence.push(one); },
  fetchDocument: async (_house, _tenant, id) => ({ id, name: 'bescheid.pdf', kind: 'notice', contentType: 'application/pdf', bytes: letter }),
};
const ports: DeliveryPorts = {
  targets: [office, fitConnectTarget],
  applications: {
    read: async (_house, _tenant, submission) => ({ submission, reference: 'AAAA-BBBB-CCCC', placeArs: '081210000000', submittedAt: '2026-11-22T09:00:00.000Z', answers: { name: 'Ilvy' }, service: { id: 'probe', name: { de: 'Probe' } } }) as unknown as ParcelContent,
    readAttachments: async () => [plan], readSchema: async () => ({ $id: SCHEMA }), noteProgress: async (_house, _tenant, one) => { progress.push(one); },
    readForeign: async (_house, _tenant, { id, data }) => ({ outcome: 'read', content: { submission: id, reference: id, ...(JSON.parse(Buffer.from(data).toString()) as object), summary: { de: { pages: [], results: [] } } } as unknown as ParcelContent }),
  },
};
const workers: Worker[] = [await startWorker(house, [deliverParcelJob(ports), followSubmissionJob, takeArrivalJob(ports), lookForArrivalsJob, answerArrivalJob(ports), ...(fitConnectServiceModule.jobs ?? []).filter(({ cron }) => cron === undefined)])];
after(() => Promise.all(workers.map((worker) => worker.stop())));

test('one authority sends, another receives, decides and answers with its letter, and keys are replaced on the way', async () => {
  const [sending, receiving, application, way] = [tenantId(newId()), tenantId(newId()), newId(), newId()];
  const officer: Actor = { kind: 'staff', accountId: newId(), name: 'Probe Beispiel', grants: [{ tenant: receiving, role: 'digital-officer' }] };
  const ctx = contextFor(house, officer, receiving);
  const client = await service.letIn(['create:destination']);
  const offers = [{ identifier: 'urn:allmende:leistung:probe', regions: ['DE08121'], submissionSchemas: [{ schemaUri: SCHEMA, mimeType: 'application/json' as const }] }];
  const reception = await setUpReception(ctx, {
    apiAddress: service.address(), tokenAddress: `${service.address()}/token`, issuer: service.address(), clientId: client.id, clientSecret: client.secret, target: 'office', offers,
    contact: { legalName: 'Stadt Probe', address: 'Marktplatz 1, 12345 Probe', phone: '+49 30 1234', email: 'post@probe.example' },
  });
  const sender = await service.letIn(['send:region:DE']);
  const settings = { environment: 'own', api: service.address(), token: `${service.address()}/token`, clientId: sender.id, clientSecret: sender.secret, destination: reception, version: 'v2', keys: 'self-signed' };
  await stand.database.inTenant(sending, async (tx) => saveDestination(tx, { id: way, target: 'fit-connect', name: 'Probe', address: 'probe', sealed: await sealSettings(tx, house, way, settings), at: house.clock.now(), by: newId() }));

  await acceptApplication(house, { tenant: sending, application, service: 'probe', target: 'fit-connect', destination: way });
  const parcel = await until(async () => { const found = await stand.database.inTenant(sending, (tx) => findParcelOfApplication(tx, application)); return found?.state === 'delivered' ? found : undefined; });
  const submission = parcel.receipt ?? '';
  // The sender may hear of it before the receiver has noted that it was said.
  const arrival = await until(async () => { const found = await stand.database.inTenant(receiving, (tx) => findArrival(tx, submission)); return found?.state === 'accepted' ? found : undefined; });
  assert.deepEqual([arrival?.state, arrival?.receipt], ['accepted', `file-of-${submission}`]);
  assert.deepEqual(taken.get(submission)?.answers, { name: 'Ilvy' });
  assert.equal(taken.get(submission)?.summary.de.pages.at(-1)?.rows[0]?.value, 'AAAA-BBBB-CCCC');
  assert.deepEqual(evidence.map(({ submission: of, label, contentType }) => [of, label.de, contentType]), [[submission, 'Lageplan', 'application/pdf']]);

  await stand.database.inTenant(receiving, (tx) => reportProgress(tx, { submission, target: 'office', state: 'in-progress', at: house.clock.now() }));
  await stand.database.inTenant(receiving, (tx) => reportProgress(tx, { submission, target: 'office', state: 'decided', documents: [newId()], decision: 'granted', at: house.clock.now() }));
  const said = await until(async () => {
    await hearReplies(house, ports, { tenant: sending, destination: way });
    const found = progress.filter((one) => one.application === application);
    return found.some(({ state }) => state === 'decided') ? found : undefined;
  });
  assert.deepEqual(said.map(({ state, decision }) => [state, decision]), [['in-progress', undefined], ['decided', 'granted']]);
  assert.ok(Buffer.from(said[1]?.documents[0]?.bytes ?? []).equals(Buffer.from(letter)));

  await rotateReceptionKeys(ctx, { reception, name: 'Stadt Probe' });
  const [shown] = (await listReceptions(ctx)).receptions;
  assert.deepEqual(shown?.keys.map(({ inUse }) => inUse), [true, true, false, false]);
  assert.deepEqual(shown?.keys.map(({ isEnding }) => isEnding), [false, false, false, false]);
  await changeReception(ctx, { reception, state: 'paused' });
  assert.equal((await listReceptions(ctx)).receptions[0]?.state, 'paused');
  await changeReception(ctx, { reception, state: 'active', offers });
  const second = newId();
  await acceptApplication(house, { tenant: sending, application: second, service: 'probe', target: 'fit-connect', destination: way });
  await stand.database.inTenant(receiving, (tx) => enqueueLook(tx, reception));
  await until(async () => { const found = await stand.database.inTenant(sending, (tx) => findParcelOfApplication(tx, second)); return found?.state === 'delivered' ? found : undefined; });
  assert.equal(taken.size, 2);
  assert.deepEqual(service.faults, []);

  const stranger = contextFor(house, { ...officer, grants: [{ tenant: sending, role: 'digital-officer' }] }, receiving);
  await assert.rejects(listReceptions(stranger));
});

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (const started = performance.now(); performance.now() - started < 120_000;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  throw new Error('it did not happen in two minutes');
}
