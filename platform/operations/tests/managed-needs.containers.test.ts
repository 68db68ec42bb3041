import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { after, before, describe, test } from 'node:test';
import type { AppPackage } from '@allmende/app-packages';
import { newId } from '@allmende/database';
import type { AppNeeds } from '../domain/app-needs.ts';
import type { ArchiveReader } from '../domain/archive.ts';
import type { Instance } from '../domain/instance.ts';
import { treeHash } from '../domain/tree-hash.ts';
import { buildGuestbook } from '../testing/build-guestbook.ts';
import { createArchive, noContainers, readArchive, testComponent, testImage, testPackage } from '../testing/index.ts';
import { fetchText, inside, openPodmanStand, podman } from './podman-stand.ts';

const MINUTES = 60_000;
const skip = await noContainers();
const stand = await openPodmanStand();

describe('an app with a database and a cache of its own', { skip, timeout: 15 * MINUTES }, () => {
  let app: AppPackage;
  let book: Instance;
  before(async () => { app = await buildGuestbook(); });
  after(() => stand.clear());

  const start = async (instance: Instance) => {
    await stand.apply(instance);
    return stand.until(instance, 'running', 2 * MINUTES);
  };
  const entries = async (instance: Instance, line: string) => {
    const { code, output } = await inside(instance, 'web', `sh /app/entries ${line}`, MINUTES);
    assert.equal(code, 0, output);
    return output;
  };
  const save = async (instance: Instance, asTheyLie = false) => {
    const archive = createArchive();
    await stand.runtime.backup(stand.ctxOf(instance.tenant), instance, archive, { asTheyLie });
    return readArchive(await archive.finish({ authority: { id: instance.tenant, name: 'Musterstadt' }, app: instance.app, instance: instance.id, parameters: {}, exportedAt: new Date('2026-11-22T00:00:00Z'), ...(asTheyLie ? { asTheyLie } : {}) }));
  };
  const dumpHash = (archive: ArchiveReader) => archive.manifest.files.find(({ path }) => path === 'files/volumes/postgres-dump/app.sql')?.sha256 ?? assert.fail('no dump');
  const page = async (upstream: string | undefined) => (await fetchText(`${upstream}/cgi-bin/entries`)) ?? assert.fail('the page does not answer');

  test('it gets both by the names that it has chosen, writes to them, and nothing of them is published', async (t) => {
    book = stand.instanceOf(app, undefined, { parameters: { greeting: 'Willkommen' } });
    const began = performance.now();
    const seen = await start(book);
    t.diagnostic(`running after ${Math.round(performance.now() - began)} ms`);
    await entries(book, "add Ada 'Guten Tag'");
    await entries(book, 'many 500');
    assert.match(await page(seen.upstream), /^Willkommen \(visit 1\)\nAda: Guten Tag\nNr\. 1: /u);
    assert.match(await page(seen.upstream), /^Willkommen \(visit 2\)\n/u);
    const shown = JSON.parse(await podman('inspect', `allmende-${book.id}-g1-postgres`, `allmende-${book.id}-g1-cache`, `allmende-${book.id}-g1-web`)) as { HostConfig: { PortBindings: object; ReadonlyRootfs: boolean }; Config: { User: string; Cmd: string[] } }[];
    for (const one of shown) {
      assert.deepEqual(Object.keys(one.HostConfig.PortBindings ?? {}), []);
      assert.ok(one.HostConfig.ReadonlyRootfs && !/^0\b/u.test(one.Config.User));
      assert.doesNotMatch(JSON.stringify(one.Config.Cmd), /secret of/u);
    }
    assert.match((await inside(book, 'web', 'psql "$(echo "$DATABASE_URL" | sed s/of/off/)" -c "select 1"')).output, /password authentication failed/u);
    assert.match((await inside(book, 'web', 'psql "$(echo "$DATABASE_URL" | sed s,//app,//postgres,)" -c "select 1"')).output, /no pg_hba\.conf entry/u, 'nobody is let in as the one who may do everything');
  });

  test('it is saved as SQL that people can read, the same content as the same file, and goes on', async () => {
    const before = await entries(book, 'list');
    const [one, other] = [await save(book), await save(book)];
    assert.deepEqual(one.files(), ['files/volumes/postgres-dump/app.sql']);
    assert.match(Buffer.from(await one.file('files/volumes/postgres-dump/app.sql')).toString(), /CREATE TABLE public\.entry[^]+COPY public\.entry[^]+\n1\tAda\tGuten Tag\t/u);
    assert.equal(dumpHash(one), dumpHash(other));
    await stand.until(book, 'running', 2 * MINUTES);
    assert.equal(await entries(book, 'list'), before);
  });

  test('saved, changed and brought back it is equal by hash, in a new generation beside the old', async () => {
    await start(book);
    const before = await entries(book, 'list');
    assert.equal(before.split('\n').length, 501);
    const archive = await save(book);
    await entries(book, 'forget');
    await entries(book, 'add Bert Anderes');
    const next = { ...book, generation: 2 };
    await stand.runtime.restore(stand.ctxOf(next.tenant), next, archive);
    assert.equal(treeHash((await save(next, true)).manifest.files), treeHash(archive.manifest.files), 'what was filled in is what was saved');
    await start(next);
    assert.equal(await entries(next, 'list'), before);
    assert.equal(dumpHash(await save(next)), dumpHash(archive), 'and a backup of it is the same again');
    await start(next);
    await entries(next, "add Cem 'nach dem Zurückholen'");
    assert.equal((await entries(next, 'list')).split('\n').length, 502, 'numbers go on where they were');
    await start(book);
    assert.equal((await entries(book, 'list')).split('\n').length, 1);
    await stand.runtime.dropGeneration(stand.ctxOf(book.tenant), book);
    book = next;
  });

  test('copied as it lies it comes back too, without any command', async () => {
    await start(book);
    const before = await entries(book, 'list');
    const archive = await save(book, true);
    assert.ok(archive.files().includes('files/volumes/postgres/main/PG_VERSION'));
    const next = { ...book, generation: 3 };
    await stand.runtime.restore(stand.ctxOf(next.tenant), next, archive);
    await start(next);
    assert.equal(await entries(next, 'list'), before);
    await stand.runtime.dropGeneration(stand.ctxOf(next.tenant), next);
  });

  test('what rests is saved too and goes on resting; a database that was killed comes back with everything', async () => {
    await start(book);
    const before = await entries(book, 'list');
    await stand.apply(book, 'suspended');
    assert.match(Buffer.from(await (await save(book)).file('files/volumes/postgres-dump/app.sql')).toString(), /nach dem Zurückholen/u);
    assert.equal((await stand.look(book)).state, 'suspended');
    await start(book);
    await podman('kill', `allmende-${book.id}-g2-postgres`);
    await stand.until(book, 'failing');
    await start(book);
    assert.equal(await entries(book, 'list'), before);
  });

  test('another authority reaches neither database nor cache, not even with their passwords', async () => {
    const stranger = stand.instanceOf(app);
    await Promise.all([start(book), start(stranger)]);
    const host = new URL((await stand.look(book)).upstream ?? '').hostname;
    const asked = (instance: Instance, line: string) => inside(instance, 'web', line, MINUTES);
    const database = `psql "$(echo "$DATABASE_URL" | sed 's,@postgres:,@${host}:,')&connect_timeout=4" -Atc 'select 1'`.replace('&connect_timeout', '?connect_timeout');
    assert.deepEqual(await asked(book, database), { code: 0, output: '1' }, 'who may, does by this very line');
    const cache = `printf 'AUTH "%s"\\r\\nPING\\r\\nQUIT\\r\\n' "$CACHE_PASSWORD" | nc -w 3 ${host} 6379`;
    assert.match((await asked(book, cache)).output, /PONG/u);
    assert.match((await asked(stranger, database)).output, /timeout expired|No route|unreachable/u);
    assert.doesNotMatch((await asked(stranger, cache)).output, /PONG|OK/u);
    assert.equal((await entries(stranger, 'list')), '', 'its own is another one');
    const volumes = await podman('volume', 'ls', '--format', '{{.Name}}', '--filter', `label=allmende.tenant=${stranger.tenant}`);
    assert.ok(volumes.includes(`${stranger.id}-g1-postgres`) && !volumes.includes(book.id));
    await stand.runtime.remove(stand.ctxOf(stranger.tenant), stranger);
    for (const kind of ['volume', 'secret'] as const) assert.ok(!(await podman(kind, 'ls', '--format', '{{.Name}}')).includes(stranger.id), kind);
  });
});

