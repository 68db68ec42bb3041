import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { buildApp, ImageNotBuilt, readAppPackage } from '../index.ts';
import { aPackageFolder } from '../testing/index.ts';

const run = promisify(execFile);
const podman = async (...args: string[]) => (await run('podman', args, { timeout: 60_000 })).stdout;
const skip = await podman('version').then(() => false, () => 'podman is not installed');
const place = await mkdtemp(path.join(tmpdir(), 'allmende-build-'));
after(async () => {
  if (skip !== false) return;
  const images = (await podman('images', '--quiet', '--filter', 'reference=localhost/allmende-test/sample*')).split('\n').filter((id) => id !== '');
  if (images.length > 0) await podman('rmi', '--force', ...new Set(images));
  await rm(place, { recursive: true, force: true });
});
const build = (folder: string, fresh = false) => buildApp({ folder, environment: process.env, fresh });

test('an image is built once, found afterwards, and the same again when built anew', { skip }, async () => {
  const folder = await aPackageFolder(path.join(place, 'one'));
  const [first] = await build(folder);
  assert.equal(first?.isNew, true);
  assert.equal((await readAppPackage(folder)).components[0]?.image.digest, first.digest);
  const [second] = await build(folder);
  assert.deepEqual([second?.isNew, second?.digest], [false, first.digest]);
  const [anew] = await build(folder, true);
  assert.deepEqual([anew?.isNew, anew?.digest], [true, first.digest]);
});

test('a changed folder gives another image, and the old one can still be run', { skip }, async () => {
  const folder = await aPackageFolder(path.join(place, 'two'));
  const [before] = await build(folder);
  await writeFile(path.join(folder, 'image', 'hello.txt'), 'changed\n');
  const [after_] = await build(folder);
  assert.notEqual(after_?.digest, before?.digest);
  await podman('image', 'exists', `localhost/allmende-test/sample@${before?.digest ?? ''}`);
});

test('a build that breaks off says with what words, and writes no lock', { skip }, async () => {
  const folder = await aPackageFolder(path.join(place, 'three'), { build: 'echo "no such thing as a free wiki" >&2\nexit 7\n' });
  await assert.rejects(build(folder), (error: unknown) => error instanceof ImageNotBuilt && /no such thing as a free wiki/u.test(error.message));
  assert.equal((await readAppPackage(folder)).components[0]?.image.digest, undefined);
});

test('nothing of the machine that is not wanted reaches the build', { skip }, async () => {
  const folder = await aPackageFolder(path.join(place, 'four'), { build: 'mkdir "$ROOT/app"; env >"$ROOT/app/env"; test -z "$SECRET_OF_THE_PLATFORM"\n' });
  await buildApp({ folder, environment: { PATH: process.env['PATH'], HOME: process.env['HOME'] } });
});
