import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { auditMigrations } from '@allmende/audit';
import { accessMigrations } from '@allmende/access';
import { testDatabase } from '@allmende/database/testing';
import { checkCallback, verifyEventLog } from '@allmende/fit-connect';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { registerMigrations } from '@allmende/register';
import { importTestEdition } from '@allmende/register/testing';
import { eventsMigrations } from '@allmende/events';
import { tellDestination } from '../actions/tell-destination.ts';
import { tellSender } from '../actions/tell-sender.ts';
import { tidyUp } from '../actions/tidy-up.ts';
import { watchDeadlines } from '../actions/watch-deadlines.ts';
import { openServiceKeys } from '../actions/open-service-keys.ts';
import { fitConnectServiceMigrations } from '../data/migrations.ts';
import { openDeliveryServiceStand, type StandClient } from '../testing/index.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, accessMigrations, auditMigrations, registerMigrations, fitConnectServiceMigrations]);
const plain = testHouse(database);
const stand = await openDeliveryServiceStand(plain);
after(() => stand.close());

const receiving = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => { body += part.toString(); });
  request.on('end', () => {
    received.push({ path: request.url ?? '', authentication: String(request.headers['callback-authentication']), timestamp: String(request.headers['callback-timestamp']), body });
    response.statusCode = answers.shift() ?? 200;
    response.end();
  });
});
const received: { path: string; authentication: string; timestamp: string; body: string }[] = [];
const answers: number[] = [];
await new Promise<void>((resolve) => { receiving.listen(0, '127.0.0.1', resolve); });
after(() => receiving.close());
const bound = receiving.address();
const callbacks = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
const SECRET = 'a-secret-of-a-callback-that-is-long-enough';

const sender = await stand.letIn(['send:region:DE']);
const destination = await stand.aDestination({ callback: { url: `${callbacks}/destination`, secret: SECRET } });
const subscriber = await stand.letIn([`subscribe:destination:${destination.id}`]);

/** Hands in a submission with so many attachments; v2 unless told otherwise. */
async function handIn(by: StandClient = sender, attachments: readonly string[] = [], version: 'v1' | 'v2' = 'v2'): Promise<{ submissionId: string; caseId: string; metadata: string; data: string }> {
  const service = { name: 'Bauantrag', identifier: stand.service };
  const created = await by.ask('POST', `/${version}/submissions`, { json: { destinationId: destination.id, announcedAttachments: attachments, [version === 'v1' ? 'serviceType' : 'publicService']: service, callback: { url: `${callbacks}/sender`, secret: SECRET } } });
  assert.equal(created.status, 201, created.text);
  const { submissionId, caseId } = created.body as { submissionId: string; caseId: string };
  for (const attachment of attachments) {
    const put = await by.ask('PUT', `/${version}/submissions/${submissionId}/attachments/${attachment}`, { text: await stand.encrypted({ attachment }, 'application/pdf'), type: 'application/jose' });
    assert.equal(put.status, 204, put.text);
  }
  const [metadata, data] = [await stand.encrypted({ what: 'metadata' }), await stand.encrypted({ what: 'data' })];
  const put = await by.ask('PUT', `/${version}/submissions/${submissionId}`, { json: { encryptedMetadata: metadata, encryptedData: data } });
  assert.equal(put.status, version === 'v1' ? 202 : 200, put.text);
  return { submissionId, caseId, metadata, data };
}

const tag = (jwe: string) => jwe.split('.')[4] ?? '';
const eventsOf = async (caseId: string, submission: string) => verifyEventLog(((await sender.ask('GET', `/v2/cases/${caseId}/events`)).body as { eventLog: string[] }).eventLog, {
  service: stand.address(), destination: destination.id, case: caseId, submission, now: stand.house.clock.now(),
  keyOf: async (signer, kid) => (signer.kind === 'service' ? (await openServiceKeys(stand.house)).verifying(kid) : stand.keys.sign.publicKey),
});

