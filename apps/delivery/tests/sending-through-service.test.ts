import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { decryptContent } from '@allmende/fit-connect';
import { fitConnectServiceModule } from '@allmende/fit-connect-service/module';
import { openDeliveryServiceStand } from '@allmende/fit-connect-service/testing';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations, startWorker, type Worker } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { acceptApplication } from '../actions/accept-application.ts';
import { sealSettings } from '../actions/open-vault.ts';
import { fitConnectTarget } from '../actions/sending/fit-connect-target.ts';
import { hearNews } from '../actions/sending/hear-news.ts';
import { saveDestination } from '../data/destination.ts';
import { findParcelOfApplication } from '../data/parcel.ts';
import type { Attachment } from '../domain/delivery.ts';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { deliveryMigrations } from '../data/migrations.ts';
import type { ParcelContent } from '../domain/parcel-content.ts';
import { deliverParcelJob } from '../jobs/deliver-parcel.ts';
import { followSubmissionJob } from '../jobs/follow-submission.ts';

const own = fitConnectServiceModule.migrations;
const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, ...(own ? [own] : []), deliveryMigrations]);
const plain = testHouse(stand.database);
const service = await openDeliveryServiceStand({ ...plain, config: { ...plain.config, databaseUrls: stand.urls } });
after(() => service.close());

// Where the platform would hear callbacks.
const heard: string[] = [];
const ear = createServer((request, response) => {
  void (async () => {
    let body = '';
    for await (const part of request as AsyncIterable<Buffer>) body += part.toString();
    const [, , tenant = '', application = ''] = (request.url ?? '').split('/');
    const header = (name: string) => request.headers[name]?.toString();
    await hearNews(house, { tenant, application, authentication: header('callback-authentication'), timestamp: header('callback-timestamp'), body });
    heard.push(application);
    response.writeHead(200).end();
  })().catch(() => response.writeHead(401).end());
});
await new Promise<void>((resolve) => { ear.listen(0, '127.0.0.1', resolve); });
after(() => { ear.closeAllConnections(); ear.close(); });
const house = { ...service.house, config: { ...service.house.config, fitConnect: service.house.config.fitConnect, publicAddress: `http://127.0.0.1:${(ear.address() as AddressInfo).port}` } };

const bytes = randomBytes(300_000);
const attachment: Attachment = { id: newId(), evidence: 'plan', label: { de: 'Lageplan' }, name: 'plan.pdf', contentType: 'application/pdf', bytes };
const ports: DeliveryPorts = {
  targets: [fitConnectTarget],
  applications: {
    read: async (_house, _tenant, submission) => ({ submission, reference: 'AAAA-BBBB-CCCC', placeArs: '081210000000', submittedAt: '2026-11-22T09:00:00.000Z', answers: { 'plan.title': 'Garage' }, service: { id: 'bauantrag', name: { de: 'Bauantrag' } } }) as unknown as ParcelContent,
    readAttachments: async () => [attachment], readSchema: async () => ({ $id: 'urn:own' }), noteProgress: async () => undefined,
  },
};
const workers: Worker[] = [await startWorker(house, [deliverParcelJob(ports), followSubmissionJob, ...(fitConnectServiceModule.jobs ?? []).filter(({ cron }) => cron === undefined)])];
after(() => Promise.all(workers.map((worker) => worker.stop())));

test('an application goes through our own delivery service to its receiver, and what that says comes back by callback', async () => {
  const destination = await service.aDestination();
  const { id: clientId, secret: clientSecret } = await service.letIn([`send:region:DE08`]);
  const receiver = await service.letIn([`subscribe:destination:${destination.id}`]);
  const [tenant, application, target] = [tenantId(newId()), newId(), newId()];
  const settings = { environment: 'own', api: service.address(), token: `${service.address()}/token`, clientId, clientSecret, destination: destination.id, version: 'v2', keys: 'self-signed', service: service.service, schemaUri: service.schema.schemaUri };
  await stand.database.inTenant(tenant, async (tx) => saveDestination(tx, { id: target, target: 'fit-connect', name: 'Probe', address: 'probe', sealed: await sealSettings(tx, house, target, settings), at: house.clock.now(), by: newId() }));
  await acceptApplication(house, { tenant, application, service: 'bauantrag', target: 'fit-connect', destination: target });
  const parcel = () => stand.database.inTenant(tenant, (tx) => findParcelOfApplication(tx, application));
  const sent = await until(async () => { const found = await parcel(); return found?.state === 'sent' ? found : undefined; });

  const submission = await receiver.ask('GET', `/v2/submissions/${sent.receipt ?? ''}`) as unknown as { body: { submissionId: string; caseId: string; attachments: string[]; encryptedData: string } };
  const { caseId, attachments, encryptedData } = submission.body;
  const data = await decryptContent(encryptedData, { key: service.keys.encrypt.privateKey });
  assert.deepEqual(JSON.parse(Buffer.from(data.bytes).toString()), { answers: { 'plan.title': 'Garage' } });
  const fetched = await receiver.ask('GET', `/v1/submissions/${sent.receipt ?? ''}/attachments/${attachments[0] ?? ''}`);
  assert.ok(Buffer.from((await decryptContent(fetched.text, { key: service.keys.encrypt.privateKey, contentType: 'application/pdf' })).bytes).equals(bytes));

  const accepted = await service.signed({ name: 'accept-submission', destination: destination.id, submission: submission.body.submissionId, case: caseId });
  assert.equal((await receiver.ask('POST', `/v2/cases/${caseId}/events`, { text: accepted, type: 'application/jose' })).status, 204);
  const delivered = await until(async () => { const found = await parcel(); return found?.state === 'delivered' ? found : undefined; });
  assert.equal(delivered.receipt, submission.body.submissionId);
  assert.ok(heard.includes(application));
  assert.deepEqual(service.faults, []);
});

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error('it did not happen in a minute');
}
