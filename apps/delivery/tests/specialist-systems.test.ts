import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { InvalidInput, NotFound } from '@allmende/errors';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { fitConnectServiceModule } from '@allmende/fit-connect-service/module';
import { registerDestination } from '@allmende/fit-connect-service';
import { openDeliveryServiceStand } from '@allmende/fit-connect-service/testing';
import { decryptContent, readMetadata } from '@allmende/fit-connect';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations, startWorker, type Worker } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { systemClock } from '@allmende/time';
import { aPdf } from '@allmende/uploads/testing';
import { jwtVerify } from 'jose';
import { acceptApplication } from '../actions/accept-application.ts';
import { deliverEvidence } from '../actions/deliver-evidence.ts';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { hearCallback } from '../actions/hear-callback.ts';
import { mailboxDestination, reachesMailboxes } from '../actions/mailbox/mailbox-destination.ts';
import { orderMailboxNews } from '../actions/mailbox/order-mailbox-news.ts';
import { tellMailbox } from '../actions/mailbox/tell-mailbox.ts';
import { saveDestination as saveTypedDestination } from '../actions/manage-destinations.ts';
import { sealSettings } from '../actions/open-vault.ts';
import { hearReplies } from '../actions/replies/hear-replies.ts';
import { hearNews } from '../actions/sending/hear-news.ts';
import { fitConnectTarget } from '../actions/sending/fit-connect-target.ts';
import { saveDestination } from '../data/destination.ts';
import { insertMailboxItem } from '../data/mailbox-item.ts';
import { deliveryMigrations } from '../data/migrations.ts';
import { findParcelOfApplication, listParcelEvents } from '../data/parcel.ts';
import type { Progress } from '../domain/application-port.ts';
import type { DeliveredEvidence } from '../domain/delivered-evidence.ts';
import type { Attachment } from '../domain/delivery.ts';
import type { ParcelContent } from '../domain/parcel-content.ts';
import { CallbackRefused } from '../domain/errors.ts';
import { MAILBOX_SERVICES, type MailboxOf } from '../domain/mailbox-message.ts';
import { signMessage } from '../domain/sign-message.ts';
import { xoevTarget } from '../index.ts';
import { deliverParcelJob } from '../jobs/deliver-parcel.ts';
import { followSubmissionJob } from '../jobs/follow-submission.ts';
import { tellMailboxJob } from '../jobs/tell-mailbox.ts';
import { aParcel } from '../testing/a-parcel.ts';
import { startReferenceSystem } from './start-reference-system.ts';
import { HAS_XBAU, xbauProblems } from './xbau-schema.ts';

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
const late = new Map<string, DeliveredEvidence>();
const buildings = new Set<string>();
const mailboxes = new Map<string, MailboxOf>();
const items: string[] = [];
// Names of the fields, as two public implementations have them.
const FACTS = join(import.meta.dirname, '../../../../shared/data/fit-connect/fit-connect-v2-facts.json');
const facts = existsSync(FACTS) ? namesIn((JSON.parse(readFileSync(FACTS, 'utf8')) as { bundidMailboxViaFitConnect: { envelope: object; message: string[]; status: string[] } }).bundidMailboxViaFitConnect) : undefined;
function namesIn({ envelope, message, status }: { readonly envelope: object; readonly message: readonly string[]; readonly status: readonly string[] }) {
  const plain = (names: readonly string[]) => names.map((name) => name.split(/[?(.[]/u)[0] ?? '');
  return { envelope: Object.keys(envelope).toSorted(), message: plain(message), status: plain(status) };
}
const ports: DeliveryPorts = {
  targets: [fitConnectTarget, xoevTarget],
  applications: {
    read: async (_house, _tenant, submission) => buildings.has(submission) ? aParcel({ submission, service: { ...aParcel().service, id: 'bauantrag' }, answers: { 'applicant.familyName': 'Musterfrau-Beispiel', 'project.kind': 'new', 'project.name': 'Ein Haus' }, rows: { parcel: [{ 'parcel.district': 'Musterstadt', 'parcel.number': '12/3' }] } }) : ({ submission, reference: 'AAAA-BBBB-CCCC', placeArs: '081210000000', submittedAt: '2026-11-22T09:00:00.000Z', answers: { 'plan.title': 'Garage' }, service: { id: 'bauantrag', name: { de: 'Bauantrag' } } }) as unknown as ParcelContent,
    readAttachments: async () => [plan], readEvidence: async (_house, _tenant, { evidence }) => late.get(evidence), readSchema: async () => ({ $id: 'urn:own' }), noteProgress: async (_house, _tenant, one) => { progress.push(one); }, mailboxOf: async (_house, _tenant, application) => mailboxes.get(application),
  },
};
const workers: Worker[] = [await startWorker(house, [deliverParcelJob(ports), followSubmissionJob, tellMailboxJob(ports), ...(fitConnectServiceModule.jobs ?? []).filter(({ cron }) => cron === undefined)])];
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
  const section: DeliveredEvidence = { id: newId(), submission: application, label: { de: 'Schnitt' }, state: 'clean', name: 'schnitt.pdf', contentType: 'application/pdf', bytes: await aPdf(['Schnitt']), isLate: true, receivedAt: '2026-11-23T09:00:00.000Z', hints: [], completeness: { score: 100, required: 1, there: 1, evidence: [] }, missingEvidence: [] };
  late.set(section.id, section);
  await deliverEvidence(house, ports, { tenant, application, evidence: section.id });
  await deliverEvidence(house, ports, { tenant, application, evidence: section.id });
  await until(async () => ((await stand.database.inTenant(tenant, (tx) => listParcelEvents(tx, application))).some(({ kind, verified }) => kind === 'evidence-delivered' && verified === true) ? true : undefined));
  assert.deepEqual((await system.files()).map(({ fileNumber, attachments }) => [fileNumber, attachments.map(({ filename }) => filename)]), [['GF-000001', ['plan.pdf', 'schnitt.pdf']]]);

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
  assert.deepEqual((await again.files()).map(({ fileNumber, accepted, attachments }) => [fileNumber, accepted, attachments.length]), [['GF-000001', true, 2]]);
});

