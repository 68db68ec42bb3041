import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { newId, tenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { NotSetUp, TargetFault, TargetRefused, TargetUnreachable } from '../domain/errors.ts';
import { xoevForm } from '../domain/xoev-form.ts';
import { xoevTarget } from '../index.ts';
import { aParcel } from '../testing/a-parcel.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'allmende-delivery-xoev-'));
const file = (name: string) => path.join(folder, name);
const text = (name: string) => readFileSync(file(name), 'utf8');
const certificate = (name: string, subject: string) => execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), '-days', '30', '-subj', subject, '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'ignore' });
certificate('system', '/CN=localhost');
certificate('platform', '/CN=Allmende');
certificate('stranger', '/CN=Fremd');

const received: { headers: Record<string, unknown>; body: string; who: string }[] = [];
const answer = { status: 202 };
const server = createServer({ key: text('system.key'), cert: text('system.pem'), requestCert: true, rejectUnauthorized: false, ca: text('platform.pem') }, (request, response) => {
  const socket = request.socket as TLSSocket;
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const isKnown = socket.authorized || request.headers.authorization === 'Bearer sehr-geheim';
    if (isKnown) received.push({ headers: request.headers, body: Buffer.concat(parts).toString(), who: socket.authorized ? String(socket.getPeerCertificate().subject.CN) : 'token' });
    response.writeHead(isKnown ? answer.status : 403).end();
  });
});
await new Promise<void>((resolve) => { server.listen(0, 'localhost', resolve); });
after(() => { server.closeAllConnections(); server.close(); rmSync(folder, { recursive: true }); });
const url = `https://localhost:${(server.address() as AddressInfo).port}/xbau`;
const tenant = tenantId(newId());
const house = { config: { environment: 'test', deliveryFolder: file('out') } } as unknown as House;
const receiver = { receiverName: 'Bauaufsicht Musterstadt', receiverKey: 'bab:08121000' };
const application = (change: object = {}) => aParcel({
  service: { ...aParcel().service, id: 'bauantrag' }, answers: { 'applicant.givenName': 'Ilvy', 'applicant.familyName': 'Musterfrau-Beispiel', 'project.kind': 'new', 'project.name': 'Ein Haus' }, rows: { parcel: [{ 'parcel.district': 'Musterstadt', 'parcel.number': '12/3' }] }, ...change,
});
const deliver = (content: ReturnType<typeof application>, settings: Readonly<Record<string, string>>, more: object = {}, where = house) => xoevTarget.deliver(where, tenant, content, { destination: newId(), settings: { ...receiver, ...settings }, attachments: async () => [], schema: async () => undefined, ...more });

test('a message goes to the address with the certificate of the platform, or with a token', async () => {
  const content = application();
  assert.deepEqual(await deliver(content, { way: 'https', url, ca: text('system.pem'), certificate: text('platform.pem'), key: text('platform.key') }), { receipt: content.submission });
  await deliver(content, { way: 'https', url, ca: text('system.pem'), token: 'sehr-geheim' });
  assert.deepEqual(received.map(({ who, headers }) => [who, headers['idempotency-key'], headers['content-type']]), [['Allmende', content.submission, 'application/xml; charset=utf-8'], ['token', content.submission, 'application/xml; charset=utf-8']]);
  assert.equal(received[0]?.body, received[1]?.body);
  assert.match(received[0]?.body ?? '', /<xbau:familienname><xbau:name>Musterfrau-Beispiel<\/xbau:name>/u);
});

test('whoever is not trusted is not talked to, and a refusal is told from a fault', async () => {
  const before = received.length;
  await assert.rejects(deliver(application(), { way: 'https', url, token: 'sehr-geheim' }), TargetUnreachable);
  await assert.rejects(deliver(application(), { way: 'https', url, ca: text('stranger.pem'), token: 'sehr-geheim' }), TargetUnreachable);
  await assert.rejects(deliver(application(), { way: 'https', url, ca: text('system.pem'), certificate: text('stranger.pem'), key: text('stranger.key') }), TargetRefused);
  assert.equal(received.length, before);
  answer.status = 503;
  await assert.rejects(deliver(application(), { way: 'https', url, ca: text('system.pem'), token: 'sehr-geheim' }), TargetFault);
  answer.status = 202;
});

