import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { AddressForbidden, TargetUnreachable } from '../domain/errors.ts';
import { guardedRequest } from './guarded-request.ts';

const server = createServer((request, response) => {
  if (request.url === '/silent') return;
  response.writeHead(request.url === '/away' ? 302 : 200, { location: 'http://169.254.169.254/' }).end(request.url === '/long' ? 'x'.repeat(70_000) : 'here');
});
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
after(() => { server.closeAllConnections(); server.close(); });
const { port } = server.address() as AddressInfo;
const ask = (url: string, options: { mayBeInside: boolean; patienceMs?: number }) => guardedRequest(url, { method: 'POST', headers: {}, body: [Buffer.from('x')], ...options });

test('nothing inside is asked, by number or by name, nor without https', async () => {
  for (const url of [`http://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`, `https://localhost:${port}/`, `https://[::1]:${port}/`, 'https://[::ffff:127.0.0.1]/', 'https://169.254.169.254/latest/meta-data', 'https://2130706433/', 'http://93.184.216.34/']) await assert.rejects(ask(url, { mayBeInside: false }), AddressForbidden, url);
});

test('an answer is taken as it is: no redirect is followed, none that is too long or too late is waited for', async () => {
  assert.equal((await ask(`http://127.0.0.1:${port}/`, { mayBeInside: true })).body.toString(), 'here');
  assert.equal((await ask(`http://127.0.0.1:${port}/away`, { mayBeInside: true })).status, 302);
  await assert.rejects(ask(`http://127.0.0.1:${port}/long`, { mayBeInside: true }), TargetUnreachable);
  await assert.rejects(ask(`http://127.0.0.1:${port}/silent`, { mayBeInside: true, patienceMs: 200 }), TargetUnreachable);
  await assert.rejects(ask('http://127.0.0.1:9/', { mayBeInside: true }), TargetUnreachable);
});
