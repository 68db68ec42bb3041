import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { repositoryFolder } from '../repository-folder.ts';
import { runNodeTests } from '../run-node-tests.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allmende-runner-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function resultsOf(text: string, timeoutMs = 30_000) {
  const path = join(folder, `${crypto.randomUUID()}.test.ts`);
  await writeFile(path, `import { test, after } from 'node:test';\n${text}`);
  const results = await runNodeTests({ part: 'unit', files: [relative(repositoryFolder, path)], processes: 'own', timeoutMs });
  return results.map(({ name, state, reason, error }) => ({ name, state, reason, error }));
}

test('each test becomes one result, with the reason of a skip', async () => {
  const results = await resultsOf(`
    test('a', () => {});
    test('b', { skip: 'no data here' }, () => {});
    test('c', async (t) => { await t.test('inside', () => { throw new Error('broken'); }); });`);

  assert.deepEqual(results.map(({ name, state }) => `${name}: ${state}`), ['a: passed', 'b: skipped', 'c › inside: failed']);
  assert.equal(results[1]?.reason, 'no data here');
  assert.match(results[2]?.error ?? '', /broken/);
});

test('a file that does not load is a failure', async () => {
  const results = await resultsOf(`import './absent.ts'; test('a', () => {});`);

  assert.deepEqual(results.map(({ name, state }) => `${name}: ${state}`), ['the file loads: failed']);
});

test('a file without a test is a failure', async () => {
  const results = await resultsOf('export const a = test;');

  assert.deepEqual(results.map(({ name, state }) => `${name}: ${state}`), ['the file holds a test: failed']);
});

test('a process that dies in the middle is a failure', async () => {
  const results = await resultsOf(`test('a', () => process.exit(0));`);

  assert.deepEqual(results.map(({ state }) => state), ['failed']);
});

test('a process that does not end is stopped and is a failure', async () => {
  const results = await resultsOf(`test('a', () => { for (;;); });`, 1500);

  assert.deepEqual(results.map(({ name, state }) => `${name}: ${state}`), ['the test process comes to its end: failed']);
});

test('an open handle does not keep the process, and the last hooks still run', async () => {
  const trace = join(folder, 'trace');
  const results = await resultsOf(`
    import { writeFileSync } from 'node:fs';
    setInterval(() => {}, 1000);
    after(() => writeFileSync(${JSON.stringify(trace)}, 'cleaned'));
    test('a', () => {});`);

  assert.deepEqual(results.map(({ state }) => state), ['passed']);
  assert.equal(await readFile(trace, 'utf8'), 'cleaned');
});
