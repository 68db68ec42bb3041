import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { callbackHeaders, CALLBACKS, encryptContent, signEvent } from '@allmende/fit-connect';
import { testKeys } from '@allmende/fit-connect/testing';
import type { House } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { createDataKey, secretsMigrations } from '@allmende/secrets';
import { aPdf } from '@allmende/uploads/testing';
import { receiveCallback } from '../actions/receive-callback.ts';
import { sealSecret } from '../actions/reception-seals.ts';
import { findArrival } from '../data/arrival.ts';
import { insertReception, insertReceptionKey } from '../data/reception.ts';
import { LARGEST_ATTACHMENT } from '../domain/arrival.ts';
import type { DeliveredEvidence } from '../domain/delivered-evidence.ts';
import { deliveryMigrations, lookForArrivals, takeArrival, type ApplicationPort, type ParcelContent } from '../index.ts';
import { fakeApplications, fakeTarget } from '../testing/index.ts';
import { aHostileService, REGION_OF_TEST, SCHEMA_OF_TEST, SERVICE_URN_OF_TEST, type Parts, type Served } from './a-hostile-service.ts';

const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, deliveryMigrations]);
const house: House = testHouse(stand.database, { now: '2026-11-20T09:00:00Z' });
const tenant = tenantId(newId());
const reception = newId();
const receiver = await testKeys('Zustellpunkt');
const service = await aHostileService(reception, receiver);
const CALLBACK_SECRET = 'a-secret-of-a-test-with-more-than-32-characters';

await stand.database.inTenant(tenant, async (tx) => {
  const at = house.clock.now();
  const dataKey = await createDataKey(tx, house.keys);
  await insertReception(tx, {
    id: reception, apiAddress: service.address, tokenAddress: `${service.address}/token`, issuer: service.address, state: 'active', target: 'fake', dataKeyId: dataKey.id, at, by: newId(),
    offers: [{ identifier: SERVICE_URN_OF_TEST, regions: ['DE08'], submissionSchemas: [{ schemaUri: SCHEMA_OF_TEST, mimeType: 'application/json' }] }],
    sealed: sealSecret('reception', dataKey.key, tenant, reception, { clientId: 'us', clientSecret: 'secret', callbackSecret: CALLBACK_SECRET }),
  });
  for (const [purpose, { publicJwk, privateJwk }] of [['decrypt', receiver.encrypt], ['sign', receiver.sign]] as const) {
    await insertReceptionKey(tx, reception, { kid: publicJwk.kid, purpose, sealed: sealSecret('reception-key', dataKey.key, tenant, publicJwk.kid, privateJwk), madeAt: at, expiresAt: new Date('2099-01-01') });
  }
});

const { target, taken, state: targetState } = fakeTarget();
const evidence = new Map<string, DeliveredEvidence>();
const { port } = fakeApplications((submission) => ({ submission, reference: submission }) as unknown as ParcelContent);
const applications: ApplicationPort = {
  ...port,
  async readForeign(_house, _tenant, { id, data, schemaUri }) {
    if (schemaUri !== SCHEMA_OF_TEST) return { outcome: 'unknown' };
    let read: { answers?: Record<string, string> };
    try { read = JSON.parse(Buffer.from(data).toString('utf8')) as typeof read; } catch { return { outcome: 'no-json' }; }
    if (typeof read.answers?.['applicant.familyName'] !== 'string') return { outcome: 'does-not-fit', path: '/answers/applicant.familyName' };
    return { outcome: 'read', content: { submission: id, reference: id, answers: read.answers, summary: { de: { pages: [], results: [] } } } as unknown as ParcelContent };
  },
};
const ports = { targets: [{ ...target, receiveEvidence: async (_house: House, _tenant: string, one: DeliveredEvidence) => { evidence.set(one.id, one); } }] as [typeof target], applications };

