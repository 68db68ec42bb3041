import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { command, temporaryFolder, Up } from './start-up.ts';

const place = await temporaryFolder();
const dataDir = path.join(place.folder, 'data');
const up = new Up(dataDir, [], { ALLMENDE_ENV: 'production', ALLMENDE_SECRET: 'k3-of-this-test-0123456789-abcdefghijklmn', ALLMENDE_PUBLIC_ADDRESS: 'https://allmende.example' });
after(async () => {
  await up[Symbol.asyncDispose]();
  await place[Symbol.asyncDispose]();
});
const run = await up.ready();
const local = `http://127.0.0.1:${run.env['ALLMENDE_PORT'] ?? ''}`;

test('production starts without demo data, whether or not --empty is said', async () => {
  assert.doesNotMatch(up.output, /Beispiel/u);
  assert.deepEqual(JSON.parse((await command(['accounts', '--json', '--data-dir', dataDir])).stdout), []);
  const { offers } = (await (await fetch(`${local}/api/v1/solutions/node-red`)).json()) as { offers: unknown[] };
  assert.deepEqual(offers, [], 'nothing that is only for demonstration can be ordered');
  const own = (await (await fetch(`${local}/api/v1/solutions/online-services`)).json()) as { offers: { prices: unknown[] }[] };
  assert.deepEqual(own.offers.map(({ prices }) => prices), [[]], 'no invented prices');
});

test('every cookie of an https address is secure', async () => {
  const cookies = (await Promise.all(['/sign-in', '/'].map(async (page) => (await fetch(`${local}${page}`)).headers.getSetCookie()))).flat();
  assert.ok(cookies.length > 0, 'the sign-in page sets one');
  for (const cookie of cookies) assert.match(cookie, /;\s*secure/iu);
});

test('the first operator is told where to sign in', async () => {
  const { stdout } = await command(['operator', 'create', '--email', 'erste@example.org', '--name', 'Erna Erste', '--data-dir', dataDir]);
  assert.match(stdout, /https:\/\/allmende\.example\/sign-in/u);
  const status = JSON.parse((await command(['status', '--json', '--data-dir', dataDir])).stdout) as { address: string };
  assert.equal(status.address, 'https://allmende.example');
});