test('a submission with attachments goes to its receiver as it was sent, is accepted, and leaves a log that verifies', async () => {
  const attachments = [crypto.randomUUID(), crypto.randomUUID()];
  const { submissionId, caseId, metadata, data } = await handIn(sender, attachments);

  const waiting = await subscriber.ask('GET', `/v1/submissions?destinationId=${destination.id}`);
  assert.deepEqual(waiting.body, { count: 1, offset: 0, totalCount: 1, submissions: [{ destinationId: destination.id, submissionId, caseId }] });
  const fetched = (await subscriber.ask('GET', `/v2/submissions/${submissionId}`)).body as Record<string, unknown>;
  assert.deepEqual([fetched['encryptedMetadata'], fetched['encryptedData'], fetched['publicService']], [metadata, data, { identifier: stand.service, name: 'Bauantrag' }]);
  assert.deepEqual([...(fetched['attachments'] as string[])].toSorted(), attachments.toSorted());
  const tags: Record<string, string> = {};
  for (const attachment of attachments) {
    const got = await subscriber.ask('GET', `/v2/submissions/${submissionId}/attachments/${attachment}`);
    assert.equal(got.headers.get('content-type'), 'application/jose');
    assert.equal(got.text.split('.').length, 5);
    tags[attachment] = tag(got.text);
  }
  const authenticationTags = { metadata: tag(metadata), data: tag(data), attachments: tags };
  const taken = await subscriber.ask('POST', `/v2/cases/${caseId}/events`, { type: 'application/jose', text: await stand.signed({ name: 'accept-submission', destination: destination.id, submission: submissionId, case: caseId, payload: { authenticationTags } }) });
  assert.equal(taken.status, 204, taken.text);

  assert.deepEqual(await tidyUp(stand.house), { removed: 1, replies: 0, objects: 2 });
  const log = await eventsOf(caseId, submissionId);
  assert.deepEqual(log.map(({ name }) => name), ['create-submission', 'submit-submission', 'accept-submission', 'delete-submission']);
  assert.deepEqual(log[1]?.payload.authenticationTags, authenticationTags);
  assert.equal((await subscriber.ask('GET', `/v2/submissions/${submissionId}`)).status, 404);
});

test('both sides are called back with a signature over the body, and a callback that fails is sent again', async () => {
  received.length = 0;
  const { submissionId, caseId } = await handIn();
  answers.push(500);
  await assert.rejects(tellDestination(stand.house, destination.id));
  await tellDestination(stand.house, destination.id);
  await tellDestination(stand.house, destination.id);
  assert.equal(received.length, 2, 'once refused, once taken, and nothing new afterwards');
  const [, taken] = received;
  assert.ok(taken);
  checkCallback({ secret: SECRET, authentication: taken.authentication, timestamp: taken.timestamp, body: taken.body, now: stand.house.clock.now() });
  assert.deepEqual((JSON.parse(taken.body) as { submissions: unknown }).submissions, [{ destinationId: destination.id, submissionId, caseId }]);

  const rejected = await stand.signed({ name: 'reject-submission', destination: destination.id, submission: submissionId, case: caseId, payload: { problems: [] } });
  assert.equal((await subscriber.ask('POST', `/v1/cases/${caseId}/events`, { type: 'application/jose', text: rejected })).status, 204);
  await tellSender(stand.house, submissionId);
  const toSender = received.at(-1);
  assert.equal(toSender?.path, '/sender');
  assert.match(toSender?.body ?? '', /callbacks\/new-events/u);
  assert.deepEqual((await eventsOf(caseId, submissionId)).map(({ name }) => name), ['create-submission', 'submit-submission', 'notify-submission', 'reject-submission']);
});

