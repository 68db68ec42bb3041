import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { openImageStore } from '../clients/podman/image-store.ts';
import { claimTag, planPruning, type NamedImage } from '../domain/plan-pruning.ts';
import { noContainers } from '../testing/index.ts';
import { podman } from './podman-stand.ts';

const skip = await noContainers();

describe('images of packages on this machine', { skip }, () => {
  const reference = `localhost/allmende-test/prune-${process.pid}`;
  const folders: string[] = [];
  const folder = async () => {
    const made = await mkdtemp(path.join(tmpdir(), 'allmende-prune-'));
    folders.push(made);
    return made;
  };
  after(async () => {
    for (const name of (await podman('images', '--format', '{{.Repository}}:{{.Tag}}')).split('\n').filter((one) => one.startsWith(`${reference}:`))) await podman('rmi', '--force', name);
    for (const one of folders) await rm(one, { recursive: true, force: true });
  });

  const build = async (content: string, label = 'allmende.inputs=test'): Promise<NamedImage> => {
    const context = await folder();
    await cp('/usr/bin/busybox', path.join(context, 'busybox'));
    await writeFile(path.join(context, 'content'), content);
    await writeFile(path.join(context, 'Containerfile'), 'FROM scratch\nCOPY busybox content /\n');
    const name = `${reference}:${content}`;
    await podman('build', '--quiet', '--isolation', 'chroot', '--network', 'host', '--label', label, '--tag', name, context);
    return { reference, digest: await podman('image', 'inspect', '--format', '{{.Digest}}', name) };
  };
  const open = async () => {
    const dataDir = await folder();
    return openImageStore({ dataDir, folder: path.join(dataDir, 'podman') });
  };
  const isThere = async (image: NamedImage) => (await podman('images', '--format', '{{.Digest}}')).split('\n').includes(image.digest);

  test('what nothing needs goes and frees its place; what is needed, in use, claimed by another or of another label stays', async () => {
    const [ours, theirs] = [await open(), await open()];
    const [old, current, used, foreign, labelled] = [await build('old'), await build('current'), await build('used'), await build('foreign'), await build('labelled', 'other=test')];
    const released = [old, current, used, foreign, labelled];
    await ours.claim(released);
    await ours.claim(released);
    await theirs.claim([foreign, { reference, digest: `sha256:${'0'.repeat(64)}` }]);
    const container = await podman('create', `${reference}@${used.digest}`, '/busybox', 'true');
    try {
      const look = async () => {
        const seen = await ours.look();
        // Whatever else lives on the machine of the test has not to do with it; that silent ones are heeded is tested beside the rule.
        return { images: seen.images, installations: new Set([ours.installation]) };
      };
      const plan = planPruning(await look(), { installation: ours.installation, released, needed: [current] });
      assert.deepEqual(plan.removed.map(({ names }) => names.toSorted()), [[`${reference}:old`, claimTag(ours.installation, old)].toSorted()]);
      assert.ok((plan.removed[0]?.sizeBytes ?? 0) > 500_000);
      assert.deepEqual(plan.kept.map(({ because }) => because).toSorted(), ['another-installation', 'container']);
      assert.ok(await isThere(old), 'a plan alone deletes nothing');
      assert.deepEqual(await ours.prune(plan), plan.removed.map(({ id }) => id));
      assert.deepEqual(await Promise.all(released.map(isThere)), [false, true, true, true, true]);
      const { images } = await look();
      assert.ok(!images.some(({ names }) => names.includes(claimTag(ours.installation, foreign))) && images.some(({ names }) => names.includes(claimTag(theirs.installation, foreign))), 'only the own claim is given up');
      assert.deepEqual(planPruning(await look(), { installation: ours.installation, released, needed: [current] }).removed, []);
    } finally {
      await podman('rm', '--force', container);
    }
  });

  test('an image of which a container comes up between plan and deletion stays', async () => {
    const ours = await open();
    const image = await build('late');
    await ours.claim([image]);
    const plan = planPruning({ images: (await ours.look()).images, installations: new Set() }, { installation: ours.installation, released: [image], needed: [] });
    assert.equal(plan.removed.length, 1);
    const container = await podman('create', `${reference}@${image.digest}`, '/busybox', 'true');
    try {
      assert.deepEqual(await ours.prune(plan), []);
      assert.ok(await isThere(image));
    } finally {
      await podman('rm', '--force', container);
    }
  });
});
