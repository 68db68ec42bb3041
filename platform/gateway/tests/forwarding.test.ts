import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { endGrant, readTraffic } from '../index.ts';
import { ask, enter, openStand } from './stand.ts';

// What is measured here takes real time.
const stand = await openStand({ realTime: true });
after(() => stand.close());
const { heilbronn } = stand;

let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => { response.end('ok'); };
const app = await stand.app((request, response) => handle(request, response));
const sockets = new WebSocketServer({ server: app.server });
sockets.on('connection', (socket, request) => {
  socket.send(JSON.stringify(request.headers));
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
});
after(() => { for (const socket of sockets.clients) socket.terminate(); sockets.close(); });

const open = await stand.instance(heilbronn, { app: 'open-wiki', upstream: app.upstream });
const closed = await stand.instance(heilbronn, { upstream: app.upstream });
const gateway = await stand.gateway({ limits: { maxBodyBytes: 64 * 1024 * 1024, answerMs: 600, connectMs: 400, maxRequests: 4, maxSockets: 2 } });
const origin = open.address;

test('an app learns who asks from the gateway alone', async () => {
  let seen: IncomingMessage['headers'] = {};
  handle = (request, response) => { seen = request.headers; response.end(); };
  await ask(gateway.port, open.host, { headers: {
    'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example', 'x-forwarded-user': 'root', 'x-real-ip': '203.0.113.9', forwarded: 'for=203.0.113.9', 'remote-user': 'root', 'x-remote-user': 'root',
    x_forwarded_for: '203.0.113.9', x_remote_user: 'root', 'x-original-url': '/admin', proxy: 'http://evil.example', 'allmende-account': 'x', te: 'trailers', 'keep-alive': 'x', connection: 'close, x-own', 'x-own': 'hop', 'proxy-authorization': 'x', authorization: 'Bearer app-token',
  } });
  assert.deepEqual({ ...seen, accept: undefined }, {
    accept: undefined, authorization: 'Bearer app-token', connection: 'keep-alive', host: open.host, forwarded: `for=127.0.0.1;host="${open.host}";proto=http`, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': open.host, 'x-forwarded-port': '8081',
    'x-forwarded-proto': 'http', 'x-real-ip': '127.0.0.1',
  });
});

test('the cookies of an app stay with its host, and it sets none in the gateway’s name', async () => {
  handle = (_request, response) => {
    response.writeHead(200, {
      'set-cookie': ['plain=1; Path=/', `own=1; Domain=${open.host.split(':')[0]}; Path=/`, 'wide=1; Domain=apps.localhost', 'dotted=1; domain = .apps.localhost; HttpOnly', 'foreign=1; Domain=evil.example', 'allmende-app=stolen', '__Host-allmende-app=stolen; Secure', 'empty=1; Domain='],
      'clear-site-data': '"cookies"', 'alt-svc': 'h3="evil.example:443"', connection: 'x-hop', 'x-hop': '1', 'x-kept': '1',
    });
    response.end();
  };
  const answer = await ask(gateway.port, open.host);
  assert.deepEqual(answer.headers['set-cookie'], ['plain=1; Path=/', 'own=1; Path=/', 'wide=1', 'dotted=1; HttpOnly', 'empty=1']);
  assert.equal(answer.headers['clear-site-data'], undefined);
  assert.equal(answer.headers['alt-svc'], undefined);
  assert.equal(answer.headers['x-hop'], undefined);
  assert.equal(answer.headers['x-kept'], '1');
  assert.equal(answer.headers['origin-agent-cluster'], '?1');
});