test('an event is refused when it comes twice, too late, from somebody else, about something else, or is changed', async () => {
  const [one, other] = [await handIn(), await handIn()];
  const post = async (caseId: string, text: string, by = subscriber) => (await by.ask('POST', `/v1/cases/${caseId}/events`, { type: 'application/jose', text })).status;
  const accept = await stand.signed({ name: 'accept-submission', destination: destination.id, submission: one.submissionId, case: one.caseId });
  const [header, claims, signature] = accept.split('.');
  const changed = Buffer.from(Buffer.from(claims ?? '', 'base64url').toString().replace('accept-submission', 'reject-submission')).toString('base64url');
  assert.equal(await post(one.caseId, `${header}.${changed}.${signature}`), 422, 'changed');
  assert.equal(await post(one.caseId, 'no.token'), 400, 'no token');
  assert.equal(await post(one.caseId, await stand.signed({ name: 'accept-submission', destination: destination.id, submission: other.submissionId, case: one.caseId })), 422, 'a submission of another case');
  assert.equal(await post(one.caseId, await stand.signed({ name: 'accept-submission', destination: destination.id, submission: other.submissionId, case: other.caseId })), 422, 'another case');
  assert.equal(await post(one.caseId, await stand.signed({ name: 'submit-submission', destination: destination.id, submission: one.submissionId, case: one.caseId })), 422, 'not for a receiver');
  assert.equal(await post(one.caseId, await stand.signed({ name: 'accept-submission', destination: crypto.randomUUID(), submission: one.submissionId, case: one.caseId })), 422, 'another issuer');
  const wrongTags = { authenticationTags: { metadata: tag(one.metadata), data: tag(other.data) } };
  assert.equal(await post(one.caseId, await stand.signed({ name: 'accept-submission', destination: destination.id, submission: one.submissionId, case: one.caseId, payload: wrongTags })), 422, 'tags of another content');
  const stranger = await stand.letIn([`subscribe:destination:${(await stand.aDestination()).id}`]);
  assert.equal(await post(one.caseId, accept, stranger), 404, 'a stranger');
  assert.equal(await post(one.caseId, accept, sender), 403, 'the sender');
  assert.equal(await post(one.caseId, accept), 204);
  assert.equal(await post(one.caseId, accept), 409, 'once more');
  assert.equal(await post(other.caseId, await stand.signed({ id: JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()).jti as string, name: 'accept-submission', destination: destination.id, submission: other.submissionId, case: other.caseId })), 409, 'the same id elsewhere');
  assert.equal(await post(one.caseId, await stand.signed({ name: 'reject-submission', destination: destination.id, submission: one.submissionId, case: one.caseId })), 409, 'after the end');
  assert.equal(await post(other.caseId, await stand.signed({ name: 'forward-submission', destination: destination.id, submission: other.submissionId, case: other.caseId })), 204);
  assert.equal((await subscriber.ask('GET', `/v1/submissions/${other.submissionId}`)).status, 200, 'what was forwarded can still be read');
  assert.equal(await post(other.caseId, await stand.signed({ name: 'accept-submission', destination: destination.id, submission: other.submissionId, case: other.caseId })), 204);
  await tidyUp(stand.house);
});

test('the very same sending once more changes nothing, another one is refused', async () => {
  const { submissionId, caseId, metadata, data } = await handIn();
  const again = await sender.ask('PUT', `/v2/submissions/${submissionId}`, { json: { encryptedMetadata: metadata, encryptedData: data } });
  assert.equal(again.status, 200);
  assert.equal((await eventsOf(caseId, submissionId)).length, 2);
  const other = await sender.ask('PUT', `/v2/submissions/${submissionId}`, { json: { encryptedMetadata: data, encryptedData: metadata } });
  assert.equal(other.status, 422);
});

test('two at once: of two receivers that answer one is first', async () => {
  const { submissionId, caseId } = await handIn();
  const both = await Promise.all((['accept-submission', 'reject-submission'] as const).map(async (name) => (await subscriber.ask('POST', `/v2/cases/${caseId}/events`, {
    type: 'application/jose', text: await stand.signed({ name, destination: destination.id, submission: submissionId, case: caseId }),
  })).status));
  assert.deepEqual(both.toSorted(), [204, 409]);
});