/** Looks and takes what is there, as the jobs do one after the other. */
async function receive(made: Served) {
  await lookForArrivals(house, { tenant, reception });
  await takeArrival(house, ports, { tenant, arrival: made.submissionId });
  const arrival = await stand.database.inTenant(tenant, (tx) => findArrival(tx, made.submissionId));
  const answers = service.said.filter(({ sub }) => sub === `submission:${made.submissionId}`);
  return { arrival, answers, answer: answers.at(-1), taken: taken.get(made.submissionId) };
}

const problems = ({ answer }: Awaited<ReturnType<typeof receive>>) => (answer?.payload.problems ?? []).map(({ type, instance }) => `${type.replace('https://schema.fitko.de/fit-connect/events/problems/', '')} ${instance}`);

/** A submission that must be refused with exactly one problem, and never reach the system behind. */
async function refuses(made: Served, problem: string): Promise<void> {
  const received = await receive(made);
  assert.deepEqual(problems(received), [problem]);
  assert.equal(received.answer?.name, 'reject-submission');
  assert.equal(received.arrival?.state, 'rejected');
  assert.equal(received.taken, undefined);
}

const twoFiles: Parts = { attachments: [{ bytes: await aPdf(['Erste Anlage']), mimeType: 'application/pdf', filename: 'erste.pdf' }, { bytes: await aPdf(['Zweite Anlage']), mimeType: 'application/pdf', filename: 'zweite.pdf' }] };
const other = randomUUID();

test('an honest submission becomes a case with its attachments and is accepted with the tags of the service', async () => {
  const made = await service.submit({ ...twoFiles, senderReference: 'ABC-1' });
  const { arrival, answer, answers, taken: content } = await receive(made);
  assert.equal(arrival?.state, 'accepted');
  assert.equal(arrival?.receipt, `taken-${made.submissionId}`);
  assert.equal(content?.answers['applicant.familyName'], 'Musterfrau-Beispiel');
  assert.deepEqual(content?.summary.de.pages.at(-1)?.rows.map(({ value }) => value), ['ABC-1', 'erste.pdf', 'zweite.pdf']);
  assert.deepEqual([...evidence.values()].filter(({ submission }) => submission === made.submissionId).map(({ name, contentType, state }) => [name, contentType, state]), [['erste.pdf', 'application/pdf', 'clean'], ['zweite.pdf', 'application/pdf', 'clean']]);
  assert.equal(answers.length, 1);
  assert.deepEqual([answer?.name, answer?.iss, answer?.header.alg, answer?.header.kid], ['accept-submission', reception, 'PS512', receiver.sign.publicJwk.kid]);
  assert.equal(answer?.payload.authenticationTags?.metadata, made.encryptedMetadata?.split('.')[4]);
  assert.deepEqual(Object.keys(answer?.payload.authenticationTags?.attachments ?? {}).toSorted(), [...made.files.keys()].toSorted());
});

test('a further submission in the same case adds its documents to the file that is there; with other data it is a file of its own', async () => {
  const first = await service.submit({ senderReference: 'ABC-2' });
  const { arrival: begun } = await receive(first);
  const later = await service.submit({ joins: first, senderReference: 'ABC-2', attachments: [{ bytes: await aPdf(['Nachweis']), mimeType: 'application/pdf', filename: 'nachweis.pdf' }] });
  const added = await receive(later);
  assert.deepEqual([added.arrival?.state, added.arrival?.receipt, added.answer?.name, added.taken], ['accepted', begun?.receipt, 'accept-submission', undefined]);
  const late = [...evidence.values()].filter(({ submission }) => submission === first.submissionId);
  assert.deepEqual(late.map(({ name, isLate, state }) => [name, isLate, state]), [['nachweis.pdf', true, 'clean']]);
  await receive(later);
  assert.equal([...evidence.values()].filter(({ submission }) => submission === first.submissionId).length, 1);

  const corrected = await receive(await service.submit({ joins: later, data: { answers: { 'applicant.familyName': 'Andere-Beispiel' } } }));
  assert.deepEqual([corrected.arrival?.state, corrected.taken?.answers['applicant.familyName']], ['accepted', 'Andere-Beispiel']);
});

