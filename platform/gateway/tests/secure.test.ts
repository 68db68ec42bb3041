import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { Agent, request as httpsRequest } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { axios } from 'acme-client';
import { WebSocket, WebSocketServer } from 'ws';
import { checkDomain, claimDomain, listOwnDomains, releaseDomain } from '../actions/own-domains.ts';
import { renewCertificates } from '../actions/renew-certificates.ts';
import { createGateway } from '../module.ts';
import { ask, openStand } from './stand.ts';

const stand = await openStand({ realTime: true });
after(() => stand.close());
const folder = mkdtempSync(path.join(tmpdir(), 'allmende-gateway-'));
const wildcard = selfSigned('wildcard', '*.apps.example');

const app = await stand.app((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => { response.setHeader('set-cookie', ['a=1', 'b=2']); response.end(`${request.method} ${request.headers['x-forwarded-proto'] ?? ''} ${request.headers.host ?? ''} ${Buffer.concat(chunks).length}`); });
});
const sockets = new WebSocketServer({ server: app.server });
sockets.on('connection', (socket) => { socket.send('hello'); });
after(() => { for (const socket of sockets.clients) socket.terminate(); sockets.close(); });

const found = ['pebble', 'pebble-challtestsrv'].map((name) => { try { return execFileSync('/bin/sh', ['-c', `command -v ${name}`]).toString().trim(); } catch { return undefined; } });
const skip = found.every((one) => one !== undefined) ? false : 'no ACME server here: go install github.com/letsencrypt/pebble/v2/cmd/pebble@latest and …/pebble-challtestsrv@latest';

function secureConfig(more: Partial<typeof stand.house.config.apps> = {}) {
  const apps = { ...stand.house.config.apps, domain: 'apps.example', address: 'https://apps.example', port: 0, plainPort: 0, tls: { certificateFile: wildcard.cert, keyFile: wildcard.key }, ...more };
  return { ...stand.house, config: { ...stand.house.config, apps } };
}

test('with a certificate the gateway speaks HTTP/2, HTTP/1.1 and WebSocket, and plain http leads to https', async () => {
  const house = secureConfig();
  await using gateway = await started(house);
  const open = await stand.instance(stand.heilbronn, { app: 'open-wiki', upstream: app.upstream });
  await gateway.routes.refresh();
  const host = 'open-wiki--heilbronn.apps.example';
  const session = connectHttp2(`https://127.0.0.1:${gateway.port}`, { ca: readFileSync(wildcard.cert), servername: host, checkServerIdentity: () => undefined });
  const stream = session.request({ ':method': 'POST', ':path': '/upload', ':authority': host, accept: 'text/html' });
  const head = new Promise<Record<string, unknown>>((resolve, reject) => { stream.on('response', (headers) => resolve(headers)); stream.on('error', reject); });
  stream.write(Buffer.alloc(100_000));
  stream.end(Buffer.alloc(50_000));
  let body = '';
  for await (const chunk of stream) body += String(chunk);
  const headers = await head;
  assert.equal(headers[':status'], 200);
  assert.deepEqual(headers['set-cookie'], ['a=1', 'b=2']);
  assert.equal(headers['strict-transport-security'], 'max-age=31536000');
  assert.equal(body, `POST https ${host} 150000`);
  session.close();

  assert.equal((await askSecure(gateway.port, host, readFileSync(wildcard.cert))).body, `GET https ${host} 0`);
  const socket = new WebSocket(`wss://127.0.0.1:${gateway.port}/`, { headers: { host }, servername: host, ca: readFileSync(wildcard.cert), checkServerIdentity: () => undefined } as never);
  assert.equal(await new Promise((resolve, reject) => { socket.on('message', (data) => resolve(String(data))); socket.on('error', reject); }), 'hello');
  socket.close();

  const plain = await ask(gateway.plainPort ?? 0, host, { path: '/x?y=1' });
  assert.deepEqual([plain.status, plain.headers.location], [308, `https://${host}/x?y=1`]);
  assert.equal((await ask(gateway.plainPort ?? 0, 'evil.example', { path: '/x' })).status, 404, 'and nowhere else');
  const closed = await stand.instance(stand.heilbronn, { upstream: app.upstream });
  await gateway.routes.refresh();
  const entering = await askSecure(gateway.port, `node-red--heilbronn.apps.example`, readFileSync(wildcard.cert));
  assert.match(entering.headers['set-cookie']?.[0] ?? '', /^__Host-allmende-enter=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/u);
  assert.ok(open.id !== closed.id);
});

