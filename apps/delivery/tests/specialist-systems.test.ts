import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { fitConnectServiceModule } from '@allmende/fit-connect-service/module';
import { openDeliveryServiceStand } from '@allmende/fit-connect-service/testing';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations, startWorker, type Worker } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { systemClock } from '@allmende/time';
import { aPdf } from '@allmende/uploads/testing';
import { acceptApplication } from '../actions/accept-application.ts';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { sealSettings } from '../actions/open-vault.ts';
import { hearReplies } from '../actions/replies/hear-replies.ts';
import { hearNews } from '../actions/sending/hear-news.ts';
import { fitConnectTarget } from '../actions/sending/fit-connect-target.ts';
import { saveDestination } from '../data/destination.ts';
import { deliveryMigrations } from '../data/migrations.ts';
import { findParcelOfApplication, listParcelEvents } from '../data/parcel.ts';
import type { Progress } from '../domain/application-port.ts';
import type { Attachment } from '../domain/delivery.ts';
import type { ParcelContent } from '../domain/parcel-content.ts';
import { deliverParcelJob } from '../jobs/deliver-parcel.ts';
import { followSubmissionJob } from '../jobs/follow-submission.ts';
import { startReferenceSystem } from './start-reference-system.ts';

const own = fitConnectServiceModule.migrations;
const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, ...(own ? [own] : []), deliveryMigrations]);
const plain = { ...testHouse(stand.database), clock: systemClock };
const service = await openDeliveryServiceStand({ ...plain, config: { ...plain.config, databaseUrls: stand.urls } });
after(() => service.close());
// Where the platform would hear callbacks.
const ear = createServer((request, response) => {
  void (async () => {
    let body = '';
    for await (const part of request as AsyncIterable<Buffer>) body += part.toString();
    const [, , tenant = '', application = ''] = (request.url ?? '').split('/');
    const header = (name: string) => request.headers[name]?.toString();
    await hearNews(house, { tenant, application, authentication: header('callback-authentication'), timestamp: header('callback-timestamp'), body });
    response.writeHead(200).end();
  })().catch(() => response.writeHead(401).end());
});
await new Promise<void>((resolve) => { ear.listen(0, '127.0.0.1', resolve); });
after(() => { ear.closeAllConnections(); ear.close(); });
const house = { ...service.house, config: { ...service.house.config, fitConnect: service.house.config.fitConnect, publicAddress: `http://127.0.0.1:${(ear.address() as AddressInfo).port}` } };

const letter = await aPdf(['Bescheid']);
const plan: Attachment = { id: newId(), evidence: 'plan', label: { de: 'Lageplan' }, name: 'plan.pdf', contentType: 'application/pdf', bytes: await aPdf(['Lageplan']) };
const progress: Progress[] = [];
const ports: DeliveryPorts = {
  targets: [fitConnectTarget],
  applications: {
    read: async (_house, _tenant, submission) => ({ submission, reference: 'AAAA-BBBB-CCCC', placeArs: '081210000000', submittedAt: '2026-11-22T09:00:00.000Z', answers: { 'plan.title': 'Garage' }, service: { id: 'bauantrag', name: { de: 'Bauantrag' } } }) as unknown as ParcelContent,
    readAttachments: async () => [plan], readSchema: async () => ({ $id: 'urn:own' }), noteProgress: async (_house, _tenant, one) => { progress.push(one); },
  },
};
const workers: Worker[] = [await startWorker(house, [deliverParcelJob(ports), followSubmissionJob, ...(fitConnectServiceModule.jobs ?? []).filter(({ cron }) => cron === undefined)])];
after(() => Promise.all(workers.map((worker) => worker.stop())));

