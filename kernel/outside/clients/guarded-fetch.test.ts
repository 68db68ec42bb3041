import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import type { AddressInfo } from 'node:net';
import { guardedFetch } from './guarded-fetch.ts';
import { isInside } from './outside-only.ts';

const server = createServer((request, response) => { response.writeHead(request.url === '/away' ? 302 : 200, { location: '/', 'content-type': 'text/plain' }).end(request.url === '/long' ? 'x'.repeat(600_000) : 'here'); });
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
after(() => { server.close(); });
const { port } = server.address() as AddressInfo;

test('internal networks are known in every way of writing', () => {
  for (const address of ['127.0.0.1', '10.1.2.3', '172.20.0.1', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', '::', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', 'nonsense']) assert.equal(isInside(address), true, address);
  for (const address of ['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34']) assert.equal(isInside(address), false, address);
});

test('nothing inside is asked, by number or by name, nor without https', async () => {
  for (const url of [`http://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`, `https://localhost:${port}/`, `https://[::1]:${port}/`, 'https://[::ffff:127.0.0.1]/', 'https://169.254.169.254/latest/meta-data', 'https://2130706433/', 'http://93.184.216.34/']) await assert.rejects(guardedFetch(url, { mayBeInside: false }), url);
});

test('an answer is taken as it is: no redirect is followed, and none that is too long is read', async () => {
  assert.equal(await (await guardedFetch(`http://127.0.0.1:${port}/`, { mayBeInside: true })).text(), 'here');
  assert.equal((await guardedFetch(`http://127.0.0.1:${port}/away`, { mayBeInside: true })).status, 302);
  await assert.rejects(guardedFetch(`http://127.0.0.1:${port}/long`, { mayBeInside: true }));
});