test('answers keep their status, their bytes and their silence', async () => {
  const bytes = randomBytes(300_000);
  handle = (request, response) => {
    if (request.url === '/missing') { response.writeHead(404, 'Not Here', { 'content-type': 'text/plain' }); response.end('no'); return; }
    if (request.url === '/same') { response.writeHead(304, { etag: '"1"' }); response.end(); return; }
    response.writeHead(200, { 'content-length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  };
  const missing = await ask(gateway.port, open.host, { path: '/missing' });
  assert.deepEqual([missing.status, missing.body], [404, 'no']);
  assert.equal((await ask(gateway.port, open.host, { path: '/same' })).status, 304);
  const head = await ask(gateway.port, open.host, { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers['content-length'], head.body], [200, '300000', '']);
  const whole = await fetchBytes({});
  assert.equal(sha(whole), sha(bytes));
});

test('a large upload goes through piece by piece and waits when the app does not read', async () => {
  const received = createHash('sha256');
  let read: (() => void) | undefined;
  handle = (request, response) => {
    read = () => { request.on('data', (chunk: Buffer) => received.update(chunk)); request.on('end', () => response.end(received.digest('hex'))); };
  };
  const piece = randomBytes(1024 * 1024);
  const pieces = 60;
  const sent = createHash('sha256');
  let written = 0;
  const answered = new Promise<string>((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port: gateway.port, method: 'PUT', path: '/file', agent: false, headers: { host: open.host, 'content-length': pieces * piece.length } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      response.on('end', () => resolve(text));
    });
    asked.on('error', reject);
    const write = (): void => {
      if (written === pieces) { asked.end(); return; }
      written += 1;
      sent.update(piece);
      if (asked.write(piece)) setImmediate(write);
      else asked.once('drain', write);
    };
    write();
  });
  await sleep(400);
  assert.ok(written < 40, `${written} MiB were taken though nobody reads`);
  assert.ok(read, 'the app knows of the upload before it is complete');
  read();
  assert.equal(await answered, sent.digest('hex'));
});

test('what is larger than allowed is refused, told or untold', async () => {
  handle = (request, response) => { request.resume(); request.on('end', () => response.end('taken')); };
  const told = await ask(gateway.port, open.host, { method: 'POST', headers: { 'content-length': String(65 * 1024 * 1024) } }).catch((error: unknown) => error);
  assert.equal((told as { status?: number }).status, 413);
  const untold = await new Promise<number>((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port: gateway.port, method: 'POST', agent: false, headers: { host: open.host, accept: 'text/html', 'transfer-encoding': 'chunked' } }, (response) => { response.resume(); resolve(response.statusCode ?? 0); asked.destroy(); });
    asked.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' || error.code === 'ECONNRESET' ? undefined : reject(error)));
    const piece = Buffer.alloc(1024 * 1024);
    const write = (): void => { if (!asked.destroyed) { if (asked.write(piece)) setImmediate(write); else asked.once('drain', write); } };
    write();
  });
  assert.equal(untold, 413);
});

test('what an app sends bit by bit arrives bit by bit', async () => {
  handle = (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let number = 0;
    const timer = setInterval(() => { response.write(`data: ${(number += 1)}\n\n`); if (number === 3) { clearInterval(timer); response.end(); } }, 120);
  };
  const times: number[] = [];
  await new Promise<void>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port: gateway.port, agent: false, headers: { host: open.host } }, (response) => {
      response.on('data', () => times.push(performance.now()));
      response.on('end', resolve);
    }).on('error', reject).end();
  });
  assert.equal(times.length, 3);
  assert.ok((times[2] ?? 0) - (times[0] ?? 0) > 150, 'not all at the end');
});

test('when the browser goes away the app is told', async () => {
  const gone = new Promise<void>((resolve) => {
    handle = (_request, response) => { response.writeHead(200); response.write('first'); response.once('close', resolve); };
  });
  const asked = httpRequest({ host: '127.0.0.1', port: gateway.port, agent: false, headers: { host: open.host } }, (response) => { response.once('data', () => asked.destroy()); });
  asked.on('error', () => undefined);
  asked.end();
  await Promise.race([gone, sleep(3_000).then(() => assert.fail('the app still sends'))]);
});

test('an app that is down, hangs or breaks off gives a plain page or a broken answer, never an error of ours', async () => {
  const dead = await stand.instance(heilbronn, { app: 'open-wiki', upstream: 'http://127.0.0.1:1' });
  await gateway.routes.refresh();
  const down = await ask(gateway.port, dead.host);
  assert.equal(down.status, 503);
  assert.match(down.body, /Die Anwendung ist gestört/u);
  assert.equal(down.headers['retry-after'], '10');
  assert.doesNotMatch(down.body, /ECONN|127\.0\.0\.1|Error/u);
  handle = () => undefined;
  const late = await ask(gateway.port, open.host);
  assert.equal(late.status, 504);
  assert.match(late.body, /antwortet nicht/u);
  handle = (_request, response) => { response.writeHead(200, { 'content-length': 100 }); response.write('half'); setTimeout(() => response.destroy(), 20); };
  await assert.rejects(ask(gateway.port, open.host), 'half an answer is not passed off as a whole one');
});