test('what waits three days is noticed once, what waits fourteen is rejected by the service', async () => {
  await tidyUp(stand.house);
  const clock = plain.clock;
  const before = clock.now();
  for (const { submissionId } of ((await subscriber.ask('GET', '/v1/submissions')).body as { submissions: { submissionId: string }[] }).submissions) assert.ok(submissionId);
  const { submissionId, caseId } = await handIn();
  const mails: { to: string; subject: string }[] = [];
  const mailer = { send: async (mail: { to: string; subject: string }) => { mails.push(mail); }, close: () => undefined };
  clock.advanceMs(2 * 86_400_000);
  assert.deepEqual(await watchDeadlines(stand.house, mailer), { rejected: 0, noticed: 0 });
  clock.advanceMs(86_400_001);
  assert.ok((await watchDeadlines(stand.house, mailer)).noticed > 0);
  assert.equal(mails.length, 1);
  assert.equal(mails[0]?.to, stand.contact.email);
  assert.deepEqual(await watchDeadlines(stand.house, mailer), { rejected: 0, noticed: 0 });
  clock.advanceMs(11 * 86_400_000);
  assert.ok((await watchDeadlines(stand.house, mailer)).rejected > 0);
  await tidyUp(stand.house);
  assert.deepEqual((await sender.ask('GET', `/v2/cases/${caseId}/events`)).status, 401, 'the token is over by then');
  const later = await stand.letIn(['send:region:DE']);
  assert.equal((await later.ask('GET', `/v2/cases/${caseId}/events`)).status, 404, 'the case of another client');
  const { rows } = await database.withoutTenant((tx) => tx.client.query<{ event: string; issuer: string }>('select event, issuer from fit_connect_service.case_event where submission_id = $1 order by position', [submissionId]));
  assert.deepEqual(rows.map(({ event }) => event), ['create-submission', 'submit-submission', 'reject-submission', 'delete-submission']);
  assert.equal(rows[2]?.issuer, stand.address());
  clock.set(before.toISOString());
});

test('a reply that its sender does not fetch in fourteen days is dropped, and the log says so to its receiver', async () => {
  const clock = plain.clock;
  const before = clock.now();
  const { submissionId, caseId, metadata, data } = await handIn();
  await subscriber.ask('POST', `/v2/cases/${caseId}/events`, { text: await stand.signed({ name: 'accept-submission', destination: destination.id, submission: submissionId, case: caseId, payload: { authenticationTags: { metadata: tag(metadata), data: tag(data) } } }), type: 'application/jose' });
  const reply = async (isSent: boolean) => {
    const { replyId } = (await subscriber.ask('POST', '/v2/replies', { json: { caseId, announcedAttachments: [] } })).body as { replyId: string };
    if (isSent) assert.equal((await subscriber.ask('PUT', `/v2/replies/${replyId}`, { json: { encryptedMetadata: await stand.encrypted({ a: 1 }), encryptedData: await stand.encrypted({ b: 2 }) } })).status, 200);
    return replyId;
  };
  const [sent, announced] = [await reply(true), await reply(false)];
  clock.advanceMs(13 * 86_400_000);
  assert.equal((await tidyUp(stand.house)).replies, 0);
  clock.advanceMs(86_400_001);
  assert.equal((await tidyUp(stand.house)).replies, 2);
  assert.equal((await tidyUp(stand.house)).replies, 0);
  const { rows } = await database.withoutTenant((tx) => tx.client.query<{ id: string; state: string; content: string | null }>('select id, state, encrypted_data as content from fit_connect_service.reply where case_id = $1', [caseId]));
  assert.deepEqual(rows.map(({ state, content }) => [state, content]), [['dropped', null], ['dropped', null]]);
  assert.deepEqual(new Set(rows.map(({ id }) => id)), new Set([sent, announced]));
  const { rows: said } = await database.withoutTenant((tx) => tx.client.query<{ event: string }>(`select event from fit_connect_service.case_event where case_id = $1 and event like '%-reply' order by position`, [caseId]));
  assert.deepEqual(said.map(({ event }) => event).filter((event) => event !== 'submit-reply').toSorted(), ['delete-reply', 'delete-reply', 'reject-reply']);
  clock.set(before.toISOString());
});