describe('a server that the operator has named', { skip, timeout: 5 * MINUTES }, () => {
  const listening: Server[] = [];
  const listen = () => new Promise<number>((resolve) => {
    const server = createServer((socket) => { socket.on('error', () => undefined); socket.end('220 here\r\n'); });
    listening.push(server);
    server.listen(0, '0.0.0.0', () => resolve((server.address() as { port: number }).port));
  });
  const host = Object.values(networkInterfaces()).flatMap((list) => list ?? []).find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '';
  after(() => { for (const server of listening) server.close(); });

  test('is reached by the app that needs it, at this port alone; its password is no plain variable', async () => {
    const [port, other] = [await listen(), await listen()];
    const needs: AppNeeds = {
      unmet: async () => undefined, takeBack: async () => undefined,
      give: async (_ctx, _instance, wanting) => (wanting.needs?.smtp ? { values: new Map([['smtp.host', host], ['smtp.port', String(port)], ['smtp.password', 'very secret']]), reach: [{ host, port }] } : { values: new Map(), reach: [] }),
    };
    const mailing = await openPodmanStand({ needs });
    const image = await testImage();
    const web = testComponent(image);
    const tenant = newId();
    const sender = mailing.instanceOf(testPackage(image, { app: 'sender', needs: { smtp: {} }, components: [{ ...web, environment: { ...web.environment, HOST: { need: 'smtp.host' }, PORT: { need: 'smtp.port' }, PASSWORD: { need: 'smtp.password' } } }] }), tenant);
    const plain = mailing.instanceOf(testPackage(image), tenant);
    try {
      for (const one of [sender, plain]) { await mailing.apply(one); await mailing.until(one, 'running'); }
      const ask = async (instance: Instance, at: number) => (await inside(instance, 'web', `nc -w 3 ${host} ${at} </dev/null`)).output;
      assert.equal(await ask(sender, port), '220 here');
      assert.equal((await inside(sender, 'web', 'echo "$HOST $PORT $PASSWORD"')).output, `${host} ${port} very secret`);
      assert.doesNotMatch(await ask(sender, other), /220/u);
      assert.doesNotMatch(await ask(plain, port), /220/u, 'an app of the same authority that has not asked for it');
      const [shown] = JSON.parse(await podman('inspect', `allmende-${sender.id}-g1-web`)) as { Config: { CreateCommand?: string[] } }[];
      assert.doesNotMatch(JSON.stringify(shown?.Config.CreateCommand), /very secret/u);
    } finally {
      await mailing.clear();
    }
    assert.equal(await podman('network', 'ls', '-q', '--filter', `label=allmende.tenant=${tenant}`), '');
  });
});
