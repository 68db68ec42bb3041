import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '@allmende/database';
import type { Instance } from '../domain/instance.ts';
import { treeHash } from '../domain/tree-hash.ts';
import { createArchive, noContainers, readArchive, testComponent, testImage, testPackage, type TestImage } from '../testing/index.ts';
import { fetchText, inside, openPodmanStand, podman } from './podman-stand.ts';

const skip = await noContainers();
const stand = await openPodmanStand();
const stranger = await openPodmanStand();

describe('the data of a package in containers', { skip }, () => {
  let image: TestImage;
  before(async () => {
    image = await testImage();
  });
  after(() => stand.clear());

  const save = async (instance: Instance, asTheyLie = false) => {
    const archive = createArchive();
    await stand.runtime.backup(stand.ctxOf(instance.tenant), instance, archive, { asTheyLie });
    return readArchive(await archive.finish({ authority: { id: instance.tenant, name: 'Musterstadt' }, app: instance.app, instance: instance.id, parameters: {}, exportedAt: new Date('2026-11-22T00:00:00Z'), ...(asTheyLie ? { asTheyLie } : {}) }));
  };
  const listing = async (instance: Instance) => (await inside(instance, 'web', 'cd /data && find . ! -path "./ready.txt" ! -path "." ! -path "./cache*" | sort | while read -r one; do stat -c "%n %F %a %u:%g" "$one"; done; stat -c "%Y" old.txt')).output;

  test('taking one away leaves the data of others alone, also of the same authority', async () => {
    const tenant = newId();
    const [gone, kept] = [stand.instanceOf(testPackage(image), tenant), stand.instanceOf(testPackage(image), tenant)];
    for (const one of [gone, kept, { ...gone, generation: 2 }, { ...gone, generation: 10 }]) await stand.apply(one);
    await stand.runtime.dropGeneration(stand.ctxOf(tenant), gone);
    const volumes = await podman('volume', 'ls', '--format', '{{.Name}}');
    for (const name of [`${gone.id}-g2-data`, `${gone.id}-g10-data`, `${kept.id}-g1-data`]) assert.ok(volumes.includes(name), name);
    await stand.runtime.remove(stand.ctxOf(tenant), gone);
    assert.ok(!(await podman('volume', 'ls', '--format', '{{.Name}}')).includes(gone.id));
    await stand.until(kept, 'running');
    assert.equal((await inside(kept, 'web', 'cat /data/ready.txt')).output, 'ready');
  });

  test('all comes back in a new generation: contents, permissions, times, links, odd names; what is excluded does not', async () => {
    const instance = stand.instanceOf(testPackage(image));
    await stand.apply(instance);
    await stand.until(instance, 'running');
    const made = await inside(instance, 'web', `cd /data && mkdir -p sub/deep cache empty && echo one > sub/deep/one.txt && echo two > 'a:b*?.txt' && echo three > UPPER.txt && echo four > upper.txt && echo secret > sub/private.txt
      chmod 600 sub/private.txt && chmod 750 sub && ln -s ../sub/deep/one.txt sub/link && ln -s /etc/passwd absolute && ln sub/deep/one.txt hard && echo old > old.txt && touch -d '2001-02-03 04:05:06' old.txt && echo not > cache/not.txt
      echo 'ä ö' > 'Straße und Größe.txt' && : > empty-file && dd if=/dev/urandom of=big bs=64k count=32 2>/dev/null`);
    assert.equal(made.code, 0, made.output);
    const before = await listing(instance);
    const archive = await save(instance);
    assert.equal((await stand.until(instance, 'running')).state, 'running', 'it runs again afterwards');
    assert.ok(archive.files().includes('files/volumes/data/sub/deep/one.txt'), 'people find their files by their names');
    assert.ok(!archive.files().some((file) => file.includes('cache')));

    const next = { ...instance, generation: 2 };
    await stand.runtime.restore(stand.ctxOf(next.tenant), next, archive);
    assert.equal(treeHash((await save(next, true)).manifest.files), treeHash(archive.manifest.files), 'the new generation holds exactly what was saved');
    await stand.apply(next);
    const seen = await stand.until(next, 'running');
    assert.equal(await listing(next), before);
    assert.equal(await fetchText(`${seen.upstream}/sub/deep/one.txt`), 'one\n');
    assert.equal((await inside(next, 'web', 'cat "/data/a:b*?.txt" /data/UPPER.txt /data/upper.txt; ls /data/cache 2>/dev/null')).output, 'two\nthree\nfour');
    assert.equal((await stand.look(instance)).state, 'running', 'both run side by side');

    await inside(next, 'web', 'echo more >> /data/sub/deep/one.txt');
    assert.notEqual(treeHash((await save(next)).manifest.files), treeHash(archive.manifest.files), 'one changed byte is another hash');
    await stand.runtime.dropGeneration(stand.ctxOf(instance.tenant), instance);
    await stand.runtime.dropGeneration(stand.ctxOf(instance.tenant), instance);
    assert.deepEqual(await stand.look(instance), { state: 'absent' });
    assert.equal((await stand.until(next, 'running')).state, 'running');
    await stand.runtime.remove(stand.ctxOf(next.tenant), next);
  });

  test('a backup that was cut off between stop and start is seen, and the next apply starts it', async () => {
    const instance = stand.instanceOf(testPackage(image));
    await stand.apply(instance);
    await stand.until(instance, 'running');
    await podman('stop', `allmende-${instance.id}-g1-web`);
    assert.equal((await stand.look(instance)).state, 'failing');
    await stand.apply(instance);
    await stand.until(instance, 'running');
  });

  test('what rests goes on resting through a backup', async () => {
    const instance = stand.instanceOf(testPackage(image));
    await stand.apply(instance);
    await stand.until(instance, 'running');
    await stand.apply(instance, 'suspended');
    assert.ok((await save(instance)).files().includes('files/volumes/data/ready.txt'));
    assert.equal((await stand.look(instance)).state, 'suspended');
  });

  test('the package prepares its backup and reads it in again; a copy of files as they lie does neither', async () => {
    const app = testPackage(image, {
      components: [{ ...testComponent(image), mounts: [{ volume: 'data', path: '/data' }, { volume: 'live', path: '/live' }] }],
      volumes: [{ name: 'data', size: '8Mi', backup: true }, { name: 'live', size: '8Mi', backup: false }],
      backup: { mode: 'running', prepare: { component: 'web', command: ['sh', '-c', 'cat /live/records > /data/dump'] }, restore: { component: 'web', command: ['sh', '-c', 'sleep 1; cat /data/dump > /live/records'] } },
    });
    const instance = stand.instanceOf(app);
    await stand.apply(instance);
    await stand.until(instance, 'running');
    await inside(instance, 'web', 'echo record > /live/records');
    const archive = await save(instance);
    assert.equal(Buffer.from(await archive.file('files/volumes/data/dump')).toString(), 'record\n');
    await inside(instance, 'web', 'echo later > /live/records');
    assert.equal(Buffer.from(await (await save(instance, true)).file('files/volumes/data/dump')).toString(), 'record\n', 'nothing was prepared');

    const next = { ...instance, generation: 2 };
    await stand.runtime.restore(stand.ctxOf(next.tenant), next, archive);
    await stand.apply(next);
    assert.equal((await stand.look(next)).state, 'starting', 'it is not used before its data are read in');
    await stand.until(next, 'running');
    assert.equal((await inside(next, 'web', 'cat /live/records')).output, 'record');
    await stand.runtime.restore(stand.ctxOf(next.tenant), next, await save(instance, true));
    await stand.apply(next);
    await stand.until(next, 'running');
    assert.notEqual((await inside(next, 'web', 'cat /live/records')).code, 0);
  });

  test('half-restored data are never started on, and a bad archive changes nothing', async () => {
    const instance = stand.instanceOf(testPackage(image));
    await stand.apply(instance);
    await stand.until(instance, 'running');
    await inside(instance, 'web', 'echo mine > /data/mine.txt');
    const archive = await save(instance);
    const foreign = stand.instanceOf(testPackage(image, { app: 'other', components: [{ ...testComponent(image), mounts: [{ volume: 'elsewhere', path: '/data' }] }], volumes: [{ name: 'elsewhere', size: '8Mi', backup: true }] }), instance.tenant);
    await stand.apply(foreign);
    await assert.rejects(stand.runtime.restore(stand.ctxOf(foreign.tenant), foreign, archive), { code: 'operations/unusable-archive' });
    await stand.until(foreign, 'running');
    // As if killed in the middle.
    await podman('volume', 'create', '--label', `allmende.installation=${await installation(instance)}`, '--label', `allmende.instance=${instance.id}`, '--label', 'allmende.generation=1', '--label', `allmende.tenant=${instance.tenant}`, `allmende-${instance.id}-g1.filling`);
    await podman('pod', 'rm', '-f', '-t', '0', `allmende-${instance.id}-g1`);
    assert.equal((await stand.look(instance)).state, 'failing');
    await assert.rejects(stand.apply(instance), { code: 'operations/runtime-unable' });
    await stand.runtime.restore(stand.ctxOf(instance.tenant), instance, archive);
    await stand.apply(instance);
    assert.equal(await fetchText(`${(await stand.until(instance, 'running')).upstream}/mine.txt`), 'mine\n');
  });

  test('commands of the package run in it, and a failing one says how it ended', async () => {
    const app = testPackage(image, { verify: { component: 'web', command: ['sh', '-c', 'test -f /data/ready.txt'] }, migration: { component: 'web', command: ['sh', '-c', 'echo no room left; exit 3'] } });
    const instance = stand.instanceOf(app);
    await stand.apply(instance);
    await stand.runtime.runCommand(stand.ctxOf(instance.tenant), instance, 'verify');
    await assert.rejects(stand.runtime.runCommand(stand.ctxOf(instance.tenant), instance, 'migration'), /no room left/u);
  });

  test('what belongs to no known instance is ended, a known one and its data are not', async () => {
    const known = stand.instanceOf(testPackage(image));
    const orphan = stand.instanceOf(testPackage(image));
    for (const one of [known, orphan]) {
      await stand.apply(one);
      await stand.until(one, 'running');
    }
    const place = stand.ctxOf(known.tenant);
    const kept = new Set([known.id]);
    for (const end = Date.now() + 30_000; !(await stand.runtime.endOrphans(place, kept)).includes(orphan.id); await new Promise((resolve) => { setTimeout(resolve, 1000); })) assert.ok(Date.now() < end);
    assert.equal((await stand.look(known)).state, 'running');
    assert.equal((await stand.look(orphan)).state, 'suspended', 'its data stay until somebody decides');
    assert.doesNotMatch(await podman('secret', 'ls', '--format', '{{.Name}}'), new RegExp(orphan.id));
    assert.deepEqual(await stranger.runtime.endOrphans(stranger.ctxOf(newId()), new Set()), [], 'another installation sees none of them');
  });
});

async function installation(instance: Instance): Promise<string> {
  return podman('pod', 'inspect', '--format', '{{index .Labels "allmende.installation"}}', `allmende-${instance.id}-g1`);
}
