import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { registerHooks } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessMigrations } from '@allmende/access';
import { newId, openDatabase, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { buildAssets, heading } from '@allmende/html';
import { jobsMigrations, startWorker, defineJob, enqueue } from '@allmende/jobs';
import { startTelemetry, stopTelemetry } from '@allmende/observe';
import { Type } from 'typebox';
import { createServer, definePage, show } from '@allmende/http';

type Attribute = { key: string; value: { stringValue?: string; intValue?: number | string } };
type SentSpan = { name: string; traceId: string; spanId: string; parentSpanId?: string; kind: number; attributes: Attribute[]; status?: { code?: number } };

// A receiver of our own that takes what any collector takes: OTLP over HTTP as JSON.
const bodies: { path: string; text: string; token: string | undefined }[] = [];
const receiver = createHttpServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    bodies.push({ path: request.url ?? '', text: Buffer.concat(parts).toString(), token: request.headers['x-token'] as string | undefined });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});
await new Promise<void>((resolve) => { receiver.listen(0, '127.0.0.1', resolve); });
const endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
const stand = await testDatabase([jobsMigrations, accessMigrations]);
await startTelemetry({ endpoint, headers: { 'x-token': 'abc' } }, 'test');
const database = openDatabase({ appUrl: stand.urls.app, platformUrl: stand.urls.platform, applicationName: 'telemetry' });
const plain = testHouse(database);
const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };
const tenant = tenantId(newId());
const secret = 'Erika Beispiel';
const app = await createServer({
  house, sessions: { findActor: async () => undefined }, assets: await buildAssets(), api: [], navigation: [],
  pages: [
    definePage({
      method: 'GET', path: '/secrets/:name', access: 'anyone',
      async handle() {
        await database.inTenant(tenant, (tx) => tx.client.query({ name: 'test-greet', text: 'select $1::text as greeting', values: [secret] }));
        await database.readInTenant(tenant, { name: 'test-read', text: 'select $1::text as name', values: [secret] });
        return show({ title: 'x', main: heading('x') });
      },
    }),
    definePage({ method: 'GET', path: '/broken', access: 'anyone', handle: async () => { throw new Error(`no ${secret}`); } }),
  ],
});
const worker = await startWorker(house, [defineJob({ name: 'test/greet', payload: Type.Object({ id: Type.String() }), handle: async () => undefined }) as never], { concurrency: 1 });
after(async () => { await database.close(); receiver.close(); });

await app.inject({ url: `/secrets/${encodeURIComponent(secret)}?q=${encodeURIComponent(secret)}` });
await app.inject({ url: '/broken' });
await database.inTenant(tenant, (tx) => enqueue(tx, { name: 'test/greet', payload: Type.Object({ id: Type.String() }), maxAttempts: 1 }, { id: newId() }));
for (let tries = 0; tries < 100 && !(await house.metrics.text()).includes('allmende_jobs_total{job="test/greet",outcome="done"} 1'); tries += 1) await sleep(100);
await worker.stop();
await app.close();
await stopTelemetry();

const spans = bodies.filter((body) => body.path === '/v1/traces').flatMap((body) => (JSON.parse(body.text) as { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] }).resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)));
const named = (name: string) => spans.find((span) => span.name === name);

test('a request is a span named by the template of its address, and statements are its parts by their names', () => {
  const request = named('GET /secrets/:name');
  assert.ok(request, spans.map((span) => span.name).join(', '));
  assert.deepEqual(request.attributes.filter((one) => one.key === 'http.response.status_code').map((one) => Number(one.value.intValue)), [200]);
  for (const statement of ['test-greet', 'test-read']) {
    assert.equal(named(statement)?.parentSpanId, request.spanId, statement);
    assert.equal(named(statement)?.traceId, request.traceId);
  }
});

test('a failed request and a job are spans too', () => {
  assert.equal(named('GET /broken')?.status?.code, 2);
  assert.ok(named('job test/greet'));
});

test('figures arrive beside the traces', () => {
  const metrics = bodies.filter((body) => body.path === '/v1/metrics').map((body) => body.text).join('');
  assert.match(metrics, /"name":"http\.server\.request\.duration"/u);
  assert.match(metrics, /"name":"allmende\.jobs"/u);
});

test('nothing of what people typed or who they are leaves the house', () => {
  assert.ok(bodies.length > 0);
  for (const body of bodies) {
    assert.ok(!body.text.includes('Erika') && !body.text.includes(tenant), body.path);
    assert.equal(body.token, 'abc');
  }
});

test('without configuration the libraries are not even loaded', () => {
  const script = `import { registerHooks } from 'node:module'; const seen = []; registerHooks({ resolve(s, c, n) { seen.push(s); return n(s, c); } });
    const { startTelemetry } = await import(${JSON.stringify(path.join(import.meta.dirname, '../../../kernel/observe/index.ts'))}); await startTelemetry(undefined, 'x'); process.stdout.write(String(seen.filter((one) => /opentelemetry.(?:sdk|exporter)|otlp/u.test(one)).length));`;
  assert.equal(typeof registerHooks, 'function');
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', script]).toString(), '0');
});