test('metadata of version 1 are taken as well', async () => {
  const { arrival } = await receive(await service.submit({ metadataVersion: '1.3.0' }));
  assert.equal(arrival?.state, 'accepted');
});

test('the same submission taken twice, also at the same moment, is one case and one answer', async () => {
  const made = await service.submit();
  await lookForArrivals(house, { tenant, reception });
  await Promise.all([1, 2, 3].map(() => takeArrival(house, ports, { tenant, arrival: made.submissionId })));
  const { arrival, answers } = await receive(made);
  assert.equal(arrival?.state, 'accepted');
  assert.equal(answers.length, 1);
});

test('whoever ends between the case and the answer goes on where it stopped', async () => {
  const made = await service.submit();
  service.control.loseAnswers = true;
  await lookForArrivals(house, { tenant, reception });
  await assert.rejects(takeArrival(house, ports, { tenant, arrival: made.submissionId }));
  assert.equal((await stand.database.inTenant(tenant, (tx) => findArrival(tx, made.submissionId)))?.state, 'taken');
  service.control.loseAnswers = false;
  const { arrival, answers } = await receive(made);
  assert.equal(arrival?.state, 'accepted');
  assert.equal(answers.length, 1, 'it had arrived the first time');
});

test('a rejection that was sent but not noted is read from the log, and nothing is said twice', async () => {
  const made = await service.submit({ data: { answers: {} } });
  service.control.loseAnswers = true;
  await lookForArrivals(house, { tenant, reception });
  await assert.rejects(takeArrival(house, ports, { tenant, arrival: made.submissionId }));
  service.control.loseAnswers = false;
  const { arrival, answers } = await receive(made);
  assert.equal(arrival?.state, 'rejected');
  assert.deepEqual(arrival?.rejection?.map(({ instance }) => instance), ['data']);
  assert.equal(answers.length, 1);
});

test('a service that is down, slow or speaks garbage loses nothing', async () => {
  const made = await service.submit();
  for (const fault of ['isDown', 'garbage'] as const) {
    service.control[fault] = true;
    await assert.rejects(lookForArrivals(house, { tenant, reception }));
    service.control[fault] = false;
  }
  await lookForArrivals(house, { tenant, reception });
  service.control.garbage = true;
  await assert.rejects(takeArrival(house, ports, { tenant, arrival: made.submissionId }));
  service.control.garbage = false;
  service.control.slowMs = 50;
  assert.equal((await receive(made)).arrival?.state, 'accepted');
  service.control.slowMs = 0;
});

test('a system behind that is down is asked again, and the sender hears nothing meanwhile', async () => {
  const made = await service.submit();
  targetState.refuses = true;
  await lookForArrivals(house, { tenant, reception });
  await assert.rejects(takeArrival(house, ports, { tenant, arrival: made.submissionId }), /could not be taken/u);
  const before = await stand.database.inTenant(tenant, (tx) => findArrival(tx, made.submissionId));
  assert.deepEqual([before?.state, before?.attempts], ['waiting', 1]);
  targetState.refuses = false;
  assert.equal((await receive(made)).answers.length, 1);
});

test('a submission of another destination that the service lists is not touched', async () => {
  const made = await service.submit();
  made.destinationId = newId();
  await lookForArrivals(house, { tenant, reception });
  assert.equal(await stand.database.inTenant(tenant, (tx) => findArrival(tx, made.submissionId)), undefined);
});

// The event log.
test('refused: an event that another key signed', async () => {
  const made = await service.submit();
  made.events[1] = await signEvent({ id: randomUUID(), name: 'submit-submission', issuer: service.address, issuedAt: new Date('2026-11-20T08:00:00Z'), subject: { kind: 'submission', id: made.submissionId }, case: made.caseId, payload: {} }, { key: service.strangersKey, kid: service.own.sign.publicJwk.kid });
  await refuses(made, 'invalid-event-log submission');
});

