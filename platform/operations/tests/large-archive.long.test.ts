import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { systemClock } from '@allmende/time';
import { processRuntime } from '../clients/process-runtime.ts';
import type { ArchiveBytes } from '../domain/archive.ts';
import type { Program } from '../domain/program.ts';
import { getInstance, requestArchive } from '../index.ts';
import { createOperations, operationsModule } from '../module.ts';
import { openStand } from './stand.ts';

const MIB = 1024 ** 2;
const LARGE_BYTES = 600 * MIB;
/** What the whole way may need beside what the process has before it; the data alone are twice as much. */
const MOST_GROWTH_BYTES = 300 * MIB;

const stand = await openStand();
const here = stand.newAuthority();
const there = stand.newAuthority();
const house = {
  ...stand.house, clock: systemClock,
  directory: {
    findAuthorityBySlug: async (slug: string) => (slug === 'musterstadt' ? { tenant: here.tenant, slug, name: slug, land: '08' } : undefined),
    findPlaceBySlug: async () => undefined,
    namesOf: async () => [{ tenant: here.tenant, slug: 'musterstadt', name: 'Musterstadt', land: '08' }],
  },
};
const folder = await mkdtemp(path.join(tmpdir(), 'allmende-large-'));
const script = path.join(folder, 'program.cjs');
await writeFile(script, `
const { pidFile, port } = require(process.argv[2]);
require('node:fs').writeFileSync(pidFile, String(process.pid));
require('node:http').createServer((request, response) => response.end('ok')).listen(port, '127.0.0.1');
`);
const program: Program = { app: 'tiny', script, arguments: (_place, settings) => [settings], settings: (place) => `module.exports = ${JSON.stringify(place)};`, healthPath: '/', notBackedUp: new Set() };
const runtime = processRuntime([program]);
const operations = createOperations({ apps: [], runtimes: [runtime] });
const app = await createServer({ house, sessions: { findActor: async () => here.officer }, assets: await buildAssets(), pages: operationsModule.pages ?? [], api: operationsModule.api ?? [], navigation: operationsModule.navigation ?? [] });
const address = await app.listen({ host: '127.0.0.1', port: 0 });
after(async () => {
  await app.close();
  await runtime.stopAll(house);
  await rm(folder, { recursive: true });
});

const dataOf = (id: string) => path.join(house.config.dataDir, 'instances', id, 'data');
/** Has the reconciler work until something is so. */
const settle = async <Found>(town: typeof here, id: string, look: (seen: Awaited<ReturnType<typeof getInstance>>) => Found | undefined): Promise<Found> => {
  for (let round = 0; round < 100; round += 1) {
    await operations.reconcile(house, { tenant: town.tenant, instance: id });
    const found = look(await getInstance(town.ctx, { instance: id }));
    if (found !== undefined) return found;
    await sleep(100);
  }
  return assert.fail('it did not come to that');
};
const run = async (town: typeof here) => {
  const { id } = await town.request({ app: 'tiny', title: 'Ablage', runtime: 'process' });
  await settle(town, id, ({ instance }) => (instance.observed === 'running' ? true : undefined));
  return id;
};
const archived = async (town: typeof here, id: string) => {
  await requestArchive({ ...town.ctx, clock: house.clock }, { instance: id });
  return settle(town, id, ({ archives }) => archives[0]);
};

/** Bytes that no compression makes smaller, the same every time. */
async function* noise(bytes: number): AsyncGenerator<Buffer> {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16));
  const zeros = Buffer.alloc(MIB);
  for (let at = 0; at < bytes; at += MIB) yield cipher.update(zeros);
}

test('more data than the memory holds are archived, proven, fetched over HTTP and restored elsewhere, piece by piece', { timeout: 900_000 }, async () => {
  const id = await run(here);
  await mkdir(path.join(dataOf(id), 'akten'), { recursive: true });
  await pipeline(Readable.from(noise(LARGE_BYTES)), createWriteStream(path.join(dataOf(id), 'video.bin')));
  for (let index = 0; index < 3000; index += 1) await writeFile(path.join(dataOf(id), 'akten', `${index}.txt`), `Akte ${index}\n`.repeat(20));
  const before = process.memoryUsage().rss;
  let most = before;
  const watching = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, 50);
  const grown = () => Math.round((most - before) / MIB);
  try {
    const archive = await archived(here, id);
    assert.ok(archive.provenAt && archive.sizeBytes > LARGE_BYTES && archive.files >= 3001);
    console.log(`archived and proven: ${grown()} MiB more memory`);

    const answer = await fetch(`${address}/musterstadt/office/instances/${id}/archives/${archive.id}`, { headers: { cookie: 'allmende-session=officer-00000000000000000' } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-length'), String(archive.sizeBytes));
    const file = path.join(folder, 'archive.zip');
    await pipeline(answer.body as AsyncIterable<Uint8Array>, createWriteStream(file));
    assert.equal((await stat(file)).size, archive.sizeBytes);
    console.log(`fetched: ${grown()} MiB more memory`);

    const target = await run(there);
    const bytes: ArchiveBytes = { sizeBytes: archive.sizeBytes, async *range(start, end) { if (end > start) yield* createReadStream(file, { start, end: end - 1 }) as AsyncIterable<Buffer>; } };
    const restored = await operations.restoreArchive({ ...there.ctx, clock: house.clock }, { instance: target, bytes });
    assert.equal(restored.files, archive.files);
    assert.equal((await readdir(path.join(dataOf(target), 'akten'))).length, 3000);
    assert.equal((await archived(there, target)).treeSha256, archive.treeSha256, 'an archive of the restored data is the same');
    console.log(`restored and archived again: ${grown()} MiB more memory`);
    assert.ok(most - before < MOST_GROWTH_BYTES, `${grown()} MiB more memory were needed for ${LARGE_BYTES / MIB} MiB of data`);
  } finally {
    clearInterval(watching);
  }
});