test('a building authority’s system that speaks XBau answers with its messages, each held against the XSDs at hand, and the applicant hears all of it once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'allmende-xbau-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem'), '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], { stdio: 'ignore' });
  const cert = readFileSync(join(folder, 'cert.pem'), 'utf8');
  const system = await startReferenceSystem('xbau-system', { folder, tls: { cert, key: readFileSync(join(folder, 'key.pem'), 'utf8') }, token: 'sehr-geheim', authority: { prefix: 'bab', key: '08121000', name: 'Bauaufsicht Musterstadt' } });
  after(() => system.stop());
  const [tenant, application, target, secret] = [tenantId(newId()), newId(), newId(), 'antwort-0123456789-0123456789-0123456789'];
  const heard: string[] = [];
  // Where the platform hears answers; `web/hooks-protocol.ts` does the same.
  const hooks = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const part of request as AsyncIterable<Buffer>) text += part.toString();
      const header = (name: string) => request.headers[name]?.toString();
      heard.push(text);
      await hearCallback(house, ports, { authority: tenant, destination: target, timestamp: header('callback-timestamp'), signature: header('callback-authentication'), text });
      response.writeHead(200).end();
    })().catch((error: unknown) => response.writeHead(422).end(String(error)));
  });
  await new Promise<void>((resolve) => { hooks.listen(0, '127.0.0.1', resolve); });
  after(() => { hooks.closeAllConnections(); hooks.close(); });
  await system.ask('POST', '/answers', { url: `http://127.0.0.1:${(hooks.address() as AddressInfo).port}/`, secret });
  buildings.add(application);
  const settings = { way: 'https', url: `https://localhost:${system.messages}/xbau`, token: 'sehr-geheim', ca: cert, receiverName: 'Bauaufsicht Musterstadt', receiverKey: 'bab:08121000', answerSecret: secret };
  await stand.database.inTenant(tenant, async (tx) => saveDestination(tx, { id: target, target: 'xoev', name: 'Bauaufsicht', address: 'localhost', sealed: await sealSettings(tx, house, target, settings), at: house.clock.now(), by: newId() }));
  await acceptApplication(house, { tenant, application, service: 'bauantrag', target: 'xoev', destination: target });
  await until(async () => (await stand.database.inTenant(tenant, (tx) => findParcelOfApplication(tx, application)))?.state === 'delivered' || undefined);
  const [file] = await system.files();
  assert.deepEqual([file?.submissionId, file?.fileNumber], [application, 'XB-000001']);

  // What comes later is added to the same file, once.
  const evidence = newId();
  late.set(evidence, { id: evidence, submission: application, label: { de: 'Schnitt A–A' }, state: 'clean', name: 'schnitt.pdf', contentType: 'application/pdf', bytes: plan.bytes, isLate: true, receivedAt: '2026-11-23T08:30:00.000Z', hints: [], completeness: { score: 100, required: 0, there: 0, evidence: [] }, missingEvidence: [] });
  for (let times = 0; times < 2; times += 1) await deliverEvidence(house, ports, { tenant, application, evidence });
  assert.deepEqual((await system.files())[0]?.attachments.map(({ filename }) => filename), ['1-plan.pdf', '1-schnitt.pdf']);

  const before = progress.length;
  await system.reply(application, { kind: 'received', text: 'Ihr Antrag ist da & wird geprüft.' });
  await system.reply(application, { kind: 'question', missing: ['Lageplan', 'Schnitt A–A'], due: '2027-01-15' });
  await system.reply(application, { kind: 'question', text: 'Der Abstand zum Nachbarn ist <3 m.', due: '2027-01-20' });
  await system.reply(application, { kind: 'fee', fee: { amountCents: 48_050, iban: 'DE02120300000000202051', purpose: 'XB-000001' }, due: '2027-02-01' });
  const decision = { id: newId(), kind: 'decision', decision: 'granted', text: 'Mit Auflagen.', documents: [{ name: 'bescheid.pdf', contentType: 'application/pdf', content: Buffer.from(letter).toString('base64') }] };
  await system.reply(application, decision);
  await system.reply(application, decision);
  const said = progress.slice(before);
  assert.deepEqual(said.map(({ application: about, state, decision: how, replies: [reply] }) => [about, state, how, reply?.kind, reply?.fileNumber, reply?.due]), [
    [application, 'in-progress', undefined, 'received', 'XB-000001', undefined], [application, 'waiting', undefined, 'question', 'XB-000001', '2027-01-15'], [application, 'waiting', undefined, 'question', 'XB-000001', '2027-01-20'],
    [application, 'waiting', undefined, 'fee', 'XB-000001', '2027-02-01'], [application, 'decided', 'granted', 'decision', 'XB-000001', undefined],
  ]);
  assert.equal(said[0]?.replies[0]?.text, 'Ihr Antrag ist da & wird geprüft.');
  assert.deepEqual(said[1]?.replies[0]?.missing, ['Lageplan', 'Schnitt A–A']);
  assert.match(said[2]?.replies[0]?.text ?? '', /^Der Abstand zum Nachbarn ist <3 m\.\n\nAbstandsflächen: /u);
  assert.deepEqual(said[3]?.replies[0]?.fee, { amountCents: 48_050, iban: 'DE02120300000000202051', purpose: 'XB-000001' });
  assert.deepEqual(said[4]?.documents.map(({ name, bytes }) => [name, Buffer.from(bytes).equals(Buffer.from(letter))]), [['bescheid.pdf', true]]);
  if (HAS_XBAU) for (const message of heard) assert.deepEqual(xbauProblems(message), []);

  // What is no answer is refused, and changes nothing.
  const [first = ''] = heard;
  const send = (text: string) => { const timestamp = String(Math.floor(house.clock.now().getTime() / 1000)); return hearCallback(house, ports, { authority: tenant, destination: target, timestamp, signature: signMessage(secret, timestamp, Buffer.from(text)), text }); };
  for (const wrong of ['', '{}', first.slice(0, -9), first.replace('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE x [<!ENTITY e "e">]>'), first.replace('schema/2/1/', 'schema/9/9/'), first.replace('<code>1120<', '<code>0205<'), first.replace(application, 'keine-kennung'), first.replaceAll('eingangsbestaetigung.1120', 'anderes.1120')]) {
    assert.notEqual(wrong, first);
    await assert.rejects(send(wrong), InvalidInput, wrong.slice(0, 120));
  }
  await assert.rejects(send(first.replace(application, newId()).replace(/<nachrichtenUUID>[^<]*/u, `<nachrichtenUUID>${newId()}`)), NotFound);
  await assert.rejects(hearCallback(house, ports, { authority: tenant, destination: target, timestamp: '1', signature: 'x', text: first }), CallbackRefused);
  assert.equal(progress.length, before + 5);
});

