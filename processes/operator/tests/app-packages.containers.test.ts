import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { BuiltComponent, TrialReport } from '@allmende/app-packages';
import { noContainers } from '@allmende/operations/testing';
import { command, temporaryFolder, Up, type Ended } from './start-up.ts';

const APPS = path.join(import.meta.dirname, '../../../ops/apps');
const MINUTES = 60_000;
const skip = await noContainers();

describe('the app packages that ship with the platform', { skip, timeout: 30 * MINUTES }, () => {
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  let dataDir = '';
  before(async () => {
    place = await temporaryFolder();
    dataDir = path.join(place.folder, 'data');
    // A lock in the folders of the repository would be that of another test.
    for (const app of ['node-red', 'node-red-4', 'dokuwiki']) await cp(path.join(APPS, app), path.join(place.folder, app), { recursive: true });
  });
  after(() => place[Symbol.asyncDispose]());

  const app = (...args: string[]): Promise<Ended> => command(['app', ...args, ...(args[0] === 'test' || args[0] === 'publish' ? ['--data-dir', dataDir] : [])], {}, 10 * MINUTES);
  const folder = (name: string) => path.join(place.folder, name);
  const said = <Answer>(ended: Ended): Answer => {
    assert.notEqual(ended.stdout.trim(), '', ended.stderr);
    return JSON.parse(ended.stdout) as Answer;
  };

  test('their images are built once and then found, lean', async (t) => {
    for (const [name, mostMegabytes] of [['node-red', 230], ['node-red-4', 230], ['dokuwiki', 120]] as const) {
      const [built] = said<BuiltComponent[]>(await app('build', folder(name), '--json'));
      assert.ok(built, name);
      assert.ok(built.sizeBytes < mostMegabytes * 1e6, `${name}: ${built.sizeBytes} bytes`);
      t.diagnostic(`${name}: ${(built.sizeBytes / 1e6).toFixed(0)} MB, ${built.isNew ? `built in ${built.seconds.toFixed(1)} s` : 'there'}`);
      const [again] = said<BuiltComponent[]>(await app('build', folder(name), '--json'));
      assert.deepEqual({ digest: again?.digest, isNew: again?.isNew }, { digest: built.digest, isNew: false });
      assert.equal(said<{ fit: boolean; problems: unknown[] }>(await app('check', folder(name), '--json')).problems.length, 0);
    }
  });

  test('nobody publishes what was not tried', async () => {
    const refused = await app('publish', folder('dokuwiki'));
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /nicht erprobt.*operator\/untried/su);
  });

  test('DokuWiki reaches the highest level; recovery is measured', async (t) => {
    const report = said<TrialReport>(await app('test', folder('dokuwiki'), '--json'));
    assert.deepEqual(report.steps.filter(({ outcome }) => outcome === 'failed'), []);
    assert.equal(report.level, 7);
    t.diagnostic(`recovery: ${report.recoverySeconds} s`);
    isShownOnPlatform(t, report);
  });

  test('Node-RED reaches the highest level and takes over flows and credentials of the version before', async (t) => {
    const report = said<TrialReport>(await app('test', folder('node-red'), '--from', folder('node-red-4'), '--json'));
    assert.deepEqual(report.steps.filter(({ outcome }) => outcome === 'failed'), []);
    assert.deepEqual([report.level, report.updatedFrom], [7, '4.1.15']);
    t.diagnostic(`recovery: ${report.recoverySeconds} s`);
    isShownOnPlatform(t, report);
  });

  test('a version broken on purpose is told apart, says why and leaves nothing', async () => {
    await cp(folder('node-red'), folder('broken'), { recursive: true });
    const manifest = path.join(folder('broken'), 'allmende-app.yaml');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, text.replace('version: 5.0.7', 'version: 5.0.8').replace('/app/node_modules/node-red/red.js', '/app/gone.js').replace('startSeconds: 60', 'startSeconds: 3'));
    const ended = await app('test', folder('broken'), '--json');
    const report = said<TrialReport>(ended);
    assert.deepEqual([ended.code, report.level], [1, 0]);
    assert.match(report.steps[0]?.detail ?? '', /Cannot find module '\/app\/gone\.js'/u);
    assert.equal(report.steps.at(-1)?.outcome, 'passed');
    assert.equal((await app('publish', folder('broken'))).code, 1);
  });

  test('what was tried is published once, stands in the store under its own solution and has no invented price', async () => {
    assert.match((await app('publish', folder('node-red'))).stderr, /operator\/not-running/u);
    await using up = new Up(dataDir, ['--empty']);
    const run = await up.ready();
    for (const name of ['node-red', 'dokuwiki']) {
      const published = said<{ digest: string; solution: string }>(await app('publish', folder(name), '--json'));
      assert.equal(published.solution, name);
      assert.equal(said<{ digest: string }>(await app('publish', folder(name), '--json')).digest, published.digest);
      const solution = (await (await fetch(new URL(`/api/v1/solutions/${name}`, run.address))).json()) as { offers: { appId: string; plan: string; prices: unknown[] }[] };
      assert.deepEqual(solution.offers.filter(({ appId }) => appId === name).map(({ plan, prices }) => ({ plan, prices })), [{ plan: 'standard', prices: [] }]);
    }
    const manifest = path.join(folder('dokuwiki'), 'allmende-app.yaml');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('egress: none', 'egress: internet'));
    assert.match((await app('publish', folder('dokuwiki'), '--untested')).stderr, /app-packages\/released-before/u);
  });
});

/** Sign-in, sign-out and isolation were tried and passed; only the time of the sign-out depends on what else the machine does, so too slow is no fault here. */
function isShownOnPlatform(t: TestContext, report: TrialReport): void {
  const steps = (report.checks ?? []).flatMap((check) => check.steps);
  assert.deepEqual(steps.filter(({ detail, outcome }) => outcome !== 'passed' && !detail?.startsWith('Es dauerte länger als 2 s')), []);
  assert.deepEqual((report.checks ?? []).map(({ check, outcome }) => (check === 'sign-out' ? check : `${check} ${outcome}`)), ['single-sign-on passed', 'sign-out', 'isolation passed']);
  assert.match(steps.find(({ check }) => check === 'sign-out')?.detail ?? '', /Back-Channel/u);
  for (const { detail, name } of steps) if (detail !== undefined) t.diagnostic(`${name}: ${detail}`);
}