test('a specialist system that knows only the public interface takes an application, asks, wants a fee and decides, and the applicant hears all of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'allmende-specialist-'));
  writeFileSync(join(folder, 'schema.json'), JSON.stringify({ type: 'object', required: ['answers'], properties: { answers: { type: 'object', required: ['plan.title'] } } }));
  const destination = await service.aDestination();
  const receiver = await service.letIn([`subscribe:destination:${destination.id}`]);
  const system = await startReferenceSystem('generic-system', {
    folder, access: { api: service.address(), tokenUrl: `${service.address()}/token`, clientId: receiver.id, clientSecret: receiver.secret, destinationId: destination.id },
    takes: [{ identifier: service.service, regions: ['DE08121'], schemas: [{ ...service.schema, file: join(folder, 'schema.json') }] }],
    keys: { decryption: service.keys.encrypt.privateJwk, signing: service.keys.sign.privateJwk },
  });
  after(() => system.stop());

  const sender = await service.letIn(['send:region:DE08']);
  const [tenant, application, target] = [tenantId(newId()), newId(), newId()];
  const settings = { environment: 'own', api: service.address(), token: `${service.address()}/token`, clientId: sender.id, clientSecret: sender.secret, destination: destination.id, version: 'v2', keys: 'self-signed', service: service.service, schemaUri: service.schema.schemaUri };
  await stand.database.inTenant(tenant, async (tx) => saveDestination(tx, { id: target, target: 'fit-connect', name: 'Probe', address: 'probe', sealed: await sealSettings(tx, house, target, settings), at: house.clock.now(), by: newId() }));
  await acceptApplication(house, { tenant, application, service: 'bauantrag', target: 'fit-connect', destination: target });
  const parcel = () => stand.database.inTenant(tenant, (tx) => findParcelOfApplication(tx, application));
  const delivered = await until(async () => { const found = await parcel(); return found?.state === 'delivered' ? found : undefined; }).catch(async (error) => { console.log(JSON.stringify([await parcel(), await stand.database.inTenant(tenant, (tx) => listParcelEvents(tx, application))]), system.printed, service.faults); throw error; });

  const [file] = await system.files();
  assert.equal(file?.submissionId, delivered.receipt);
  assert.equal(file?.senderReference, 'AAAA-BBBB-CCCC');
  assert.deepEqual(JSON.parse(file?.data ?? ''), { answers: { 'plan.title': 'Garage' } });
  assert.deepEqual(file?.attachments.map(({ filename, sha512 }) => [filename, sha512]), [['plan.pdf', createHash('sha512').update(plan.bytes).digest('hex')]]);

  const submission = file?.submissionId ?? '';
  await system.reply(submission, { kind: 'received' });
  await system.reply(submission, { kind: 'question', text: 'Bitte reichen Sie den Schnitt nach.', missing: ['Schnitt'], due: '2026-12-24' });
  await system.reply(submission, { kind: 'fee', fee: { amountCents: 12_000, purpose: 'GF-000001', payee: 'Stadtkasse', iban: 'DE02120300000000202051' }, due: '2026-12-31' });
  await system.reply(submission, { kind: 'decision', decision: 'granted', text: 'Ihr Antrag ist genehmigt.', documents: [{ name: 'bescheid.pdf', contentType: 'application/pdf', content: Buffer.from(letter).toString('base64') }] });
  await hearReplies(house, ports, { tenant, destination: target });
  await hearReplies(house, ports, { tenant, destination: target });
  const said = progress.filter((one) => one.application === application);
  assert.deepEqual(said.map(({ state, replies }) => [state, replies.map(({ kind, fileNumber }) => `${kind} ${fileNumber ?? ''}`)]), [
    ['in-progress', ['received GF-000001']], ['waiting', ['question GF-000001']], ['waiting', ['fee GF-000001']], ['decided', ['decision GF-000001']],
  ]);
  assert.deepEqual(said[1]?.replies[0]?.missing, ['Schnitt']);
  assert.equal(said[2]?.replies[0]?.fee?.amountCents, 12_000);
  assert.equal(said[3]?.decision, 'granted');
  assert.ok(Buffer.from(said[3]?.documents[0]?.bytes ?? []).equals(Buffer.from(letter)));
  const events = await stand.database.inTenant(tenant, (tx) => listParcelEvents(tx, application));
  assert.deepEqual(events.filter(({ kind, signedBy }) => kind === 'progressed' && signedBy === service.address()).map(({ detail, verified }) => [detail, verified]), [['in-progress', true], ['waiting', true], ['waiting', true], ['decided', true]]);
  assert.deepEqual(service.faults, []);
  assert.deepEqual(system.printed, []);

  // Ended in the middle and started again, it knows what it had and gives no number twice.
  await system.stop('SIGKILL');
  const again = await startReferenceSystem('generic-system', JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as Record<string, unknown>);
  after(() => again.stop());
  assert.deepEqual((await again.files()).map(({ fileNumber, accepted }) => [fileNumber, accepted]), [['GF-000001', true]]);
});

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error('it did not happen in a minute');
}
