import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { testAuthority } from '../clients/time-stamps/test-authority.ts';
import { auditMigrations, bundleAudit, stampCheckpoints, writeCheckpoints } from '../index.ts';
import { anyFolder, anyTenant, recordMany } from './stand.ts';

const { database } = await testDatabase([auditMigrations]);
const house = testHouse(database);
const [one, other] = [anyTenant(), anyTenant()];
await recordMany(database, one, 3);
await recordMany(database, other, 2);
const run = promisify(execFile);

type Report = { ok: boolean; stamps: { size: number; time: string; issuer: string; test: boolean; trusted: boolean }[]; findings: { code: string; reason?: string }[] };
const { verifyBundle } = (await import(new URL('../../../tools/verify/verify.mjs', import.meta.url).href)) as { verifyBundle: (input: { bundle: string; tsaCertificates?: string }) => Promise<Report> };
async function judged(folder: string, tenant: typeof one, tsaCertificates = '', change = (text: string) => text): Promise<Report> {
  const lines: string[] = [];
  for await (const line of bundleAudit(database, folder, tenant, house.clock.now())) lines.push(line);
  const file = path.join(await anyFolder(), 'bundle.jsonl');
  await writeFile(file, change(lines.join('')));
  return verifyBundle({ bundle: file, tsaCertificates });
}

test('outside production the checkpoints of all logs get one test stamp that says what it is worth, and the offline verifier reads it', async () => {
  const { stamps } = await writeCheckpoints(house);
  assert.deepEqual(stamps, { authority: 'test', stamped: 2 });
  for (const [tenant, size] of [[one, 3], [other, 2]] as const) {
    const report = await judged(house.config.checkpointsDir, tenant);
    assert.deepEqual([report.ok, report.findings], [true, []]);
    assert.deepEqual(report.stamps.map((stamp) => [stamp.size, stamp.test, stamp.trusted, stamp.time]), [[size, true, false, '2026-11-21T09:00:00.000Z']]);
    assert.match(report.stamps[0]?.issuer ?? '', /NUR ZUM TEST/u);
  }
  assert.deepEqual((await writeCheckpoints(house)).stamps, { authority: 'test', stamped: 0 });
});

test('a stamp of another checkpoint, a bent token and an authority that nobody trusts are found', async () => {
  const folder = house.config.checkpointsDir;
  const stampOf = (text: string) => text.split('\n').find((line) => line.startsWith('{"stamp"')) ?? '';
  const bent = await judged(folder, one, '', (text) => {
    const { stamp } = JSON.parse(stampOf(text)) as { stamp: { token: string } };
    const token = Buffer.from(stamp.token, 'base64');
    token.writeUInt8(token.readUInt8(token.length - 5) ^ 1, token.length - 5);
    return text.replace(stampOf(text), JSON.stringify({ stamp: { ...stamp, token: token.toString('base64') } }));
  });
  assert.ok(bent.findings.some(({ code, reason }) => code === 'stamp' && reason === 'signature'), JSON.stringify(bent.findings));
  const moved = await judged(folder, one, '', (text) => {
    const { stamp } = JSON.parse(stampOf(text)) as { stamp: { index: number; path: string[] } };
    return text.replace(stampOf(text), JSON.stringify({ stamp: { ...stamp, path: stamp.path.map((hash) => hash.replace(/^./u, (first) => (first === 'A' ? 'B' : 'A'))) } }));
  });
  assert.ok(moved.findings.some(({ code, reason }) => code === 'stamp' && reason === 'imprint'), JSON.stringify(moved.findings));
  const stranger = await testAuthority({ environment: 'test', keysDir: await anyFolder() }, house.clock);
  assert.ok((await judged(folder, one, stranger.certificates)).findings.some(({ code }) => code === 'stamp-untrusted'));
});

test('the test authority never stamps in production, and without a configured one nothing is stamped there', async () => {
  await assert.rejects(testAuthority({ environment: 'production', keysDir: await anyFolder() }, house.clock), RangeError);
  const production = { ...house, config: { ...house.config, environment: 'production' as const, checkpointsDir: await anyFolder() } };
  assert.deepEqual((await writeCheckpoints(production)).stamps, { authority: 'none', stamped: 0 });
});