test('whoever agreed finds in the mailbox of their BundID where the application stands: signed as the mailbox asks, once each, and nothing after they changed their mind', async () => {
  const urns = Object.values(MAILBOX_SERVICES);
  const zbp = await registerDestination(service.operator, {
    contact: service.contact, services: urns.map(({ identifier, schemaUri }) => ({ identifier, regions: ['DE'], submissionSchemas: [{ schemaUri, mimeType: 'application/json' }] })), encryptionKid: service.keys.encrypt.publicJwk.kid,
    encryptionKey: service.keys.encrypt.publicJwk, signingKey: service.keys.sign.publicJwk, metadataVersions: ['2.1.0'], status: 'active', callback: undefined,
  });
  const [sender, receiver] = [await service.letIn(urns.map(({ identifier }) => `send:region:DE+send:service:${identifier}`)), await service.letIn([`subscribe:destination:${zbp.id}`])];
  const folder = mkdtempSync(join(tmpdir(), 'allmende-mailbox-'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem'), '-days', '2', '-subj', '/C=DE/O=Stadt Musterstadt/CN=Musterstadt Online-Dienste'], { stdio: 'ignore' });
  const [certificate, key] = [readFileSync(join(folder, 'cert.pem'), 'utf8'), readFileSync(join(folder, 'key.pem'), 'utf8')];
  const [tenant, application] = [tenantId(newId()), newId()];
  const officer = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Probe Beispiel', grants: [{ tenant, role: 'digital-officer' }] }, tenant);
  const settings = { senderName: 'Stadt Musterstadt', certificate, key, environment: 'own', clientId: sender.id, clientSecret: sender.secret, destination: zbp.id, keys: 'self-signed', api: service.address(), token: `${service.address()}/token` };
  const wrong = await saveTypedDestination(officer, ports, { target: 'bundid-mailbox', name: 'Postfach', settings: { ...settings, senderName: '', key: 'kein Schlüssel', destination: '' } }).catch((error: unknown) => error);
  assert.deepEqual((wrong as InvalidInput).fields.map(({ pointer }) => pointer), ['/senderName', '/key', '/destination']);
  assert.equal(await reachesMailboxes(house, tenant), false);
  await saveTypedDestination(officer, ports, { target: 'bundid-mailbox', name: 'Postfach', settings });
  assert.equal(await reachesMailboxes(house, tenant), true);

  const of: MailboxOf = { mailbox: newId(), level: 4, application, reference: 'AAAA-BBBB-CCCC', service: 'Hundesteuer anmelden', placeArs: '081210000000', state: 'submitted', statusPage: 'https://allmende.example/heilbronn/status' };
  mailboxes.set(application, of);
  const inbox = async () => ((await receiver.ask('GET', `/v2/submissions?destinationId=${zbp.id}&limit=100&offset=0`)).body as { submissions: { submissionId: string }[] }).submissions.map(({ submissionId }) => submissionId);
  const open = async (id: string) => {
    const { encryptedMetadata, encryptedData } = (await receiver.ask('GET', `/v2/submissions/${id}`)).body as { encryptedMetadata: string; encryptedData: string };
    const decrypt = async (jwe: string) => (await decryptContent(jwe, { key: service.keys.encrypt.privateKey })).bytes;
    const metadata = readMetadata(await decrypt(encryptedMetadata));
    const bytes = await decrypt(encryptedData);
    assert.equal(metadata.contentStructure.data?.hash.content, createHash('sha512').update(bytes).digest('hex'));
    const envelope = JSON.parse(Buffer.from(bytes).toString()) as Record<'content' | 'sha512sum' | 'authorToken' | 'authorCertificate', string>;
    assert.deepEqual(Object.keys(envelope).toSorted(), facts?.envelope ?? Object.keys(envelope).toSorted());
    const author = new X509Certificate(envelope.authorCertificate).publicKey;
    assert.ok(verify('sha512', Buffer.from(envelope.content), author, Buffer.from(envelope.sha512sum, 'base64')), 'the content is signed by the certificate');
    const { payload } = await jwtVerify(envelope.authorToken, author, { algorithms: ['RS512'] });
    assert.deepEqual([payload['signer'], payload['roles'], (payload.exp ?? 0) - (payload.iat ?? 0)], ['Musterstadt Online-Dienste', ['THIRD_PARTY'], 1_800]);
    return { urn: metadata.contentStructure.data?.submissionSchema.schemaUri, content: JSON.parse(envelope.content) as Record<string, unknown> };
  };
  const sent = async (state: string, cause: string) => { mailboxes.set(application, { ...of, state }); await orderMailboxNews(house, ports, { tenant, application, cause }); };

  const first = newId();
  await Promise.all([sent('submitted', first), sent('submitted', first)]);
  await until(async () => ((await inbox()).length === 2 ? true : undefined));
  for (const [index, state] of ['in-progress', 'waiting', 'decided'].entries()) { await sent(state, newId()); await until(async () => ((await inbox()).length === [3, 5, 7][index] ? true : undefined)); }
  const all = await Promise.all((await inbox()).map(open));
  const messages = all.filter(({ urn }) => urn === MAILBOX_SERVICES.message.schemaUri).map(({ content }) => content);
  const states = all.filter(({ urn }) => urn === MAILBOX_SERVICES.status.schemaUri).map(({ content }) => content);
  assert.deepEqual(states.map(({ status }) => status).toSorted(), ['ACTION_REQUIRED', 'COMPLETED', 'PROCESSING', 'SUBMITTED']);
  assert.deepEqual(messages.map(({ title }) => title).toSorted(), ['Ihr Antrag ist eingegangen', 'Zu Ihrem Antrag fehlt noch etwas', 'Über Ihren Antrag ist entschieden'].toSorted());
  for (const message of messages) {
    assert.deepEqual([message['mailboxUuid'], message['stork_qaa_level'], message['sender'], message['applicationId'], message['reference']], [of.mailbox, 4, 'Stadt Musterstadt', application, of.reference]);
    assert.match(String(message['content']), /https:\/\/allmende\.example\/heilbronn\/status/u);
    if (facts) for (const name of Object.keys(message)) assert.ok(facts.message.includes(name), `${name} is a field of messages`);
  }
  for (const status of states) {
    assert.deepEqual([status['applicationId'], status['publicServiceName'], status['senderName']], [application, { de: 'Hundesteuer anmelden' }, 'Stadt Musterstadt']);
    if (facts) for (const name of Object.keys(status)) assert.ok(facts.status.includes(name), `${name} is a field of states`);
  }

  // Sent by two workers at once, it goes once; after the agreement was withdrawn nothing goes.
  await stand.database.inTenant(tenant, async (tx) => {
    const at = house.clock.now();
    const destination = (await mailboxDestination(house, tenant)) ?? '';
    items.push((await insertMailboxItem(tx, { application, destination, status: 'COMPLETED', form: 'status', cause: newId(), at })) ?? '', (await insertMailboxItem(tx, { application, destination, status: 'COMPLETED', form: 'status', cause: newId(), at })) ?? '');
  });
  await Promise.allSettled([1, 2, 3].map(() => tellMailbox(house, ports, { tenant, item: items[0] ?? '' })));
  await tellMailbox(house, ports, { tenant, item: items[0] ?? '' });
  assert.equal((await inbox()).length, 8);
  mailboxes.delete(application);
  await tellMailbox(house, ports, { tenant, item: items[1] ?? '' });
  await orderMailboxNews(house, ports, { tenant, application, cause: newId() });
  const { rows: left } = await stand.database.inTenant(tenant, (tx) => tx.client.query<{ state: string; problem: string | null; kept: boolean }>('select state, problem, encrypted_data is not null as kept from delivery.mailbox_item order by made_at, id'));
  assert.deepEqual(left.map(({ state }) => state).toSorted(), [...Array.from({ length: 8 }, () => 'sent'), 'given-up'].toSorted());
  assert.deepEqual(left.filter(({ kept }) => kept), [], 'what has gone lies here no more');
  assert.deepEqual(left.find(({ state }) => state === 'given-up')?.problem, 'agreement-withdrawn');
  assert.equal((await inbox()).length, 8);
});

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 1200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error('it did not happen in a minute');
}