test('a town brings its own domain: proven by DNS, with a certificate by ACME, renewed, and gone when it is given up', { skip, timeout: 60_000 }, async () => {
  const [pebble = '', challenges = ''] = found;
  const ports = await Promise.all([1, 2, 3, 4].map(freePort));
  const [directoryPort, pebbleManagement, dns, dnsManagement] = ports as [number, number, number, number];
  const plainPort = await freePort();
  const api = selfSigned('pebble', 'localhost');
  axios.defaults.httpsAgent = new Agent({ ca: readFileSync(api.cert) });
  const config = path.join(folder, 'pebble.json');
  writeFileSync(config, JSON.stringify({ pebble: { listenAddress: `127.0.0.1:${directoryPort}`, managementListenAddress: `127.0.0.1:${pebbleManagement}`, certificate: api.cert, privateKey: api.key, httpPort: plainPort, tlsPort: await freePort(), ocspResponderURL: '', externalAccountBindingRequired: false } }));
  await using _dns = startedProgram(challenges, ['-dnsserver', `127.0.0.1:${dns}`, '-management', `127.0.0.1:${dnsManagement}`, '-http01', '', '-https01', '', '-tlsalpn01', '', '-doh', '', '-defaultIPv4', '127.0.0.1', '-defaultIPv6', '']);
  await using _acme = startedProgram(pebble, ['-config', config, '-dnsserver', `127.0.0.1:${dns}`], { PEBBLE_VA_NOSLEEP: '1' });
  const house = secureConfig({ plainPort, acme: { directory: `https://localhost:${directoryPort}/dir`, contact: 'betrieb@allmende.example' }, dnsServers: [`127.0.0.1:${dns}`] });
  await until(() => httpsGet(`https://localhost:${directoryPort}/dir`, api.cert));
  await using gateway = await started(house);

  const officer = await stand.member(stand.heilbronn, ['digital-officer']);
  const ctx = { ...stand.ctxOf(stand.heilbronn, officer), config: house.config };
  const wiki = await stand.instance(stand.heilbronn, { app: 'open-wiki', upstream: app.upstream });
  await claimDomain(ctx, { instance: wiki.id, domain: ' Wiki.Stadt.Example. ' });
  const [claimed] = (await listOwnDomains(ctx, { instance: wiki.id })).domains;
  assert.ok(claimed);
  assert.equal(claimed.domain, 'wiki.stadt.example');
  assert.equal(await checkDomain(ctx, { instance: wiki.id, id: claimed.id }), false, 'not without the proof');
  await setTxt(dnsManagement, '_allmende-challenge.wiki.stadt.example.', `allmende-domain=${'0'.repeat(40)}`);
  assert.equal(await checkDomain(ctx, { instance: wiki.id, id: claimed.id }), false, 'nor with somebody else’s');
  await setTxt(dnsManagement, '_allmende-challenge.wiki.stadt.example.', `allmende-domain=${claimed.proof}`);
  assert.equal(await checkDomain(ctx, { instance: wiki.id, id: claimed.id }), true);

  assert.equal(await renewCertificates(house), 1);
  const [proven] = (await listOwnDomains(ctx, { instance: wiki.id })).domains;
  assert.equal(proven?.certificate?.problem, undefined);
  assert.ok(proven?.certificate?.notAfter);
  const stored = await stand.sql(stand.heilbronn, 'select chain, encode(sealed_key, \'escape\') as key from gateway.certificate');
  assert.doesNotMatch(String((stored.rows[0] as { key: string }).key), /PRIVATE KEY/u, 'the key lies sealed');
  await until(async () => (await askSecure(gateway.port, 'wiki.stadt.example', await httpsGet(`https://localhost:${pebbleManagement}/roots/0`, api.cert))).body === 'GET https wiki.stadt.example 0');

  assert.equal(await renewCertificates(house), 0, 'not before it is due');
  const before = (stored.rows[0] as { chain: string }).chain;
  await stand.sql(stand.heilbronn, 'update gateway.certificate set next_try_at = now() - interval \'1 second\'');
  assert.equal(await renewCertificates(house), 1);
  assert.notEqual((await stand.sql(stand.heilbronn, 'select chain from gateway.certificate')).rows[0]?.chain, before, 'renewed under the same account');

  await releaseDomain(ctx, { instance: wiki.id, id: claimed.id });
  await gateway.routes.refresh();
  assert.equal(gateway.routes.find('wiki.stadt.example'), undefined);
  assert.equal((await stand.sql(stand.heilbronn, 'select 1 from gateway.certificate')).rowCount, 0);
});

