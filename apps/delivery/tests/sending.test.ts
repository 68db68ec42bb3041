import assert from 'node:assert/strict';
import { constants, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { callbackHeaders, checkAuthenticationTags, decryptContent, problemOf, readMetadata, sha512, type RefusalReason } from '@allmende/fit-connect';
import { aChain, testKey, testKeys } from '@allmende/fit-connect/testing';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { acceptApplication } from '../actions/accept-application.ts';
import { acceptEvidence } from '../actions/accept-evidence.ts';
import { deliverEvidence } from '../actions/deliver-evidence.ts';
import { deliverParcel } from '../actions/deliver-parcel.ts';
import { getParcel } from '../actions/get-parcel.ts';
import { listParcels } from '../actions/list-parcels.ts';
import { sealSettings } from '../actions/open-vault.ts';
import { forgetOldReplyKeys, openReplyKey, replyKeyOf } from '../actions/replies/reply-key.ts';
import { fitConnectTarget } from '../actions/sending/fit-connect-target.ts';
import { followAll } from '../actions/sending/follow-all.ts';
import { followSubmission } from '../actions/sending/follow-submission.ts';
import { hearNews } from '../actions/sending/hear-news.ts';
import { newsSecret } from '../actions/sending/news-callback.ts';
import { sendAgain } from '../actions/send-again.ts';
import { listTroubles } from '../actions/watch-deliveries.ts';
import { saveDestination } from '../data/destination.ts';
import { findOutgoing, saveOutgoing, selectOverdue } from '../data/outgoing.ts';
import { findParcelOfApplication, listParcelEvents, saveParcel } from '../data/parcel.ts';
import type { Attachment, Settings } from '../domain/delivery.ts';
import type { DeliveredEvidence } from '../domain/delivered-evidence.ts';
import { CallbackRefused, NothingToRetry, NotDeliveredYet } from '../domain/errors.ts';
import { fitConnectForm, readFitConnectSettings } from '../domain/fit-connect-form.ts';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { deliveryMigrations } from '../data/migrations.ts';
import type { ParcelContent } from '../domain/parcel-content.ts';
import { aDeliveryService, type TakenSubmission } from '../testing/a-delivery-service.ts';

const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, accessMigrations, deliveryMigrations]);
const clock = { at: new Date('2026-11-22T10:00:00Z') };
const plain = testHouse(stand.database);
const house = { ...plain, clock: { ...plain.clock, now: () => clock.at } };
const keys = { service: await testKeys('Zustelldienst'), destination: await testKeys('Zustellpunkt') };
const stranger = await testKey('encrypt', 'Fremd');
const SERVICE = 'urn:de:fim:leika:leistung:99102013104000';
const SCHEMA = 'urn:allmende:service:hundesteuer-anmelden:1.0.0:0011223344556677';
const service = await aDeliveryService(keys, { service: SERVICE, region: 'DE081210000000', schemaUri: SCHEMA });
service.clock.now = () => clock.at;
after(() => service.close());

const answers = { 'applicant.givenName': 'Ilvy', 'dog.name': 'Bello' };
const files = new Map<string, readonly Attachment[]>();
const late = new Map<string, DeliveredEvidence>();
const contentOf = (submission: string): ParcelContent => ({
  submission, reference: 'AAAA-BBBB-CCCC', placeArs: '081210000000', submittedAt: '2026-11-22T09:00:00.000Z', answers, results: { taxCents: 9600 },
  service: { id: 'hundesteuer-anmelden', leistungsschluessel: '99102013104000', version: '1.0.0', name: { de: 'Hundesteuer anmelden' } },
}) as unknown as ParcelContent;
const ports: DeliveryPorts = {
  targets: [fitConnectTarget],
  applications: { read: async (_house, _tenant, application) => contentOf(application), readAttachments: async (_house, _tenant, application) => files.get(application) ?? [], readSchema: async () => ({ $id: SCHEMA }), noteProgress: async () => undefined, readEvidence: async (_house, _tenant, { evidence }) => late.get(evidence), listEvidence: async () => [...late.keys()] },
};

const right: Settings = { environment: 'own', api: service.address, token: `${service.address}/token`, clientId: 'a-client', clientSecret: 'right', destination: service.destination, version: 'v2', keys: 'self-signed' };

// One for all: an authority makes a key for its replies when it sends for the first time, and that takes long.
const tenant = tenantId(newId());

