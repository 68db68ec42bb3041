import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import path from 'node:path';
import { after, test } from 'node:test';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { registerMigrations } from '@allmende/register';
import { secretsMigrations } from '@allmende/secrets';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { tellDestination } from '../actions/tell-destination.ts';
import { tellSender } from '../actions/tell-sender.ts';
import { fitConnectServiceMigrations } from '../data/migrations.ts';
import { openDeliveryServiceStand, type StandClient } from '../testing/index.ts';

const FILE = path.join(import.meta.dirname, '../../../../shared/data/fit-connect/submission-api-1.1.3.yaml');
const skip = existsSync(FILE) ? false : 'shared/data is not beside this repository';

type Media = Readonly<Record<string, { readonly schema: object }>>;
type Response = { readonly content?: Media; readonly headers?: Readonly<Record<string, { readonly $ref?: string; readonly required?: boolean; readonly schema?: { readonly enum?: readonly string[] } }>> };
type Operation = { readonly operationId: string; readonly requestBody?: { readonly content: Media }; readonly responses: Readonly<Record<string, Response>> };
type OpenApi = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>; readonly components: Readonly<Record<string, unknown>> };

const official = skip === false ? (parse(readFileSync(FILE, 'utf8')) as OpenApi) : undefined;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
const ajv = new Ajv({
  strict: false, allErrors: true,
  formats: { uuid: UUID, uri: (text: string) => URL.canParse(text), email: /^[^\s@]+@[^\s@]+$/u, int32: { type: 'number', validate: (value: number) => Number.isInteger(value) && Math.abs(value) <= 2_147_483_648 } },
});
if (official) ajv.addSchema({ $id: 'official', ...official } as object);

/** The official file as a judge: every answer must have a status that it names for the operation, and a body and headers that it describes. */
const seen = new Map<string, Set<string>>();
const compiled = new Map<string, ValidateFunction>();