test('a certificate authority that does not answer leaves a reason and is asked again later', async () => {
  const house = secureConfig({ acme: { directory: 'http://127.0.0.1:1/dir', contact: 'betrieb@allmende.example' } });
  const wiki = await stand.instance(stand.tengen, { app: 'open-wiki', upstream: app.upstream });
  await house.database.withoutTenant((tx) => tx.client.query('insert into gateway.host (name, kind, authority_id, instance_id, created_at) values ($1, $2, $3, $4, now())', ['wiki.tengen.example', 'own', stand.tengen.tenant, wiki.id]));
  await stand.sql(stand.tengen, 'insert into gateway.certificate (tenant_id, domain, next_try_at) values ($1, $2, now() - interval \'1 minute\')', [stand.tengen.tenant, 'wiki.tengen.example']);
  assert.equal(await renewCertificates(house), 1);
  const { rows } = await stand.sql(stand.tengen, 'select problem, failures, next_try_at > now() + interval \'50 minutes\' as later from gateway.certificate');
  assert.equal(rows[0]?.failures, 1);
  assert.ok(String(rows[0]?.problem).length > 0);
  assert.equal(rows[0]?.later, true);
});

async function started(house: Parameters<typeof createGateway>[0]) {
  const gateway = await createGateway(house, { entranceOf: async (_house, { app: name }) => ({ access: name === 'open-wiki' ? 'public' : 'granted' }), process: 'test', turnMs: { routes: 100, sessions: 100 } });
  return { ...gateway, [Symbol.asyncDispose]: () => gateway.stop() };
}

function startedProgram(program: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(program, args, { stdio: 'ignore', env: { ...process.env, ...env } });
  return { [Symbol.asyncDispose]: async () => { if (child.exitCode !== null) return; const ended = new Promise((resolve) => { child.once('exit', resolve); }); child.kill('SIGKILL'); await ended; } };
}

async function setTxt(port: number, host: string, value: string): Promise<void> {
  await until(async () => (await fetch(`http://127.0.0.1:${port}/clear-txt`, { method: 'POST', body: JSON.stringify({ host }) })).ok);
  assert.ok((await fetch(`http://127.0.0.1:${port}/set-txt`, { method: 'POST', body: JSON.stringify({ host, value }) })).ok);
}

async function until(look: () => Promise<unknown>): Promise<void> {
  for (let waited = 0; ; waited += 100) {
    const seen = await look().catch(() => undefined);
    if (seen) return;
    assert.ok(waited < 15_000, 'in time');
    await sleep(100);
  }
}

function selfSigned(name: string, host: string): { cert: string; key: string } {
  const cert = path.join(folder, `${name}.pem`);
  const key = path.join(folder, `${name}.key`);
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host},DNS:${host.replace('*.', '')}`, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { cert, key };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function httpsGet(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    httpsRequest(url, { ca: readFileSync(ca) }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      response.on('end', () => resolve(text));
    }).on('error', reject).end();
  });
}

function askSecure(port: number, host: string, ca: string | Buffer): Promise<{ body: string; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    httpsRequest({ host: '127.0.0.1', port, servername: host, agent: false, ca, headers: { host, accept: 'text/html' } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      response.on('end', () => resolve({ body: text, headers: response.headers }));
    }).on('error', reject).end();
  });
}