test('refused: an event whose claims were changed after signing', async () => {
  const made = await service.submit();
  const [header = '', claims = '', signature = ''] = (made.events[1] ?? '').split('.');
  const changed = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { jti: string };
  made.events[1] = `${header}.${Buffer.from(JSON.stringify({ ...changed, jti: randomUUID() })).toString('base64url')}.${signature}`;
  await refuses(made, 'invalid-event-log submission');
});

test('refused: an event without an algorithm', async () => {
  const made = await service.submit();
  const claims = (made.events[1] ?? '').split('.')[1] ?? '';
  made.events[1] = `${Buffer.from(JSON.stringify({ alg: 'none', typ: 'secevent+jwt', kid: service.own.sign.publicJwk.kid })).toString('base64url')}.${claims}.x`;
  await refuses(made, 'invalid-event-log submission');
});

test('refused: an event that somebody else than the service issued', async () => {
  const made = await service.submit();
  made.events[1] = await service.event('submit-submission', made, {}, { issuer: 'https://zustelldienst.example' });
  await refuses(made, 'invalid-event-log submission');
});

test('refused: the event of another submission in place of its own', async () => {
  const [made, another] = [await service.submit(), await service.submit()];
  made.events = another.events;
  await refuses(made, 'invalid-event-log submission');
});

test('refused: a log without the event that the submission was sent', async () => {
  const made = await service.submit();
  made.events = made.events.slice(0, 1);
  await refuses(made, 'invalid-event-log submission');
});

test('refused: an event that stands in the log twice', async () => {
  const made = await service.submit();
  made.events.push(made.events[1] ?? '');
  await refuses(made, 'invalid-event-log submission');
});

test('refused: two events that it was sent', async () => {
  const made = await service.submit();
  made.events.push(await service.event('submit-submission', made, {}));
  await refuses(made, 'invalid-event-log submission');
});

test('refused: an event from the future', async () => {
  const made = await service.submit();
  made.events[1] = await service.event('submit-submission', made, {}, { at: new Date('2026-11-21T09:00:00Z') });
  await refuses(made, 'invalid-event-log submission');
});

test('refused: an event log that is no token', async () => {
  const made = await service.submit();
  made.events[1] = 'kein.event';
  await refuses(made, 'invalid-event-log submission');
});

// Authentication tags.
test('refused: an event without tags', async () => {
  const made = await service.submit();
  made.events[1] = await service.event('submit-submission', made, {});
  await refuses(made, 'missing-authentication-tags submission');
});

test('refused: metadata with another tag than the event says', async () => {
  const made = await service.submit();
  await service.vouch(made, { metadata: 'A'.repeat(22) });
  await refuses(made, 'incorrect-authentication-tag metadata');
});

test('refused: data with another tag than the event says', async () => {
  const made = await service.submit();
  await service.vouch(made, { data: 'A'.repeat(22) });
  await refuses(made, 'incorrect-authentication-tag data');
});

test('refused: an attachment with another tag than the event says', async () => {
  const made = await service.submit(twoFiles);
  const [first = '', second = ''] = made.attachments;
  await service.vouch(made, { attachments: { [first]: 'A'.repeat(22), [second]: made.files.get(second)?.split('.')[4] ?? '' } });
  await refuses(made, `incorrect-authentication-tag attachment:${first}`);
});

test('refused: data of another submission in its place', async () => {
  const [made, another] = [await service.submit(), await service.submit({ data: { answers: { 'applicant.familyName': 'Andere-Beispiel' } } })];
  made.encryptedData = another.encryptedData;
  await refuses(made, 'incorrect-authentication-tag data');
});