test('while another generation takes over, people are told so and the page comes back by itself', async () => {
  const moved = await stand.instance(heilbronn, { app: 'open-wiki', upstream: 'http://127.0.0.1:1', changing: 'update' });
  const resting = await stand.instance(heilbronn, { app: 'open-wiki', observed: 'starting', changing: 'restore' });
  const copy = await stand.instance(heilbronn, { app: 'open-wiki', observed: 'starting', changing: 'copy' });
  await gateway.routes.refresh();
  for (const one of [moved, resting]) {
    const page = await ask(gateway.port, one.host);
    assert.deepEqual([page.status, page.headers['retry-after'], page.headers['refresh']], [503, '5', '5']);
    assert.match(page.body, /Die Anwendung wird gerade aktualisiert/u);
    const program = await ask(gateway.port, one.host, { headers: { accept: 'application/json' } });
    assert.deepEqual([program.status, program.headers['content-type'], program.headers['refresh']], [503, 'application/problem+json; charset=utf-8', undefined]);
  }
  assert.match((await ask(gateway.port, copy.host)).body, /startet gerade/u, 'a copy replaces nothing');
});

test('an app that closes kept connections is asked again, but never twice for something that changes', async () => {
  let asked = 0;
  handle = (_request, response) => { asked += 1; response.end('ok'); };
  for (let round = 0; round < 5; round += 1) {
    assert.equal((await ask(gateway.port, open.host)).status, 200);
    app.server.closeIdleConnections();
    assert.equal((await ask(gateway.port, open.host)).status, 200, `round ${round}`);
  }
  assert.equal(asked, 10);
});

test('one instance cannot take all of the gateway', async () => {
  const waiting: ServerResponse[] = [];
  handle = (_request, response) => { waiting.push(response); };
  const asked = Array.from({ length: 4 }, () => ask(gateway.port, open.host));
  while (waiting.length < 4) await sleep(10);
  const fifth = await ask(gateway.port, open.host);
  assert.equal(fifth.status, 503);
  assert.match(fifth.body, /ausgelastet/u);
  for (const response of waiting) response.end('now');
  assert.deepEqual((await Promise.all(asked)).map((answer) => answer.status), [200, 200, 200, 200]);
  handle = (_request, response) => { response.end('free'); };
  assert.equal((await ask(gateway.port, open.host)).body, 'free');
});

test('requests that two readers could read in two ways reach no app', async () => {
  let reached = 0;
  handle = (_request, response) => { reached += 1; response.end(); };
  const host = `Host: ${open.host}\r\n`;
  for (const text of [
    `GET / HTTP/1.1\r\n${host}Host: evil.example\r\n\r\n`, `GET http://evil.example/ HTTP/1.1\r\n${host}\r\n`, `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`, `POST / HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`, `GET / HTTP/1.1\r\n${host}X: a\r\n Folded: b\r\nBad Name: x\r\n\r\n`, 'GET / HTTP/1.1\r\n\r\n',
    `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`, `GET / HTTP/1.1\r\n${host}X-Long: ${'x'.repeat(40_000)}\r\n\r\n`, 'hello\r\n\r\n',
  ]) {
    const answer = await raw(text);
    assert.match(answer, /^(?:HTTP\/1\.1 4\d\d |$)/u, text.slice(0, 60));
  }
  assert.equal(reached, 0);
});

test('a WebSocket to a public app carries both directions, text and bytes, and the headers of the gateway', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/socket?x=1`, { headers: { host: open.host, origin, 'x-forwarded-for': '203.0.113.9', cookie: 'allmende-app=x; own=1' } });
  const messages: { data: Buffer; isBinary: boolean }[] = [];
  socket.on('message', (data: Buffer, isBinary) => messages.push({ data, isBinary }));
  await new Promise((resolve, reject) => { socket.on('open', resolve); socket.on('error', reject); });
  const bytes = randomBytes(200_000);
  socket.send('grüße');
  socket.send(bytes);
  while (messages.length < 3) await sleep(10);
  const headers = JSON.parse(messages[0]?.data.toString() ?? '{}') as Record<string, string>;
  assert.equal(headers['x-forwarded-for'], '127.0.0.1');
  assert.equal(headers['cookie'], 'own=1');
  assert.equal(messages[1]?.data.toString(), 'grüße');
  assert.ok(messages[2]?.isBinary && messages[2].data.equals(bytes));
  socket.close();
  await new Promise((resolve) => { socket.on('close', resolve); });
});

test('a WebSocket needs the session and the app’s own origin, and closes when access ends', async () => {
  const member = await stand.member(heilbronn);
  const grant = await stand.grant(heilbronn, closed.id, member);
  const { token } = await enter(stand, gateway, closed.host, member);
  const cookie = `allmende-app=${token}`;
  assert.equal(await refusedWith({ host: closed.host, origin: closed.address }), 401);
  assert.equal(await refusedWith({ host: closed.host, origin: 'http://open-wiki--heilbronn.apps.localhost:8081', cookie }), 403);
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/`, { headers: { host: closed.host, origin: closed.address, cookie } });
  await new Promise((resolve, reject) => { socket.once('message', resolve); socket.on('error', reject); });
  const ended = new Promise<number>((resolve) => { socket.on('close', () => resolve(performance.now())); });
  const officer = await stand.member(heilbronn, ['digital-officer']);
  const since = performance.now();
  await endGrant(stand.ctxOf(heilbronn, officer), { instance: closed.id, grant });
  assert.ok((await ended) - since < 3_000, 'within seconds and without a request');
});