/** A destination and an application on its way there. */
async function onItsWay(change: Settings = {}, attachments: readonly Attachment[] = []) {
  const [application, destination] = [newId(), newId()];
  files.set(application, attachments);
  const settings = { ...right, ...change };
  assert.deepEqual(fitConnectForm.check(settings, { mayBeInside: true, hasFolder: false, hasMail: false, today: house.clock.today() }), []);
  await stand.database.inTenant(tenant, async (tx) => {
    await saveDestination(tx, { id: destination, target: 'fit-connect', name: 'Probe', address: 'probe', sealed: await sealSettings(tx, house, destination, settings), at: clock.at, by: newId() });
  });
  await acceptApplication(house, { tenant, application, service: 'hundesteuer-anmelden', target: 'fit-connect', destination });
  const parcel = await look(tenant, application);
  return { tenant, application, deliver: () => deliverParcel(house, ports, { tenant, parcel: parcel.id }), follow: () => followSubmission(house, { tenant, application }) };
}
async function look(tenant: TenantId, application: string) {
  return stand.database.inTenant(tenant, async (tx) => {
    const parcel = await findParcelOfApplication(tx, application);
    assert.ok(parcel);
    return { ...parcel, outgoing: await findOutgoing(tx, application), events: (await listParcelEvents(tx, application)).map(({ kind, detail, verified, signedBy }) => ({ kind, detail, verified, signedBy })) };
  });
}
const last = () => service.submissions.at(-1) as TakenSubmission;
const anAttachment = (bytes: Uint8Array): Attachment => ({ id: newId(), evidence: 'insurance', label: { de: 'Versicherung' }, name: 'scan.pdf', contentType: 'application/pdf', bytes });
const open = (compact: string | undefined) => decryptContent(compact ?? '', { key: keys.destination.encrypt.privateKey });

beforeEach(() => {
  clock.at = new Date('2026-11-22T10:00:00Z');
  Object.assign(service.knobs, { destination: {}, encryptionKey: {}, fails: undefined, losesAnswer: undefined, forges: undefined });
});

for (const version of ['v1', 'v2'] as const) {
  test(`an application goes encrypted to its destination by ${version}, and is delivered when its receiver says so`, async () => {
    const bytes = randomBytes(1_000_000);
    const way = await onItsWay({ version }, [anAttachment(bytes)]);
    await way.deliver();
    const sent = last();
    const named = version === 'v1' ? 'serviceType' : 'publicService';
    assert.deepEqual([sent.created['destinationId'], sent.created[named], sent.created['region']], [service.destination, { name: 'Hundesteuer anmelden', identifier: SERVICE }, version === 'v1' ? undefined : 'DE081210000000']);
    const [metadata, data] = [await open(sent.metadata), await open(sent.data)];
    assert.deepEqual(JSON.parse(Buffer.from(data.bytes).toString()), { answers, results: { taxCents: 9600 } });
    const read = readMetadata(metadata.bytes);
    assert.deepEqual(read.contentStructure.data, { hash: { type: 'sha512', content: sha512(data.bytes) }, submissionSchema: { schemaUri: SCHEMA, mimeType: 'application/json' } });
    assert.deepEqual(read.additionalReferenceInfo, { senderReference: 'AAAA-BBBB-CCCC', applicationDate: '2026-11-22' });
    const [id] = sent.created['announcedAttachments'] as [string];
    const attachment = await open(sent.attachments.get(id));
    assert.deepEqual([attachment.header.cty, Buffer.from(attachment.bytes).equals(bytes), read.contentStructure.attachments[0]?.hash.content], ['application/pdf', true, sha512(bytes)]);
    const before = await look(way.tenant, way.application);
    assert.deepEqual([before.state, before.receipt, before.outgoing?.state], ['sent', sent.id, 'sent']);
    checkAuthenticationTags(before.outgoing?.tries[0], service.tagsOf(sent));

    await way.follow();
    assert.equal((await look(way.tenant, way.application)).outgoing?.state, 'submitted');
    await service.accept(sent);
    await way.follow();
    await way.follow();
    const delivered = await look(way.tenant, way.application);
    assert.deepEqual([delivered.state, delivered.outgoing?.state, delivered.outgoing?.nextLookAt], ['delivered', 'accepted', null]);
    assert.deepEqual(delivered.events, [
      { kind: 'accepted', detail: 'fit-connect', verified: null, signedBy: null }, { kind: 'sent', detail: null, verified: null, signedBy: null },
      { kind: 'heard', detail: 'submit-submission', verified: true, signedBy: service.address }, { kind: 'delivered', detail: 'accept-submission', verified: true, signedBy: service.destination },
      { kind: 'progressed', detail: 'in-progress', verified: null, signedBy: null },
    ].toSorted((a, b) => delivered.events.findIndex((one) => one.kind === a.kind) - delivered.events.findIndex((one) => one.kind === b.kind)));
  });
}

test('the same parcel twice is one submission', async () => {
  const way = await onItsWay();
  const before = service.submissions.length;
  await Promise.all([way.deliver(), way.deliver()].map((one) => one.catch(() => undefined)));
  await way.deliver();
  assert.equal(service.submissions.slice(before).filter(({ metadata }) => metadata !== undefined).length, 1);
  assert.equal((await look(way.tenant, way.application)).state, 'sent');
});