function judge(method: string, address: string, status: number, headers: Headers, text: string): void {
  assert.ok(official);
  const asked = address.split('?')[0] ?? '';
  const route = Object.keys(official.paths).find((one) => new RegExp(`^${one.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/gu, '[^/]+')}$`, 'u').test(asked));
  assert.ok(route, `${address} is in the file`);
  const operation = official.paths[route]?.[method.toLowerCase()];
  assert.ok(operation, `${method} ${route} is in the file`);
  const response = operation.responses[String(status)];
  assert.ok(response, `${method} ${address} must not answer ${status}: ${text}`);
  for (const [name, header] of Object.entries(response.headers ?? {})) {
    const value = headers.get(name);
    assert.ok(value !== null, `${method} ${address} ${status} must have the header ${name}`);
    if (name === 'Cache-Control') assert.equal(value, 'no-cache');
    assert.ok(header);
  }
  if (response.content === undefined) assert.equal(text, '', `${method} ${address} ${status} has no body`);
  else {
    const type = (headers.get('content-type') ?? '').split(';')[0] ?? '';
    assert.ok(response.content[type], `${method} ${address} ${status} must be ${Object.keys(response.content).join()}, is ${type}`);
    const pointer = `official#/paths/${[route, method.toLowerCase(), 'responses', String(status), 'content', type, 'schema'].map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
    compiled.set(pointer, validate);
    const value: unknown = /json/u.test(type) ? JSON.parse(text) : text;
    assert.ok(validate(value), `${method} ${address} ${status}: ${JSON.stringify(validate.errors)} ${text.slice(0, 500)}`);
    if (status >= 400) assert.equal((value as { status?: number }).status, status);
  }
  const key = `${method} ${route}`;
  seen.set(key, (seen.get(key) ?? new Set()).add(String(status)));
}

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, accessMigrations, auditMigrations, registerMigrations, fitConnectServiceMigrations]);
const stand = await openDeliveryServiceStand(testHouse(database));
after(() => stand.close());

type Given = Parameters<StandClient['ask']>[2];
const ask = async (by: StandClient | typeof stand, method: string, address: string, given?: Given) => {
  const answer = await by.ask(method, address, given);
  judge(method, address, answer.status, answer.headers, answer.text);
  return answer;
};
const expect = async (status: number, by: StandClient | typeof stand, method: string, address: string, given?: Given) => {
  const answer = await ask(by, method, address, given);
  assert.equal(answer.status, status, `${method} ${address}: ${answer.text}`);
  return answer.body as Record<string, unknown>;
};
const JOSE = 'application/jose';
const SECRET = 'insecure_unsafe_secret_of_a_callback_0123456789';

test('every operation of the official file answers with a status and a body that it describes, for good requests and for every way of being wrong', { skip }, async () => {
  const nobody = crypto.randomUUID();
  const creator = await stand.letIn(['create:destination']);
  const sender = await stand.letIn(['send:region:DE']);
  const elsewhere = await stand.letIn(['send:region:DE14']);
  const none = await stand.letIn(['create:destination']);
  const { encrypt, sign } = stand.keys;
  const contactInformation = { ...stand.contact, unit: 'Abteilung Probe' };
  const services = [{ identifier: stand.service, submissionSchemas: [stand.schema], regions: ['DE094750156156', 'DE08121'] }];
  const body = {
    contactInformation, services, callback: { url: 'https://fachverfahren.probe.example/callbacks', secret: SECRET }, encryptionKid: encrypt.publicJwk.kid, encryptionPublicKey: encrypt.publicJwk, signingPublicKey: sign.publicJwk, metadataVersions: ['1.0.1', '2.1.1'],
    replyChannels: { elster: {}, eMail: { usePgp: true } },
  };

  // Destinations
  await expect(401, stand, 'POST', '/v1/destinations', { json: body });
  await expect(403, sender, 'POST', '/v1/destinations', { json: body });
  for (const wrong of [{}, { ...body, services: [] }, { ...body, encryptionKid: 'another' }, { ...body, encryptionPublicKey: sign.publicJwk }, { ...body, callback: { url: 'http://169.254.169.254/', secret: SECRET } }, { ...body, callback: { url: 'https://x.example', secret: 'short' } }]) await expect(400, creator, 'POST', '/v1/destinations', { json: wrong });
  await expect(400, creator, 'POST', '/v1/destinations', { text: '{', type: 'application/json' });
  await expect(400, creator, 'POST', '/v1/destinations', { text: 'x', type: 'text/plain' });
  const { destinationId: id, status } = (await expect(201, creator, 'POST', '/v1/destinations', { json: body })) as { destinationId: string; status: string };
  assert.equal(status, 'created');
  await expect(200, creator, 'GET', '/v1/destinations');
  await expect(200, creator, 'GET', '/v1/destinations?limit=1&offset=1');
  await expect(401, stand, 'GET', '/v1/destinations');
  await expect(403, sender, 'GET', '/v1/destinations');
  const own = await expect(200, creator, 'GET', `/v1/destinations/${id}`);
  assert.deepEqual([own['contactInformation'], own['callback'], own['services']], [contactInformation, { url: body.callback.url }, services], 'the secret is never shown');
  const open = await expect(200, sender, 'GET', `/v1/destinations/${id}`);
  assert.deepEqual([open['contactInformation'], open['callback']], [undefined, undefined], 'what is private stays so');
  await expect(401, stand, 'GET', `/v1/destinations/${id}`);
  await expect(403, none, 'GET', `/v1/destinations/${id}`);
  for (const unreachable of [id, nobody, 'x']) await expect(404, elsewhere, 'GET', `/v1/destinations/${unreachable}`);
  await expect(422, sender, 'POST', '/v1/submissions', { json: { destinationId: id, announcedAttachments: [], serviceType: { name: 'Bauantrag', identifier: stand.service } } });
  const update = { status: 'active', contactInformation, services, encryptionKid: encrypt.publicJwk.kid, metadataVersions: ['1.0.1'], callback: body.callback };
  await expect(200, creator, 'PUT', `/v1/destinations/${id}`, { json: update });
  for (const wrong of [{}, { ...update, status: 'created' }, { ...update, encryptionKid: sign.publicJwk.kid }]) await expect(400, creator, 'PUT', `/v1/destinations/${id}`, { json: wrong });
  await expect(401, stand, 'PUT', `/v1/destinations/${id}`, { json: update });
  await expect(403, sender, 'PUT', `/v1/destinations/${id}`, { json: update });
  await expect(404, creator, 'PUT', `/v1/destinations/${nobody}`, { json: update });
  await expect(200, creator, 'PATCH', `/v1/destinations/${id}`, { json: { status: 'inactive' } });
  await expect(200, creator, 'PATCH', `/v1/destinations/${id}`, { json: { contactInformation } });
  await expect(200, creator, 'PATCH', `/v1/destinations/${id}`, { json: { status: 'active' } });
  for (const wrong of [{ status: 'created' }, { encryptionKid: 'nowhere-to-be-found' }, { metadataVersions: [] }, []]) await expect(400, creator, 'PATCH', `/v1/destinations/${id}`, { json: wrong });
  await expect(401, stand, 'PATCH', `/v1/destinations/${id}`, { json: {} });
  await expect(403, sender, 'PATCH', `/v1/destinations/${id}`, { json: {} });
  await expect(404, creator, 'PATCH', `/v1/destinations/${nobody}`, { json: {} });

  // Keys
  const rolled = { ...encrypt.publicJwk, kid: 'the-next-key-of-encryption' };
  await expect(201, creator, 'POST', `/v1/destinations/${id}/keys`, { json: rolled });
  await expect(201, creator, 'POST', `/v1/destinations/${id}/keys`, { json: rolled });
  await expect(200, creator, 'PATCH', `/v1/destinations/${id}`, { json: { encryptionKid: rolled.kid } });
  for (const wrong of [{}, { ...rolled, e: 'AAAA' }, { ...rolled, x5c: undefined }, { ...rolled, key_ops: ['wrapKey', 'verify'] }, { ...rolled, n: sign.publicJwk.n }]) await expect(400, creator, 'POST', `/v1/destinations/${id}/keys`, { json: wrong });
  await expect(401, stand, 'POST', `/v1/destinations/${id}/keys`, { json: rolled });
  await expect(403, sender, 'POST', `/v1/destinations/${id}/keys`, { json: rolled });
  await expect(404, creator, 'POST', `/v1/destinations/${nobody}/keys`, { json: rolled });
  assert.deepEqual(await expect(200, stand, 'GET', `/v1/destinations/${id}/keys/${encrypt.publicJwk.kid}`), encrypt.publicJwk);
  await expect(200, stand, 'GET', `/v1/destinations/${id}/keys/${rolled.kid}`);
  for (const wrong of [`${id}/keys/nowhere-found`, `${nobody}/keys/${rolled.kid}`, `${id}/keys/%00`]) await expect(404, stand, 'GET', `/v1/destinations/${wrong}`);

  // Submissions
  const announce = { destinationId: id, announcedAttachments: [] as string[], serviceType: { name: 'Bauantrag', description: 'Ein Bau', identifier: stand.service }, callback: { url: 'https://onlinedienst.probe.example/callbacks', secret: SECRET } };
  await expect(401, stand, 'POST', '/v1/submissions', { json: announce });
  await expect(403, creator, 'POST', '/v1/submissions', { json: announce });
  for (const unreachable of [nobody, id]) await expect(404, elsewhere, 'POST', '/v1/submissions', { json: { ...announce, destinationId: unreachable } });
  const attachment = crypto.randomUUID();
  for (const wrong of [{}, { ...announce, destinationId: 'x' }, { ...announce, announcedAttachments: [attachment, attachment] }, { ...announce, serviceType: { identifier: 'no-urn', name: 'x' } }, { ...announce, callback: { url: 'ftp://x.example/', secret: SECRET } }]) await expect(400, sender, 'POST', '/v1/submissions', { json: wrong });
  await expect(413, sender, 'POST', '/v1/submissions', { json: { ...announce, more: 'x'.repeat(300_000) } });
  await expect(422, sender, 'POST', '/v1/submissions', { json: { ...announce, serviceType: { ...announce.serviceType, identifier: 'urn:de:fim:leika:leistung:99000000000000' } } });
  await expect(422, sender, 'POST', '/v1/submissions', { json: { ...announce, caseId: nobody } });
  const created = (await expect(201, sender, 'POST', '/v1/submissions', { json: { ...announce, announcedAttachments: [attachment] } })) as { submissionId: string; caseId: string };
  const { submissionId, caseId } = created;
  const at = `/v1/submissions/${submissionId}`;
  const [metadata, data, file] = [await stand.encrypted({ a: 1 }), await stand.encrypted({ b: 2 }), await stand.encrypted({ c: 3 }, 'application/pdf')];

  await expect(422, sender, 'PUT', at, { json: { encryptedMetadata: metadata, encryptedData: data } });
  await expect(401, stand, 'PUT', `${at}/attachments/${attachment}`, { text: file, type: JOSE });
  await expect(403, creator, 'PUT', `${at}/attachments/${attachment}`, { text: file, type: JOSE });
  await expect(415, sender, 'PUT', `${at}/attachments/${attachment}`, { text: file, type: 'text/plain' });
  for (const wrong of ['', 'abc', 'a.b.c.d.e', `${file}=`, `${file}.x`, file.replace('.', '..')]) await expect(400, sender, 'PUT', `${at}/attachments/${attachment}`, { text: wrong, type: JOSE });
  await expect(422, sender, 'PUT', `${at}/attachments/${nobody}`, { text: file, type: JOSE });
  for (const unreachable of [`/v1/submissions/${nobody}`, '/v1/submissions/x']) await expect(422, sender, 'PUT', `${unreachable}/attachments/${attachment}`, { text: file, type: JOSE });
  await expect(422, elsewhere, 'PUT', `${at}/attachments/${attachment}`, { text: file, type: JOSE });
  await announceTooMuch(sender, `${at}/attachments/${attachment}`, { type: JOSE, bytes: 71 * 1024 * 1024 });
  await expect(204, sender, 'PUT', `${at}/attachments/${attachment}`, { text: file, type: JOSE });
  await expect(204, sender, 'PUT', `${at}/attachments/${attachment}`, { text: file, type: JOSE });

  await expect(401, stand, 'PUT', at, { json: { encryptedMetadata: metadata } });
  await expect(403, creator, 'PUT', at, { json: { encryptedMetadata: metadata } });
  for (const unreachable of [`/v1/submissions/${nobody}`, '/v1/submissions/x']) await expect(404, sender, 'PUT', unreachable, { json: { encryptedMetadata: metadata } });
  await expect(404, elsewhere, 'PUT', at, { json: { encryptedMetadata: metadata } });
  await expect(415, sender, 'PUT', at, { text: metadata, type: JOSE });
  for (const wrong of [{}, { encryptedMetadata: '' }, { encryptedMetadata: 'a b' }, { encryptedMetadata: 'a.b.c.d.e' }]) await expect(400, sender, 'PUT', at, { json: wrong });
  await announceTooMuch(sender, at, { type: 'application/json', bytes: 17 * 1024 * 1024 });
  await expect(404, creator, 'GET', at);
  await expect(202, sender, 'PUT', at, { json: { encryptedMetadata: metadata, encryptedData: data } });
  await expect(202, sender, 'PUT', at, { json: { encryptedMetadata: metadata, encryptedData: data } });
  await expect(422, sender, 'PUT', at, { json: { encryptedMetadata: metadata } });

  // A second submission in the same case, without data, as version 1 allows.
  const second = (await expect(201, sender, 'POST', '/v1/submissions', { json: { ...announce, caseId } })) as { submissionId: string; caseId: string };
  assert.equal(second.caseId, caseId);
  await expect(202, sender, 'PUT', `/v1/submissions/${second.submissionId}`, { json: { encryptedMetadata: metadata } });

  // Fetching
  const waiting = await expect(200, creator, 'GET', '/v1/submissions');
  assert.equal(waiting['totalCount'], 2);
  for (const page of ['limit=1', 'limit=1&offset=1', 'limit=x&offset=-1', 'limit=100000']) await expect(200, creator, 'GET', `/v1/submissions?destinationId=${id}&${page}`);
  await expect(401, stand, 'GET', '/v1/submissions');
  await expect(403, sender, 'GET', '/v1/submissions');
  for (const foreign of [nobody, 'x']) await expect(403, creator, 'GET', `/v1/submissions?destinationId=${foreign}`);
  const fetched = await expect(200, creator, 'GET', at);
  assert.deepEqual([fetched['encryptedMetadata'], fetched['encryptedData'], fetched['attachments']], [metadata, data, [attachment]]);
  await expect(200, creator, 'GET', `/v1/submissions/${second.submissionId}`);
  await expect(401, stand, 'GET', at);
  await expect(403, sender, 'GET', at);
  for (const unreachable of [nobody, 'x']) await expect(404, creator, 'GET', `/v1/submissions/${unreachable}`);
  assert.equal((await ask(creator, 'GET', `${at}/attachments/${attachment}`)).text, file);
  await expect(401, stand, 'GET', `${at}/attachments/${attachment}`);
  await expect(403, sender, 'GET', `${at}/attachments/${attachment}`);
  for (const unreachable of [`${at}/attachments/${nobody}`, `${at}/attachments/x`, `/v1/submissions/${nobody}/attachments/${attachment}`]) await expect(404, creator, 'GET', unreachable);
  await expect(400, creator, 'DELETE', `/v1/destinations/${id}`);

  // Events
  const events = `/v1/cases/${caseId}/events`;
  const accept = await stand.signed({ name: 'accept-submission', destination: id, submission: submissionId, case: caseId });
  await expect(401, stand, 'POST', events, { text: accept, type: JOSE });
  await expect(403, sender, 'POST', events, { text: accept, type: JOSE });
  await expect(404, creator, 'POST', `/v1/cases/${nobody}/events`, { text: accept, type: JOSE });
  await expect(404, creator, 'POST', '/v1/cases/x/events', { text: accept, type: JOSE });
  for (const wrong of ['', 'x', 'a.b', 'a.b.c']) await expect(400, creator, 'POST', events, { text: wrong, type: JOSE });
  await expect(400, creator, 'POST', events, { text: accept, type: 'text/plain' });
  await expect(422, creator, 'POST', events, { text: await stand.signed({ name: 'accept-submission', destination: nobody, submission: submissionId, case: caseId }), type: JOSE });
  await expect(204, creator, 'POST', events, { text: accept, type: JOSE });
  await expect(409, creator, 'POST', events, { text: accept, type: JOSE });
  await expect(204, creator, 'POST', events, { text: await stand.signed({ name: 'reject-submission', destination: id, submission: second.submissionId, case: caseId, payload: { problems: [] } }), type: JOSE });
  for (const by of [sender, creator]) assert.equal(((await expect(200, by, 'GET', events))['eventLog'] as string[]).length, 6);
  await expect(200, sender, 'GET', `${events}?limit=2&offset=1`);
  await expect(401, stand, 'GET', events);
  await expect(403, none, 'GET', events);
  await expect(404, elsewhere, 'GET', events);
  await expect(404, sender, 'GET', '/v1/cases/x/events');

  // Leaving
  await expect(401, stand, 'DELETE', `/v1/destinations/${id}`);
  await expect(403, sender, 'DELETE', `/v1/destinations/${id}`);
  await expect(404, creator, 'DELETE', `/v1/destinations/${nobody}`);
  await expect(204, creator, 'DELETE', `/v1/destinations/${id}`);
  await expect(404, creator, 'DELETE', `/v1/destinations/${id}`);
  await expect(200, stand, 'GET', `/v1/destinations/${id}/keys/${sign.publicJwk.kid}`);
  await expect(200, stand, 'GET', '/v1/info');
  await expect(200, stand, 'GET', '/.well-known/jwks.json');

  assert.deepEqual(stand.faults, []);
  const missing = Object.entries(official?.paths ?? {}).flatMap(([route, methods]) => Object.entries(methods).filter(([method]) => method !== 'parameters').flatMap(([method, { responses }]) =>
    Object.keys(responses).filter((one) => !seen.get(`${method.toUpperCase()} ${route}`)?.has(one)).map((one) => `${method.toUpperCase()} ${route} ${one}`)));
  // What the file names and the service never says: an id that is none is the id of nothing.
  assert.deepEqual(missing, ['GET /v1/submissions/{submissionId} 400', 'GET /v1/submissions/{submissionId}/attachments/{attachmentId} 400']);
});

test('callbacks have the bodies that the official file describes', { skip }, async () => {
  const bodies: { body: unknown; headers: Record<string, unknown> }[] = [];
  const hearing = createServer((called, response) => {
    let text = '';
    called.on('data', (part: Buffer) => { text += part.toString(); });
    called.on('end', () => { bodies.push({ body: JSON.parse(text), headers: called.headers }); response.end(); });
  });
  await new Promise<void>((resolve) => { hearing.listen(0, '127.0.0.1', resolve); });
  try {
    const bound = hearing.address();
    const callback = { url: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/`, secret: SECRET };
    const destination = await stand.aDestination({ callback });
    const sender = await stand.letIn(['send:region:DE']);
    const { submissionId } = (await sender.ask('POST', '/v1/submissions', { json: { destinationId: destination.id, announcedAttachments: [], serviceType: { name: 'Bauantrag', identifier: stand.service }, callback } })).body as { submissionId: string };
    await sender.ask('PUT', `/v1/submissions/${submissionId}`, { json: { encryptedMetadata: await stand.encrypted({}) } });
    await tellDestination(stand.house, destination.id);
    await tellSender(stand.house, submissionId);
    assert.equal(bodies.length, 2);
    for (const [index, name] of ['CallbackNewSubmissions', 'CallbackNewEvents'].entries()) {
      const validate = ajv.compile({ $ref: `official#/components/schemas/${name}` });
      assert.ok(validate(bodies[index]?.body), JSON.stringify(validate.errors));
    }
    assert.match(String(bodies[0]?.headers['callback-authentication']), /^[0-9a-f]{128}$/u);
  } finally {
    hearing.close();
  }
});

/** Says how much will come and sends nothing of it: the service refuses before it reads. */
async function announceTooMuch(by: StandClient, address: string, { type, bytes }: { readonly type: string; readonly bytes: number }): Promise<void> {
  const answer = await new Promise<{ status: number; headers: Headers; text: string }>((resolve, reject) => {
    const asked = request(`${stand.address()}${address}`, { method: 'PUT', headers: { authorization: by.authorization, 'content-type': type, 'content-length': String(bytes) } }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => { text += part.toString(); });
      response.on('end', () => { asked.destroy(); resolve({ status: response.statusCode ?? 0, headers: new Headers(Object.entries(response.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []))), text }); });
    });
    asked.on('error', reject);
    asked.flushHeaders();
  });
  assert.equal(answer.status, 413);
  judge('PUT', address, answer.status, answer.headers, answer.text);
}