test('a killed upload leaves nothing that nobody knows of', async () => {
  const attachment = crypto.randomUUID();
  const created = (await sender.ask('POST', '/v2/submissions', { json: { destinationId: destination.id, announcedAttachments: [attachment], publicService: { name: 'Bauantrag', identifier: stand.service } } })).body as { submissionId: string };
  // As a process that ends after the bytes are stored and before the attachment is noted.
  const killed = { ...stand.house, database: { ...database, withoutTenant: failingAfter(2) } } as typeof stand.house;
  const { uploadAttachment } = await import('../actions/upload-attachment.ts');
  const { authenticate } = await import('../actions/authenticate.ts');
  const token = ((await stand.tokenOf(sender.id, sender.secret)).body as { access_token?: string }).access_token ?? '';
  const caller = await authenticate(stand.house, `Bearer ${token}`);
  const jwe = await stand.encrypted({ a: 1 }, 'application/pdf');
  await assert.rejects(uploadAttachment(killed, caller, { submission: created.submissionId, attachment }, (async function* () { yield Buffer.from(jwe); })()), /killed/u);
  const loose = async () => (await database.withoutTenant((tx) => tx.client.query<{ object: string }>('select object from fit_connect_service.loose_object'))).rows;
  const [left] = await loose();
  assert.ok(left && (await stand.house.files.get(left.object)) !== undefined, 'the bytes are there, and their name is known');
  plain.clock.advanceMs(3_600_001);
  await tidyUp(stand.house);
  assert.deepEqual(await loose(), []);
  assert.equal(await stand.house.files.get(left.object), undefined);

  function failingAfter(transactions: number): typeof database.withoutTenant {
    let done = 0;
    return async (work) => {
      done += 1;
      // The one that is never let through is the note of the attachment, and what would tidy up after it.
      if (done >= transactions) throw new Error('killed');
      return database.withoutTenant(work);
    };
  }
});

test('the token endpoint takes credentials in the form only, and scopes that the client has', async () => {
  const basic = await stand.ask('POST', '/token', { type: 'application/x-www-form-urlencoded', text: 'grant_type=client_credentials', headers: { authorization: `Basic ${Buffer.from(`${sender.id}:${sender.secret}`).toString('base64')}` } });
  assert.deepEqual([basic.status, (basic.body as { error?: string }).error], [401, 'invalid_client']);
  const good = await stand.tokenOf(sender.id, sender.secret);
  assert.deepEqual([good.status, (good.body as { expires_in?: number }).expires_in, (good.body as { token_type?: string }).token_type], [200, 1800, 'Bearer']);
  assert.equal((await stand.tokenOf(sender.id, 'wrong')).status, 401);
  assert.deepEqual((await stand.tokenOf(sender.id, sender.secret, 'create:destination')).body, { error: 'invalid_scope', error_description: 'The client has no scopes, or not those that were asked for.' });
});

test('routing finds the destination of a municipality by each of its keys, signed, within a budget', async () => {
  await importTestEdition(database);
  const ask = (query: string) => stand.ask('GET', `/v1/routes?leikaKey=99010003001006&${query}`);
  for (const query of ['ars=081210000000', 'ags=08121000', 'areaId=081210000000']) {
    const found = await ask(query);
    assert.equal(found.status, 200, found.text);
    assert.ok(Number(found.headers.get('ratelimit-remaining')) >= 0);
    const { routes } = found.body as { routes: { destinationId: string; destinationSignature: string; destinationParameters: { submissionUrl: string } }[] };
    assert.ok(routes.some((one) => one.destinationId === destination.id), query);
    const route = routes.find((one) => one.destinationId === destination.id);
    assert.equal(route?.destinationParameters.submissionUrl, stand.address());
    assert.deepEqual((JSON.parse(Buffer.from(route?.destinationSignature.split('.')[1] ?? '', 'base64url').toString()) as { services: unknown }).services, [{ gebietIDs: ['urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs:08121'], leistungIDs: [stand.service] }]);
  }
  assert.deepEqual((await ask('ars=091620000000')).body, { count: 0, offset: 0, totalCount: 0, routes: [] });
  for (const wrong of ['', 'ars=08&ags=08121000', 'ars=1', 'ars=08&ars=08', 'ars=08&limit=0', 'areaId=x']) assert.equal((await ask(wrong)).status, 400, wrong);
  const areas = (await stand.ask('GET', '/v1/areas?areaSearchexpression=Heilbr*')).body as { areas: { id: string; name: string; type: string }[] };
  assert.ok(areas.areas.some((one) => one.id === '081210000000' && one.name === 'Heilbronn'));
  assert.equal((await stand.ask('GET', '/v1/areas')).status, 400);
  const tight = await openDeliveryServiceStand(plain, { budgets: { routing: { max: 2, windowMs: 60_000 } } });
  try {
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await tight.ask('GET', '/v1/routes?leikaKey=99010003001006&ars=08')).status);
    assert.deepEqual(statuses, [200, 200, 429]);
  } finally {
    await tight.close();
  }
});