/** An authority behind HTTP that needs a name and password. */
async function overHttp(answer: (request: Buffer) => Promise<Uint8Array>): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const isAsked = request.headers['content-type'] === 'application/timestamp-query' && request.headers.authorization === `Basic ${Buffer.from('stadt:geheim').toString('base64')}`;
      if (!isAsked) return void response.writeHead(401).end();
      answer(Buffer.concat(parts)).then((bytes) => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(bytes), () => response.writeHead(500).end());
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  after(() => server.close());
  return `http://stadt:geheim@127.0.0.1:${(server.address() as AddressInfo).port}/tsr`;
}

async function configured(url: string, certificates: string) {
  const certificatesFile = path.join(await anyFolder(), 'tsa.pem');
  await writeFile(certificatesFile, certificates);
  return { ...house, config: { ...house.config, environment: 'production' as const, checkpointsDir: await anyFolder(), timeStamps: { url, certificatesFile } } };
}

test('a configured authority is asked by HTTP; what it answers must fit the question and lead to its certificates', async () => {
  const authority = await testAuthority({ environment: 'test', keysDir: await anyFolder() }, house.clock);
  const stranger = await testAuthority({ environment: 'test', keysDir: await anyFolder() }, house.clock);
  const good = await configured(await overHttp((request) => authority.answer(request)), authority.certificates);
  assert.deepEqual((await writeCheckpoints(good)).stamps, { authority: 'configured', stamped: 2 });
  const report = await judged(good.config.checkpointsDir, one, authority.certificates);
  assert.deepEqual([report.ok, report.stamps.map(({ trusted }) => trusted)], [true, [true]]);

  let kept: Uint8Array | undefined;
  const replayed = await overHttp(async (request) => (kept ??= await authority.answer(request)));
  const first = await configured(replayed, authority.certificates);
  assert.equal((await writeCheckpoints(first)).stamps.stamped, 2);
  const refusals = {
    stranger: await configured(await overHttp((request) => stranger.answer(request)), authority.certificates),
    replay: await configured(replayed, authority.certificates),
    nonsense: await configured(await overHttp(async () => Buffer.from('no time stamp')), authority.certificates),
    failing: await configured(await overHttp(async () => { throw new Error('out of order'); }), authority.certificates),
    large: await configured(await overHttp(async () => Buffer.alloc(200_000)), authority.certificates),
    password: await configured('http://stadt:falsch@127.0.0.1:9/tsr', authority.certificates),
  };
  for (const [name, refusing] of Object.entries(refusals)) {
    const { stamps, written } = await writeCheckpoints(refusing);
    assert.ok(written >= 2 && stamps.stamped === 0 && (stamps.refused ?? '').length > 10, name);
    assert.ok(!(await readdir(path.join(refusing.config.checkpointsDir, one))).some((file) => file.endsWith('.stamp')), name);
  }
  assert.equal((await stampCheckpoints({ ...good, config: { ...good.config, checkpointsDir: refusals.stranger.config.checkpointsDir } })).stamped, 2);
});

test('an independent program reads the stamp', async (t) => {
  if (!(await run('openssl', ['version']).then(() => true, () => false))) return t.skip('no openssl on this machine');
  const authority = await testAuthority(house.config, house.clock);
  const file = (await readdir(path.join(house.config.checkpointsDir, one))).find((name) => name.endsWith('.stamp')) ?? '';
  const { token } = JSON.parse(await readFile(path.join(house.config.checkpointsDir, one, file), 'utf8')) as { token: string };
  const folder = await anyFolder();
  await writeFile(path.join(folder, 'token.der'), Buffer.from(token, 'base64'));
  await writeFile(path.join(folder, 'tsa.pem'), authority.certificates);
  const { stdout } = await run('openssl', ['ts', '-reply', '-token_in', '-in', path.join(folder, 'token.der'), '-text']);
  assert.match(stdout, /Policy OID: 2\.999\.3161\.1/u);
  const imprint = [...stdout.matchAll(/^ {4}[0-9a-f]{4} - (?<hex>[0-9a-f -]{47,48})/gmu)].map(({ groups }) => (groups?.['hex'] ?? '').replaceAll(/[^0-9a-f]/gu, '')).join('');
  const checked = await run('openssl', ['ts', '-verify', '-digest', imprint, '-token_in', '-in', path.join(folder, 'token.der'), '-CAfile', path.join(folder, 'tsa.pem'), '-partial_chain', '-attime', String(house.clock.now().getTime() / 1000)]);
  assert.match(checked.stdout + checked.stderr, /Verification: OK/u);
});