test('refused: two attachments in each other\'s place', async () => {
  const made = await service.submit(twoFiles);
  const [first = '', second = ''] = made.attachments;
  const [one = '', two = ''] = [made.files.get(first), made.files.get(second)];
  made.files.set(first, two).set(second, one);
  const received = await receive(made);
  assert.match(problems(received).join(), /^incorrect-authentication-tag attachment:/u);
  assert.equal(received.taken, undefined);
});

test('refused: an attachment more than the event knows', async () => {
  const made = await service.submit(twoFiles);
  made.attachments.push(other);
  made.files.set(other, made.files.get(made.attachments[0] ?? '') ?? '');
  await refuses(made, 'missing-authentication-tags attachments');
});

test('refused: an attachment less than the event knows', async () => {
  const made = await service.submit(twoFiles);
  made.attachments.pop();
  await refuses(made, 'missing-authentication-tags attachments');
});

// Decryption.
test('refused: metadata whose content was changed under the same tag', async () => {
  const made = await service.submit();
  const parts = (made.encryptedMetadata ?? '').split('.');
  parts[3] = `${(parts[3] ?? '').startsWith('A') ? 'B' : 'A'}${(parts[3] ?? '').slice(1)}`;
  made.encryptedMetadata = parts.join('.');
  await refuses(made, 'encryption-issue metadata');
});

test('refused: data whose content was changed under the same tag', async () => {
  const made = await service.submit();
  const parts = (made.encryptedData ?? '').split('.');
  parts[3] = `${(parts[3] ?? '').startsWith('A') ? 'B' : 'A'}${(parts[3] ?? '').slice(1)}`;
  made.encryptedData = parts.join('.');
  await refuses(made, 'encryption-issue data');
});

test('refused: an attachment whose content was changed under the same tag', async () => {
  const made = await service.submit(twoFiles);
  const [first = ''] = made.attachments;
  const parts = (made.files.get(first) ?? '').split('.');
  parts[3] = `${(parts[3] ?? '').startsWith('A') ? 'B' : 'A'}${(parts[3] ?? '').slice(1)}`;
  made.files.set(first, parts.join('.'));
  await refuses(made, `encryption-issue attachment:${first}`);
});

test('refused: metadata for a key that is not ours', async () => {
  const made = await service.submit();
  const strangers = generateKeyPairSync('rsa', { modulusLength: 4_096 });
  made.encryptedMetadata = (await encryptContent(Buffer.from('{}'), { key: strangers.publicKey, kid: receiver.encrypt.publicJwk.kid, contentType: 'application/json' })).compact;
  await service.vouch(made);
  await refuses(made, 'encryption-issue metadata');
});

test('refused: data for a key id that we do not know', async () => {
  const made = await service.submit();
  made.encryptedData = (await encryptContent(Buffer.from('{}'), { key: receiver.encrypt.publicKey, kid: 'somebody-elses-key', contentType: 'application/json' })).compact;
  await service.vouch(made);
  await refuses(made, 'encryption-issue data');
});

test('refused: metadata that call themselves something else', async () => {
  const made = await service.submit();
  await service.replace(made, { metadataType: 'text/plain' });
  await refuses(made, 'encryption-issue metadata');
});

test('refused: data of another kind than their schema', async () => {
  const made = await service.submit();
  await service.replace(made, { dataType: 'application/xml' });
  await refuses(made, 'encryption-issue data');
});

test('refused: an attachment of another kind than the metadata say', async () => {
  const made = await service.submit(twoFiles);
  const [first = ''] = made.attachments;
  await service.replace(made, { metadata: (metadata) => withAttachments(metadata, (list) => list.map((one) => (one['attachmentId'] === first ? { ...one, mimeType: 'image/png' } : one))) });
  await refuses(made, `encryption-issue attachment:${first}`);
});

test('refused: what is no encrypted part at all', async () => {
  const made = await service.submit();
  made.encryptedData = 'nur.vier.teile.da';
  await refuses(made, 'encryption-issue data');
});

