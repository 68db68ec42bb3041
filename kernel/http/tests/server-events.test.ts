import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { createEventStreams, type ServerEvent } from '../server-events.ts';

async function open(events: (signal: AbortSignal) => AsyncIterable<ServerEvent>) {
  const app = fastify({ forceCloseConnections: 'idle' });
  const streams = createEventStreams(app);
  app.get('/', (_request, reply) => streams.send(reply, 'visitor', events));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const read = async () => (await fetch(address)).body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail();
  return { app, address, read };
}

test('events arrive as they come, and a stream that is over ends', { timeout: 10_000 }, async () => {
  const { app, read } = await open(async function* () {
    yield { name: 'changed', data: { step: 'a\nb' } };
    await sleep(50);
    yield { name: 'over', data: null };
  });
  const reader = await read();
  let all = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) all += part.value;
  assert.equal(all, 'retry: 3000\n\nevent: changed\ndata: {"step":"a\\nb"}\n\nevent: over\ndata: null\n\n');
  await app.close();
});

test('closing the server ends streams that would never end, and who goes away is noticed', { timeout: 10_000 }, async () => {
  let noticed = 0;
  const { app, read } = await open(async function* (signal) {
    await new Promise((resolve) => { signal.addEventListener('abort', resolve); });
    noticed += 1;
    yield* [];
  });
  const leaving = await read();
  await leaving.read();
  await leaving.cancel();
  const staying = await read();
  await staying.read();
  for (const end = performance.now() + 5000; noticed === 0 && performance.now() < end;) await sleep(20);
  assert.equal(noticed, 1);
  await app.close();
  assert.equal((await staying.read()).done, true);
});

test('one visitor gets eight streams and no more', { timeout: 10_000 }, async () => {
  const { app, address } = await open(async function* (signal) {
    await new Promise((resolve) => { signal.addEventListener('abort', resolve); });
    yield* [];
  });
  const answers = await Promise.all(Array.from({ length: 9 }, () => fetch(address)));
  assert.equal(answers.filter((answer) => answer.ok).length, 8);
  await Promise.all(answers.map((answer) => answer.body?.cancel()));
  await app.close();
});
