import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { readAppPackage, readPackageFolder, UnusablePackage } from '../index.ts';
import { aPackageFolder } from '../testing/index.ts';

const place = await mkdtemp(path.join(tmpdir(), 'allmende-packages-'));
after(() => rm(place, { recursive: true, force: true }));
let count = 0;
const newFolder = (options?: Parameters<typeof aPackageFolder>[1]) => aPackageFolder(path.join(place, String((count += 1))), options);
const told = async (folder: string) => (await readPackageFolder(folder)).problems.map(({ severity, file, line, code }) => `${severity} ${file}:${line} ${code}`);
const lock = (digest: string, inputs: string) => `images:\n  web:\n    digest: ${digest}\n    inputs: ${inputs}\n`;
const DIGEST = `sha256:${'b'.repeat(64)}`;

test('a digest of the lock counts as long as the folder it was built from is unchanged', async () => {
  const folder = await newFolder();
  const inputs = (await readPackageFolder(folder)).inputs.get('web') ?? '';
  await writeFile(path.join(folder, 'allmende-app.lock.yaml'), lock(DIGEST, inputs));
  assert.equal((await readAppPackage(folder)).components[0]?.image.digest, DIGEST);

  await writeFile(path.join(folder, 'image', 'hello.txt'), 'hello again\n');

  assert.equal((await readAppPackage(folder)).components[0]?.image.digest, undefined);
  assert.deepEqual(await told(folder), ['warning allmende-app.yaml:10 no-digest']);
});

test('whatever is missing or unreadable is told with file and line', async () => {
  const folder = await newFolder();
  await writeFile(path.join(folder, 'allmende-app.lock.yaml'), 'images: [');
  assert.ok((await told(folder)).includes('error allmende-app.lock.yaml:1 no-lock'));
  await rm(path.join(folder, 'allmende-app.lock.yaml'));
  await rm(path.join(folder, 'publiccode.yml'));
  assert.ok((await told(folder)).includes('error publiccode.yml:1 no-publiccode'));
  await writeFile(path.join(folder, 'allmende-app.yaml'), 'app: a\napp: b\n');
  assert.ok((await told(folder)).includes('error allmende-app.yaml:2 no-yaml'));
  await rm(path.join(folder, 'allmende-app.yaml'));
  assert.ok((await told(folder)).includes('error allmende-app.yaml:1 no-manifest'));
  await assert.rejects(readAppPackage(folder), UnusablePackage);
});

test('a fault stands at the line where it is written', async () => {
  const folder = await newFolder();
  await writeFile(path.join(folder, 'allmende-app.yaml'), 'allmendeApp: "1"\napp: sample\ncomponents:\n  - name: web\n    user: 0\n');
  assert.ok((await told(folder)).includes('error allmende-app.yaml:5 schema'));
});

test('a link in the build folder is refused, because what it leads to could change unseen', async () => {
  const folder = await newFolder();
  await symlink('/etc/hostname', path.join(folder, 'image', 'name'));
  assert.ok((await told(folder)).some((problem) => problem.endsWith('no-build-folder')));
});

test('no text makes the reader throw', async () => {
  const folder = await newFolder();
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ maxLength: 200 }), fc.json({ maxDepth: 4 })), async (text) => {
    await writeFile(path.join(folder, 'allmende-app.yaml'), text);
    const { problems } = await readPackageFolder(folder);
    assert.ok(problems.some(({ severity, line }) => severity === 'error' && line >= 1));
  }), { numRuns: 60 });
});