test('a message lies in the folder of the authority once, and a sample is named and marked as one', async () => {
  const out = path.join(file('out'), tenant, 'bauamt');
  const content = application();
  for (let times = 0; times < 2; times += 1) assert.deepEqual(await deliver(content, { way: 'folder', folder: 'bauamt' }), { receipt: `${content.submission}.xml`, isArrivalUnknown: true });
  assert.deepEqual(readdirSync(out).filter((name) => name.endsWith('.xml')), [`${content.submission}.xml`]);
  const sample = application({ isTest: true });
  await deliver(sample, { way: 'folder', folder: 'bauamt' }, { isQuiet: true });
  assert.ok(!existsSync(path.join(out, `probe-${sample.submission}.xml`)));
  await deliver(sample, { way: 'folder', folder: 'bauamt' });
  assert.match(readFileSync(path.join(out, `probe-${sample.submission}.xml`), 'utf8'), / test="true"/u);
});

test('a document that comes later goes the same way once, and one that is not clean yet goes nowhere', async () => {
  const content = application();
  const evidence = { id: newId(), submission: content.submission, label: { de: 'Lageplan' }, state: 'clean', name: 'plan.pdf', contentType: 'application/pdf', bytes: Buffer.from('%PDF-1.7'), isLate: true, receivedAt: '2026-11-23T08:30:00.000Z', hints: [], missingEvidence: [], completeness: { score: 100, required: 0, there: 0, evidence: [] } };
  const follow = (one: object, settings: Readonly<Record<string, string>>) => xoevTarget.receiveEvidence?.(house, tenant, { ...evidence, ...one }, { destination: newId(), settings: { ...receiver, ...settings }, schema: async () => undefined, content: async () => content });
  const before = received.length;
  const https = { way: 'https', url, ca: text('system.pem'), token: 'sehr-geheim' };
  await follow({ bytes: undefined, contentType: undefined, state: 'received' }, https);
  assert.equal(received.length, before);
  await follow({}, https);
  assert.deepEqual(received.slice(before).map(({ headers, body }) => [headers['idempotency-key'], body.includes('antragGeaendert.0202') && body.includes(content.submission)]), [[evidence.id, true]]);
  for (let times = 0; times < 2; times += 1) await follow({}, { way: 'folder', folder: 'spaeter' });
  assert.deepEqual(readdirSync(path.join(file('out'), tenant, 'spaeter')).filter((name) => name.endsWith('.xml')), [`${content.submission}-${evidence.id}.xml`]);
});

test('no path leads out of the folder, and without one that the operator has set up nothing is written', async () => {
  for (const name of ['..', '../x', '/etc', '', 'a/b', 'A', '.laid']) await assert.rejects(deliver(application(), { way: 'folder', folder: name }), NotSetUp, name);
  await assert.rejects(deliver(application(), { way: 'folder', folder: 'bauamt' }, {}, { config: { environment: 'test', deliveryFolder: undefined } } as unknown as House), NotSetUp);
});

test('a key that does not belong to its certificate, and a trusted one that is none, are refused where they are entered', () => {
  const day = new Date().toISOString().slice(0, 10) as never;
  const problems = (settings: object) => xoevForm.check({ ...receiver, way: 'https', url, ...settings }, { mayBeInside: true, hasFolder: true, hasMail: false, today: day }).map(({ pointer }) => pointer);
  assert.deepEqual(problems({ certificate: text('platform.pem'), key: text('platform.key') }), []);
  assert.deepEqual(problems({ certificate: text('platform.pem'), key: text('stranger.key') }), ['/key']);
  assert.deepEqual(problems({ certificate: text('platform.pem') }), ['/key']);
  assert.deepEqual(problems({ token: 't', ca: 'nichts' }), ['/ca']);
  assert.deepEqual(problems({ way: 'folder', folder: '../x' }), ['/folder']);
});