for (const [what, step] of [['token', '/token'], ['destination', '/destinations/'], ['announcement', '/submissions$'], ['attachment', '/attachments/'], ['sending', '/submissions/[^/]+$']] as const) {
  test(`when the answer to the ${what} is lost, nothing is lost or doubled`, async () => {
    const way = await onItsWay({ clientId: randomUUID() }, [anAttachment(randomBytes(5_000))]);
    const before = service.submissions.length;
    let lost = 0;
    // Twice, because the first loss on a connection that was kept is tried again at once.
    service.knobs.losesAnswer = (method, path) => method !== 'GET' && new RegExp(step, 'u').test(path) && (lost += 1) <= 2;
    if (step === '/destinations/') service.knobs.losesAnswer = (_method, path) => new RegExp(step, 'u').test(path) && (lost += 1) <= 2;
    await assert.rejects(way.deliver());
    assert.deepEqual([(await look(way.tenant, way.application)).state, lost > 0], ['waiting', true]);
    await way.deliver().catch(() => way.deliver());
    await way.follow();
    assert.equal(service.submissions.slice(before).filter(({ metadata }) => metadata !== undefined).length, 1);
    assert.equal((await look(way.tenant, way.application)).outgoing?.state, 'submitted');
  });
}

test('a service that is down is tried again later, under the same id', async () => {
  const way = await onItsWay({}, [anAttachment(randomBytes(10))]);
  service.knobs.fails = (method, path) => (method === 'PUT' && !path.includes('attachments') ? 503 : undefined);
  await assert.rejects(way.deliver());
  const first = (await look(way.tenant, way.application)).outgoing;
  assert.equal(first?.state, 'sending');
  service.knobs.fails = undefined;
  await way.deliver();
  const { outgoing, state, problem } = await look(way.tenant, way.application);
  assert.deepEqual([outgoing?.submission, outgoing?.tries.length, state, problem], [first.submission, 2, 'sent', null]);
});

test('a submission that the service no longer takes is announced anew', async () => {
  const way = await onItsWay({}, [anAttachment(randomBytes(10))]);
  service.knobs.fails = (_method, path) => (path.includes('attachments') ? 404 : undefined);
  await assert.rejects(way.deliver());
  service.knobs.fails = undefined;
  await way.deliver();
  const { outgoing } = await look(way.tenant, way.application);
  assert.deepEqual([outgoing?.state, outgoing?.submission], ['sent', last().id]);
});

test('a token that was withdrawn is renewed; wrong credentials are told', async () => {
  const way = await onItsWay();
  await way.deliver();
  service.state.token = randomUUID();
  const next = await onItsWay();
  await next.deliver();
  assert.equal((await look(next.tenant, next.application)).state, 'sent');
  const wrong = await onItsWay({ clientSecret: 'wrong' });
  await assert.rejects(wrong.deliver());
  assert.equal((await look(wrong.tenant, wrong.application)).problem, 'delivery/target-refused');
});

test('without a destination id the competent one is found by service and municipality, or none', async () => {
  const way = await onItsWay({ destination: '', routing: `${service.address}/routing` });
  await way.deliver();
  assert.equal(last().created['destinationId'], service.destination);
  for (const routing of ['nowhere', 'twice']) {
    const other = await onItsWay({ destination: '', routing: `${service.address}/${routing}` });
    await assert.rejects(other.deliver());
    assert.equal((await look(other.tenant, other.application)).problem, 'delivery/no-route');
  }
});

test('a route that is signed must be signed by a key that is published, for this destination, service, place and host', async () => {
  const own = keys.service.sign;
  const other = keys.destination.sign;
  const host = new URL(service.address).host;
  const area = 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs:08121';
  const signed = (change: object = {}, by: { readonly privateKey: KeyObject; readonly publicJwk: { readonly kid: string } } = own) => signJson({ submissionHost: host, iss: 'https://portal.example', destinationId: service.destination, services: [{ gebietIDs: [area], leistungIDs: [SERVICE] }], ...change }, by);
  const goes = async (signature: string | undefined, routingKeys?: readonly object[]) => {
    Object.assign(service.knobs, { routeSignature: signature, routingKeys });
    const way = await onItsWay({ destination: '', routing: `${service.address}/routing` });
    await way.deliver().catch(() => undefined);
    const { state, problem } = await look(way.tenant, way.application);
    return state === 'sent' ? 'sent' : problem;
  };
  assert.equal(await goes(signed()), 'sent');
  assert.equal(await goes(signed({ destinationId: undefined, services: [{ gebietIDs: [`${area}0000000`], leistungIDs: ['urn:another', SERVICE] }] })), 'sent');
  const renamed = { ...other, publicJwk: { ...other.publicJwk, kid: own.publicJwk.kid } };
  const refused: [string, string | undefined, (readonly object[])?][] = [
    ['another key under its name', signed({}, renamed)], ['another host', signed({ submissionHost: 'elsewhere.example' })], ['another destination', signed({ destinationId: newId() })], ['another service', signed({ services: [{ gebietIDs: [area], leistungIDs: ['urn:another'] }] })],
    ['another place', signed({ services: [{ gebietIDs: [`${area}9`], leistungIDs: [SERVICE] }] })], ['no services', signed({ services: undefined })], ['a changed body', signed().replace(/\.[^.]+\./u, `.${Buffer.from('{}').toString('base64url')}.`)], ['no signature', 'kein.jws'],
    ['a key that the portal does not publish', signed({}, other), [own.publicJwk]],
  ];
  for (const [what, signature, published] of refused) assert.equal(await goes(signature, published), 'delivery/no-route', what);
  assert.equal(await goes(signed({}, other)), 'sent', 'where the keys of the portal lie is not known');
  Object.assign(service.knobs, { routeSignature: undefined, routingKeys: undefined });
});