test('refused: an attachment that is longer than any that is taken', async () => {
  const made = await service.submit(twoFiles);
  const [first = ''] = made.attachments;
  made.files.set(first, 'A'.repeat(Math.ceil((LARGEST_ATTACHMENT * 4) / 3) + 20_000));
  await refuses(made, `encryption-issue attachment:${first}`);
});

// Hashes.
test('refused: data with another hash than the metadata say', async () => {
  const made = await service.submit();
  await service.replace(made, { dataText: JSON.stringify({ answers: { 'applicant.familyName': 'Geändert-Beispiel' } }) });
  await refuses(made, 'hash-mismatch data');
});

test('refused: an attachment with another hash than the metadata say', async () => {
  const made = await service.submit(twoFiles);
  const [first = ''] = made.attachments;
  made.files.set(first, (await encryptContent(await aPdf(['Etwas anderes']), { key: receiver.encrypt.publicKey, kid: receiver.encrypt.publicJwk.kid, contentType: 'application/pdf' })).compact);
  await service.vouch(made);
  await refuses(made, `hash-mismatch attachment:${first}`);
});

// Metadata.
test('refused: metadata that are no JSON', async () => {
  const made = await service.submit();
  await service.replace(made, { metadataText: 'kein JSON' });
  await refuses(made, 'syntax-violation metadata');
});

test('refused: metadata of a version that nobody knows', async () => {
  const made = await service.submit();
  await service.replace(made, { metadata: (metadata) => ({ ...metadata, $schema: 'https://schema.fitko.de/fit-connect/metadata/9.0.0/metadata.schema.json' }) });
  await refuses(made, 'unsupported-schema metadata');
});

test('refused: metadata that do not fit their schema', async () => {
  const made = await service.submit();
  await service.replace(made, { metadata: (metadata) => ({ ...metadata, contentStructure: { ...(metadata['contentStructure'] as object), attachments: 'keine' } }) });
  await refuses(made, 'schema-violation metadata');
});

test('refused: metadata that describe no data', async () => {
  const made = await service.submit();
  await service.replace(made, { metadata: (metadata) => ({ ...metadata, contentStructure: { attachments: [] } }) });
  await refuses(made, 'missing-data metadata');
});

test('refused: metadata that describe an attachment which is not there', async () => {
  const made = await service.submit(twoFiles);
  await service.replace(made, { metadata: (metadata) => withAttachments(metadata, (list) => [...list, { ...list[0], attachmentId: other }]) });
  await refuses(made, `missing-attachment attachment:${other}`);
});

test('refused: an attachment that the metadata do not describe', async () => {
  const made = await service.submit(twoFiles);
  await service.replace(made, { metadata: (metadata) => withAttachments(metadata, (list) => list.slice(1)) });
  await refuses(made, 'attachments-mismatch attachments');
});

test('refused: an attachment that was announced and never uploaded', async () => {
  const made = await service.submit(twoFiles);
  const [first = ''] = made.attachments;
  made.files.delete(first);
  await refuses(made, `missing-attachment attachment:${first}`);
});

// Service, region, schema.
test('refused: a service that is not offered', async () => {
  const made = await service.submit();
  made.service = 'urn:de:fim:leika:leistung:99999999999999';
  await refuses(made, 'unsupported-service metadata');
});

test('refused: metadata of another service than the submission', async () => {
  const made = await service.submit();
  await service.replace(made, { metadata: (metadata) => ({ ...metadata, publicService: { name: 'Anderes', identifier: 'urn:de:fim:leika:leistung:99999999999999' } }) });
  await refuses(made, 'service-mismatch metadata');
});

test('refused: a region that is not served', async () => {
  const made = await service.submit();
  made.region = 'DE130725260035';
  await refuses(made, 'unsupported-region metadata');
});

test('refused: a schema that is not offered', async () => {
  await refuses(await service.submit({ schemaUri: 'urn:allmende:service:anderes:1.0.0:0000000000000000' }), 'unsupported-schema metadata');
});