test('an answer that still runs is cut off when access ends', async () => {
  handle = (_request, response) => { response.writeHead(200, { 'content-type': 'text/event-stream' }); response.write('data: 1\n\n'); };
  const member = await stand.member(heilbronn);
  const grant = await stand.grant(heilbronn, closed.id, member);
  const { token } = await enter(stand, gateway, closed.host, member);
  const cut = new Promise<void>((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port: gateway.port, agent: false, headers: { host: closed.host, cookie: `allmende-app=${token}` } }, (response) => {
      assert.equal(response.statusCode, 200);
      response.once('data', () => {
        stand.member(heilbronn, ['digital-officer']).then((officer) => endGrant(stand.ctxOf(heilbronn, officer), { instance: closed.id, grant })).catch(reject);
      });
      response.on('error', () => undefined);
      response.on('close', resolve);
    });
    asked.on('error', () => undefined);
    asked.end();
  });
  await Promise.race([cut, sleep(5_000).then(() => assert.fail('the stream goes on'))]);
});

test('more WebSockets than one instance may hold are refused, and a place becomes free', async () => {
  handle = (_request, response) => { response.end(); };
  const connected = () => new Promise<WebSocket>((resolve, reject) => { const one = new WebSocket(`ws://127.0.0.1:${gateway.port}/`, { headers: { host: open.host } }); one.on('open', () => resolve(one)); one.on('error', reject); });
  const [first, second] = [await connected(), await connected()];
  assert.equal(await refusedWith({ host: open.host }), 503);
  first.close();
  await sleep(100);
  const third = await connected();
  for (const one of [second, third]) one.close();
});

test('the gateway counts requests, errors and latency per instance and minute', async () => {
  handle = (request, response) => { response.statusCode = request.url === '/bad' ? 500 : 200; response.end('12345'); };
  const counted = await stand.instance(heilbronn, { app: 'open-wiki', upstream: app.upstream });
  await gateway.routes.refresh();
  for (const path of ['/', '/', '/bad']) await ask(gateway.port, counted.host, { path });
  await ask(gateway.port, counted.host, { method: 'POST', body: 'abc' });
  await gateway.writeTraffic();
  await ask(gateway.port, counted.host);
  await gateway.writeTraffic();
  const now = Date.now();
  const rows = await readTraffic(stand.house, { from: new Date(now - 120_000), to: new Date(now + 60_000), instance: counted.id });
  const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0);
  assert.deepEqual([sum((row) => row.requests), sum((row) => row.serverErrors), sum((row) => row.clientErrors), sum((row) => row.unreachable), sum((row) => row.bytesOut), sum((row) => row.bytesIn)], [5, 1, 0, 0, 25, 3]);
  assert.equal(sum((row) => row.latency.reduce((total, one) => total + one, 0)), 5, 'each in one class of latency');
});

test('machines ask the gateway itself how it is, and not at an app’s host', async () => {
  handle = (_request, response) => { response.end('the app’s own'); };
  assert.equal((await ask(gateway.port, '127.0.0.1', { path: '/health/ready' })).body, '{"status":"ready"}');
  assert.match((await ask(gateway.port, 'localhost:8081', { path: '/metrics' })).body, /allmende_request_seconds/u);
  assert.equal((await ask(gateway.port, open.host, { path: '/health/ready' })).body, 'the app’s own');
});

async function fetchBytes(headers: Record<string, string>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port: gateway.port, agent: false, headers: { host: open.host, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks)));
    }).on('error', reject).end();
  });
}

function refusedWith(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/`, { headers });
    socket.on('unexpected-response', (_request, response) => { resolve(response.statusCode ?? 0); socket.terminate(); });
    socket.on('open', () => { resolve(101); socket.close(); });
    socket.on('error', () => undefined);
  });
}

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(gateway.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk: Buffer) => { answer += chunk.toString(); });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(answer) : reject(error)));
    setTimeout(() => { socket.destroy(); }, 3_000).unref();
  });
}

function sha(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