test('a key for answers is replaced after a year, still opens for three more, and is gone with what opens it afterwards', async () => {
  const before = clock.at;
  const lonely = tenantId(newId());
  const first = await replyKeyOf(house, lonely);
  assert.equal((await replyKeyOf(house, lonely)).kid, first.kid);
  clock.at = new Date(before.getTime() + 366 * 86_400_000);
  const second = await replyKeyOf(house, lonely);
  assert.notEqual(second.kid, first.kid);
  clock.at = new Date(clock.at.getTime() + 3 * 365 * 86_400_000);
  await forgetOldReplyKeys(house);
  assert.ok(await openReplyKey(house, lonely, first.kid), 'answers to what was sent with it may still come');
  clock.at = new Date(clock.at.getTime() + 1);
  assert.ok((await forgetOldReplyKeys(house)) >= 1);
  assert.equal(await openReplyKey(house, lonely, first.kid), undefined);
  assert.ok(await openReplyKey(house, lonely, second.kid));
  const { rows } = await stand.database.inTenant(lonely, (tx) => tx.client.query<{ keys: number }>('select count(*)::int as keys from secrets.data_key where wrapped is not null'));
  assert.equal(rows[0]?.keys, 1, 'nothing opens the old one any more');
  clock.at = before;
});

function signJson(value: object, by: { readonly privateKey: KeyObject; readonly publicJwk: { readonly kid: string } }): string {
  const head = [{ alg: 'PS512', typ: 'jwt', kid: by.publicJwk.kid }, value].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${head}.${sign('sha512', Buffer.from(head), { key: by.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }).toString('base64url')}`;
}

/** What must be refused before anything is announced or encrypted. */
async function refusedBefore(code: string, reason: RefusalReason | undefined, change: Settings = {}): Promise<void> {
  const way = await onItsWay(change);
  const before = service.submissions.length;
  await assert.rejects(way.deliver(), (error: { code?: string; reason?: string }) => {
    assert.deepEqual([error.code, error.reason], [code, reason]);
    return true;
  });
  assert.deepEqual([service.submissions.length, (await look(way.tenant, way.application)).problem], [before, code]);
}
for (const [what, reason, destination] of [
  ['is switched off', 'destination-inactive', { status: 'inactive' }],
  ['is only being set up', 'destination-inactive', { status: 'created' }],
  ['takes other services', 'destination-service', { publicServices: [{ identifier: 'urn:de:fim:leika:leistung:99000000000000', regions: ['DE'], submissionSchemas: [{ schemaUri: SCHEMA, mimeType: 'application/json' }] }] }],
  ['serves other regions', 'destination-region', { publicServices: [{ identifier: SERVICE, regions: ['DE09'], submissionSchemas: [{ schemaUri: SCHEMA, mimeType: 'application/json' }] }] }],
  ['takes another schema', 'destination-schema', { publicServices: [{ identifier: SERVICE, regions: ['DE08'], submissionSchemas: [{ schemaUri: 'urn:other', mimeType: 'application/json' }] }] }],
  ['takes metadata that we do not know', 'destination-metadata-version', { metadataVersions: ['7.0.0'] }],
  ['answers as another one', 'destination-malformed', { destinationId: randomUUID() }],
  ['answers something else', 'destination-malformed', { publicServices: 'none' }],
] as const) {
  test(`a destination that ${what} gets nothing`, async () => {
    service.knobs.destination = destination;
    await refusedBefore('delivery/destination-unfit', reason);
  });
}
for (const [what, reason, key] of [
  ['is short', 'key-size', { n: stranger.publicJwk.n.slice(0, 340) }],
  ['is for signatures', 'key-algorithm', { alg: 'PS512', key_ops: ['verify'] }],
  ['has another operation', 'key-operation', { key_ops: ['unwrapKey'] }],
  ['has another id', 'key-id', { kid: randomUUID() }],
  ['was exchanged for somebody else\'s under its certificate', 'key-certificate-other-key', { n: stranger.publicJwk.n }],
] as const) {
  test(`nothing is encrypted with a key that ${what}`, async () => {
    service.knobs.encryptionKey = key;
    await refusedBefore('delivery/key-untrusted', reason);
  });
}

test('where certificates are demanded, a key over itself, of strangers or out of its time is refused, and one with a chain is taken', async () => {
  const pem = (der: string) => `-----BEGIN CERTIFICATE-----\n${der}\n-----END CERTIFICATE-----\n`;
  const [ours, theirs, old] = [await aChain(keys.destination.encrypt.publicJwk), await aChain(keys.destination.encrypt.publicJwk), await aChain(keys.destination.encrypt.publicJwk, { notAfter: new Date('2026-11-22T09:00:00Z') })];
  const strict = { keys: 'chain', anchors: `${pem(ours.root.raw.toString('base64'))}${pem(old.root.raw.toString('base64'))}` };
  await refusedBefore('delivery/key-untrusted', 'key-self-signed', strict);
  service.knobs.encryptionKey = { x5c: theirs.x5c };
  await refusedBefore('delivery/key-untrusted', 'key-chain-untrusted', strict);
  service.knobs.encryptionKey = { x5c: old.x5c };
  await refusedBefore('delivery/key-untrusted', 'key-chain-expired', strict);
  service.knobs.encryptionKey = { x5c: ours.x5c };
  const way = await onItsWay(strict);
  await way.deliver();
  assert.equal((await look(way.tenant, way.application)).state, 'sent');
});

const forgeries: readonly (readonly [string, RefusalReason, (log: readonly string[], submission: TakenSubmission) => Promise<readonly string[]>])[] = [
  ['with a changed signature', 'event-signature', async (log) => log.map((token) => `${token.slice(0, -20)}${token.slice(-20, -19) === 'A' ? 'B' : 'A'}${token.slice(-19)}`)],
  ['of another submission', 'event-transaction', async () => service.submissions[0]?.log ?? []],
  ['with other tags', 'tag-differs', async (log, submission) => [...log.slice(0, 1), await service.say(submission, { name: 'submit-submission', payload: { authenticationTags: { ...service.tagsOf(submission), data: 'AAAAAAAAAAAAAAAAAAAAAA' } } })]],
  ['without tags', 'tag-missing', async (log, submission) => [...log.slice(0, 1), await service.say(submission, { name: 'submit-submission' })]],
  ['in which the receiver saw other tags', 'tag-differs', async (log, submission) => [...log, await service.say(submission, { name: 'accept-submission', payload: { authenticationTags: { ...service.tagsOf(submission), metadata: 'AAAAAAAAAAAAAAAAAAAAAA' } } }, 'destination')]],
  ['in which the service accepts in place of the receiver', 'event-not-for-issuer', async (log, submission) => [...log, await service.say(submission, { name: 'accept-submission' })]],
  ['in which another destination accepts', 'event-issuer', async (log, submission) => [...log, await service.say(submission, { name: 'accept-submission', issuer: randomUUID() }, 'destination')]],
  ['in which another service speaks', 'event-issuer', async (log, submission) => [...log, await service.say(submission, { name: 'delete-submission', issuer: 'https://evil.example' })]],
  ['with the same event twice', 'event-twice', async (log) => [...log, ...log]],
  ['in which it is accepted and refused', 'event-log-order', async (log, submission) => [...log, await service.say(submission, { name: 'accept-submission', payload: { authenticationTags: service.tagsOf(submission) } }, 'destination'), await service.say(submission, { name: 'reject-submission', payload: { problems: [] } }, 'destination')]],
  ['from the future', 'event-from-the-future', async (log, submission) => [...log, await service.say(submission, { name: 'accept-submission', issuedAt: new Date('2027-01-01T00:00:00Z') }, 'destination')]],
];
for (const [what, reason, forge] of forgeries) {
  test(`an event log ${what} is not believed`, async () => {
    const way = await onItsWay();
    await way.deliver();
    service.knobs.forges = forge;
    await way.follow();
    await way.follow();
    const found = await look(way.tenant, way.application);
    assert.deepEqual([found.state, found.outgoing?.state, found.outgoing?.problem], ['sent', 'sent', `delivery/events-untrusted ${reason}`]);
    assert.deepEqual(found.events.filter(({ kind }) => kind === 'heard'), [{ kind: 'heard', detail: `delivery/events-untrusted ${reason}`, verified: false, signedBy: null }]);
    service.knobs.forges = undefined;
    await way.follow();
    assert.equal((await look(way.tenant, way.application)).outgoing?.state, 'submitted');
  });
}

test('a rejection waits for a person, who sends it again as a new submission; words of the receiver are kept nowhere', async () => {
  const way = await onItsWay();
  await way.deliver();
  const first = last();
  await service.reject(first, [problemOf('schema-violation', 'data', 'Ilvy Musterfrau fehlt etwas'), problemOf('hash-mismatch', 'data')]);
  await way.follow();
  const failed = await look(way.tenant, way.application);
  assert.deepEqual([failed.state, failed.problem, failed.outgoing?.state], ['failed', 'reject-submission schema-violation', 'rejected']);
  assert.deepEqual(failed.outgoing?.verdicts?.map(({ instance }) => instance), ['data', 'data']);
  assert.ok(!JSON.stringify(failed).includes('Ilvy'));
  await stand.database.inTenant(way.tenant, (tx) => saveParcel(tx, { ...failed, state: 'waiting', problem: null }));
  await way.deliver();
  assert.notEqual(last().id, first.id);
  await service.accept(last());
  await way.follow();
  assert.equal((await look(way.tenant, way.application)).state, 'delivered');
});

/** A document that comes after an application. */
function aLateDocument(application: string, bytes: Uint8Array | undefined = randomBytes(2_000)): DeliveredEvidence {
  const evidence: DeliveredEvidence = {
    id: newId(), submission: application, label: { de: 'Versicherung' }, state: bytes === undefined ? 'received' : 'clean', name: 'nachgereicht.pdf', contentType: bytes && 'application/pdf', bytes, isLate: true, receivedAt: '2026-11-23T09:00:00.000Z', hints: [],
    completeness: { score: 100, required: 1, there: 1, evidence: [] }, missingEvidence: [],
  };
  late.set(evidence.id, evidence);
  return evidence;
}

/** An accepted application with a document that came after it and waits to `follow`. */
async function acceptedWithLateDocument() {
  const way = await onItsWay();
  await way.deliver();
  await service.accept(last());
  await way.follow();
  const evidence = aLateDocument(way.application);
  return { way, evidence, follow: () => deliverEvidence(house, ports, { tenant: way.tenant, application: way.application, evidence: evidence.id }) };
}

test('a document goes by a job of its own when it came later, and by none when it was sent along', async () => {
  const way = await onItsWay();
  const waiting = () => stand.database.acrossTenants('test/look', async (tx) => (await tx.client.query<{ count: number }>('select jobs.waiting() as count')).rows[0]?.count ?? 0);
  const before = await waiting();
  const heard = (wentAlong: boolean, application = way.application) => acceptEvidence(house, { ...ports, applications: { ...ports.applications, wentAlong: async () => wentAlong } }, { tenant, application, evidence: newId() });

  await heard(true);
  assert.equal(await waiting(), before);
  await heard(false);
  assert.equal(await waiting(), before + 1);
  await heard(true, newId());
  assert.equal(await waiting(), before + 2, 'where nobody knows yet where the application goes, the job finds out');
});

for (const version of ['v1', 'v2'] as const) {
  test(`a document that comes later follows as a further submission in the same case by ${version}, once, and its acceptance stands in the history of the parcel`, async () => {
    const way = await onItsWay({ version });
    const evidence = aLateDocument(way.application);
    const follow = () => deliverEvidence(house, ports, { tenant: way.tenant, application: way.application, evidence: evidence.id });
    await way.deliver();
    await assert.rejects(follow(), NotDeliveredYet);
    const first = last();
    await service.accept(first);
    await way.follow();
    const before = service.submissions.length;
    late.set(evidence.id, { ...evidence, state: 'received', bytes: undefined, contentType: undefined });
    await follow();
    assert.equal(service.submissions.length, before, 'what is not checked yet goes nowhere');
    late.set(evidence.id, evidence);
    await Promise.all([follow(), follow()].map((one) => one.catch(() => undefined)));
    await follow();
    assert.equal(service.submissions.slice(before).filter(({ metadata }) => metadata !== undefined).length, 1);
    const sent = service.submissions.slice(before).find(({ metadata }) => metadata !== undefined) as TakenSubmission;
    assert.deepEqual([sent.case, sent.created['caseId'], sent.created['destinationId']], [first.case, first.case, service.destination]);
    const [metadata, data] = [readMetadata((await open(sent.metadata)).bytes), await open(sent.data)];
    assert.deepEqual(JSON.parse(Buffer.from(data.bytes).toString()), { answers, results: { taxCents: 9600 } });
    assert.deepEqual([metadata.additionalReferenceInfo?.senderReference, metadata.contentStructure.attachments.map(({ filename, description }) => [filename, description])], ['AAAA-BBBB-CCCC', [['nachgereicht.pdf', 'Versicherung']]]);
    const [attachment] = sent.created['announcedAttachments'] as [string];
    assert.ok(Buffer.from((await open(sent.attachments.get(attachment))).bytes).equals(Buffer.from(evidence.bytes ?? [])));

    const seeVerdict = () => followSubmission(house, { tenant: way.tenant, application: evidence.id });
    await seeVerdict();
    await service.accept(sent);
    await seeVerdict();
    await seeVerdict();
    await follow();
    const { state, events } = await look(way.tenant, way.application);
    assert.equal(state, 'delivered');
    // Of two who send at once one may find the other at it.
    assert.deepEqual(events.filter(({ kind }) => kind.startsWith('evidence') && kind !== 'evidence-tried'), [
      { kind: 'evidence-sent', detail: sent.id, verified: null, signedBy: null }, { kind: 'evidence-delivered', detail: 'accept-submission', verified: true, signedBy: service.destination },
    ]);
    assert.equal(events.filter(({ kind, detail }) => kind === 'progressed' && detail === 'in-progress').length, 1);
    assert.equal(service.submissions.slice(before).filter((one) => one.metadata !== undefined).length, 1);
  });
}

test('a document whose way broke off in the middle is taken up, and one that was refused is left for a person', async () => {
  const { way, evidence, follow } = await acceptedWithLateDocument();
  const before = service.submissions.length;
  let lost = 0;
  service.knobs.losesAnswer = (method, path) => method === 'PUT' && !path.includes('attachments') && (lost += 1) <= 2;
  await assert.rejects(follow());
  service.knobs.losesAnswer = undefined;
  await follow();
  const sent = service.submissions.slice(before).filter(({ metadata }) => metadata !== undefined);
  assert.equal(sent.length, 1);
  await service.reject(sent[0] as TakenSubmission, [problemOf('malicious-attachment', 'attachments', 'Ilvy Musterfrau')]);
  await followSubmission(house, { tenant: way.tenant, application: evidence.id });
  await follow();
  const { state, events } = await look(way.tenant, way.application);
  assert.equal(service.submissions.length - before, 1);
  assert.equal(state, 'delivered');
  assert.deepEqual(events.filter(({ kind }) => kind.startsWith('evidence')), [
    { kind: 'evidence-tried', detail: 'delivery/target-unreachable', verified: null, signedBy: null }, { kind: 'evidence-sent', detail: sent[0]?.id ?? '', verified: null, signedBy: null },
    { kind: 'evidence-refused', detail: 'reject-submission malicious-attachment', verified: true, signedBy: service.destination },
  ]);

  assert.deepEqual((await listTroubles(house)).filter((one) => one.kind === 'failed-parcels' && one.tenant === tenant).map(({ count }) => count > 0), [true]);
  const officer = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Probe', grants: [{ tenant, role: 'digital-officer' }] }, tenant);
  const parcel = await look(way.tenant, way.application);
  assert.equal((await getParcel(officer, { parcel: parcel.id })).hasRefusedEvidence, true);
  assert.ok((await listParcels(officer, {})).withRefusedEvidence.includes(parcel.id));
  await sendAgain(officer, ports, { parcel: parcel.id });
  await assert.rejects(sendAgain(officer, ports, { parcel: parcel.id }), NothingToRetry);
  await follow();
  const again = service.submissions.slice(before).filter(({ metadata }) => metadata !== undefined);
  assert.deepEqual([again.length, again[1]?.case], [2, sent[0]?.case]);
  await service.accept(again[1] as TakenSubmission);
  await followSubmission(house, { tenant: way.tenant, application: evidence.id });
  assert.deepEqual((await look(way.tenant, way.application)).events.filter(({ kind }) => kind.startsWith('evidence')).map(({ kind }) => kind).slice(3), ['evidence-retried', 'evidence-sent', 'evidence-delivered']);
  assert.equal((await getParcel(officer, { parcel: parcel.id })).hasRefusedEvidence, false);
});

test('an application that a person sends once more takes its late documents along into its new case', async () => {
  const { way, evidence, follow } = await acceptedWithLateDocument();
  await follow();
  await service.accept(last());
  await followSubmission(house, { tenant: way.tenant, application: evidence.id });
  // As after a change of the destination: the parcel goes as something new.
  clock.at = new Date('2026-11-22T11:00:00Z');
  const { outgoing, ...parcel } = await look(way.tenant, way.application);
  assert.ok(outgoing);
  await stand.database.inTenant(way.tenant, async (tx) => {
    await saveOutgoing(tx, { ...outgoing, state: 'rejected' });
    await saveParcel(tx, { ...parcel, state: 'waiting', deliveredAt: null, problem: null });
  });
  await way.deliver();
  const again = last();
  await service.accept(again);
  await way.follow();
  await follow();
  assert.notEqual(last().id, again.id);
  assert.equal(last().case, again.case);
});

test('whoever never answers is given up after sixteen days', async () => {
  const way = await onItsWay();
  await way.deliver();
  clock.at = new Date('2026-12-08T09:59:00Z');
  await way.follow();
  assert.equal((await look(way.tenant, way.application)).state, 'sent');
  clock.at = new Date('2026-12-08T10:01:00Z');
  await way.follow();
  const found = await look(way.tenant, way.application);
  assert.deepEqual([found.state, found.problem, found.outgoing?.state], ['failed', 'delivery/no-verdict', 'lost']);
});

test('a service that cannot be reached is no failure of the look', async () => {
  const way = await onItsWay();
  await way.deliver();
  service.knobs.fails = () => 503;
  await way.follow();
  const { outgoing } = await look(way.tenant, way.application);
  assert.deepEqual([outgoing?.problem, outgoing?.looks, outgoing?.nextLookAt], ['delivery/target-fault', 1, new Date('2026-11-22T10:00:02Z')]);
});

test('a callback is heard from whoever knows its secret, and nobody else learns anything', async () => {
  const way = await onItsWay();
  await way.deliver();
  const body = '{}';
  const call = (secret: string) => { const headers = callbackHeaders(secret, clock.at, body); return { tenant: way.tenant, application: way.application, authentication: headers['callback-authentication'], timestamp: headers['callback-timestamp'], body }; };
  const secret = newsSecret(house, way.tenant, way.application);
  assert.ok(secret.length >= 32);
  await hearNews(house, call(secret));
  await assert.rejects(hearNews(house, call(`${secret}x`)), CallbackRefused);
  await assert.rejects(hearNews(house, { ...call(secret), application: newId() }), CallbackRefused);
  await assert.rejects(hearNews(house, { ...call(secret), tenant: 'x' }), CallbackRefused);
  clock.at = new Date('2026-11-22T10:06:00Z');
  const old = { ...call(secret), timestamp: '1795341600' };
  await assert.rejects(hearNews(house, old), CallbackRefused);
});

test('what a worker left behind is taken up again, and nothing that is still in its time', async () => {
  const [left, inTime] = [await onItsWay(), await onItsWay()];
  for (const [way, at] of [[left, '2026-11-22T09:57:00Z'], [inTime, '2026-11-22T09:59:00Z']] as const) {
    await way.deliver();
    await stand.database.inTenant(way.tenant, async (tx) => { const found = await findOutgoing(tx, way.application); if (found) await saveOutgoing(tx, { ...found, nextLookAt: new Date(at) }); });
  }
  const overdue = await stand.database.acrossTenants('delivery/test', (tx) => selectOverdue(tx, new Date('2026-11-22T09:58:00Z'), 10_000));
  assert.deepEqual([left, inTime].map(({ application }) => overdue.some((one) => one.application === application)), [true, false]);
  await followAll(house);
});

test('a trial says that it is one', async () => {
  const trial = { ...contentOf(newId()), isTest: true as const };
  await fitConnectTarget.deliver(house, tenant, trial, { destination: newId(), settings: right, attachments: async () => [], schema: async () => ({ $id: SCHEMA }) });
  assert.equal(readMetadata((await open(last().metadata)).bytes).additionalReferenceInfo?.senderReference, 'PROBE AAAA-BBBB-CCCC');
  assert.deepEqual(['prod', 'stage', 'test', 'own'].map((environment) => readFitConnectSettings({ ...right, environment }).isForReal), [true, true, false, false]);
});

test('the form says field by field what is wrong', () => {
  const problems = (change: Settings) => fitConnectForm.check({ ...right, ...change }, { mayBeInside: false, hasFolder: false, hasMail: false, today: house.clock.today() }).map(({ pointer, code }) => `${pointer} ${code}`);
  assert.deepEqual(problems({ api: 'https://a.example', token: 'https://b.example' }), []);
  assert.deepEqual(problems({}), ['/api address', '/token address']);
  assert.deepEqual(problems({ environment: 'x', clientId: ' ', clientSecret: '', destination: '12', service: '123', schemaUri: 'kein', api: '', token: '' }), ['/environment choice', '/clientId required', '/clientSecret required', '/destination uuid', '/service format', '/schemaUri uri']);
  assert.deepEqual(problems({ environment: 'prod', keys: 'chain' }), ['/anchors required']);
  assert.deepEqual(problems({ environment: 'prod' }), ['/keys self-signed']);
  assert.deepEqual(problems({ environment: 'stage', keys: 'chain', destination: '', anchors: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }), ['/anchors certificate']);
  assert.equal(fitConnectForm.address({ environment: 'test' }), 'test.fit-connect.fitko.dev');
});