test('refused: a schema of the right name for another kind of data', async () => {
  await refuses(await service.submit({ mimeType: 'application/xml', dataText: '<antrag/>' }), 'unsupported-schema metadata');
});

// Data and files.
test('refused: data that are no JSON', async () => {
  await refuses(await service.submit({ dataText: '{"answers":' }), 'syntax-violation data');
});

test('refused: data that do not fit their schema, and the place is named without a value', async () => {
  const made = await service.submit({ data: { answers: { 'applicant.familyName': 42 } } });
  await refuses(made, 'schema-violation data');
  assert.match(service.said.at(-1)?.payload.problems?.[0]?.detail ?? '', /at \/answers\/applicant\.familyName$/u);
});

test('refused: a submission without data', async () => {
  const made = await service.submit();
  made.encryptedData = undefined;
  await refuses(made, 'missing-data data');
});

test('refused: an attachment that is no document', async () => {
  const made = await service.submit({ attachments: [{ bytes: Buffer.from('MZ this is a program'), mimeType: 'application/pdf', filename: 'antrag.pdf' }] });
  await refuses(made, `syntax-violation attachment:${made.attachments[0] ?? ''}`);
});

test('refused: a picture that is a page with a script as well', async () => {
  const bytes = Buffer.concat([await aPdf(['Harmlos']), Buffer.from('<html><script>alert(1)</script></html>')]);
  const made = await service.submit({ attachments: [{ bytes: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), bytes]), mimeType: 'image/jpeg', filename: 'bild.jpg' }] });
  const received = await receive(made);
  assert.match(problems(received).join(), /^(?:malicious-attachment|syntax-violation) attachment:/u);
  assert.equal(received.taken, undefined);
});

// Callbacks.
test('a callback is believed only with its signature and in time', async () => {
  const body = JSON.stringify({ type: CALLBACKS.newSubmissions, submissions: [{ destinationId: reception, submissionId: newId(), caseId: newId() }] });
  const now = house.clock.now();
  const call = (headers: { readonly 'callback-authentication': string; readonly 'callback-timestamp': string }, text = body, at: string = reception) =>
    receiveCallback(house, { tenant, reception: at, authentication: headers['callback-authentication'], timestamp: headers['callback-timestamp'], body: text });
  await call(callbackHeaders(CALLBACK_SECRET, now, body));
  await assert.rejects(call(callbackHeaders('another-secret-of-a-test-with-32-characters', now, body)), /callback-signature/u);
  await assert.rejects(call(callbackHeaders(CALLBACK_SECRET, now, body), `${body} `), /callback-signature/u);
  await assert.rejects(call(callbackHeaders(CALLBACK_SECRET, new Date(now.getTime() - 301_000), body)), /callback-too-old/u);
  await assert.rejects(call(callbackHeaders(CALLBACK_SECRET, now, body), body, newId()), { name: 'NotFound' });
});

test('what lies in the tables of an arrival says nothing of its content', async () => {
  const dump = await stand.database.inTenant(tenant, async (tx) => JSON.stringify([(await tx.client.query('select * from delivery.arrival')).rows, (await tx.client.query('select * from delivery.reception')).rows, (await tx.client.query('select * from delivery.reception_key')).rows]));
  assert.ok(dump.includes(REGION_OF_TEST.slice(0, 4)));
  for (const secret of ['Musterfrau-Beispiel', CALLBACK_SECRET, receiver.encrypt.privateJwk.d.slice(0, 40), 'erste.pdf']) assert.ok(!dump.includes(secret), secret.slice(0, 12));
});

type Attachments = Record<string, unknown>[];

function withAttachments(metadata: Record<string, unknown>, change: (list: Attachments) => Attachments): unknown {
  const structure = metadata['contentStructure'] as { attachments: Attachments };
  return { ...metadata, contentStructure: { ...structure, attachments: change(structure.attachments) } };
}
