import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { load, medianOf, percentilesOf } from './load.ts';

async function serve(status: number) {
  const server = createServer((_request, response) => response.writeHead(status).end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, [Symbol.asyncDispose]: async () => void server.close() };
}

test('a load run counts answers and their times', async () => {
  await using server = await serve(200);

  const result = await load({ url: server.url, seconds: 1, connections: 2, rate: 50 });

  assert.ok(result.answered >= 20 && result.answered <= 110, String(result.answered));
  assert.ok(result.p50Ms <= result.p95Ms && result.p95Ms <= result.p99Ms);
});

test('a load run with failed answers is no measurement', async () => {
  await using server = await serve(500);

  await assert.rejects(load({ url: server.url, seconds: 1, connections: 1, rate: 10 }), /not 2xx/);
});

test('percentiles are values that were seen', () => {
  assert.deepEqual(percentilesOf(Array.from({ length: 100 }, (_, index) => index + 1)), { p50Ms: 50, p95Ms: 95, p99Ms: 99 });
  assert.deepEqual(percentilesOf([7]), { p50Ms: 7, p95Ms: 7, p99Ms: 7 });
  assert.throws(() => percentilesOf([]));
});

test('the median is one of the values and does not care for a single bad round', () => {
  assert.equal(medianOf([900, 1, 1000, 950, 920]), 920);
  assert.equal(medianOf([2, 1]), 1);
  assert.throws(() => medianOf([]), RangeError);
});
