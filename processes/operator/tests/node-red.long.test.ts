import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { readArchive } from '@allmende/operations/testing';
import { asOwner } from './database-of.ts';
import { demoAccount, processesOf, signIn, temporaryFolder, until, Up, type Speaker } from './start-up.ts';

type Instance = { id: string; app: string; contract: string; stage: string; wanted: string; observed: string; approvedAt: string; runningAt: string | null; dataReturnedAt: string | null; deletedAt: string | null; detail: string | null };
type Detail = { instance: Instance; archives: { id: string; reason: string; sizeBytes: number }[] };

const TOWN = '/authorities/ruesselsheim-am-main';
const place = await temporaryFolder();
const dataDir = path.join(place.folder, 'data');
const up = new Up(dataDir);
after(async () => {
  await up[Symbol.asyncDispose]();
  await place[Symbol.asyncDispose]();
});
const run = await up.ready();
const officer = await signIn(run.address, await demoAccount(dataDir, 'digital-officer', 'ruesselsheim-am-main'));
const approver = await signIn(run.address, await demoAccount(dataDir, 'approver', 'ruesselsheim-am-main'));
let instance = '';

const look = async (as: Speaker = officer): Promise<Detail> => as<Detail>('GET', `${TOWN}/instances/${instance}`);
const folder = () => path.join(dataDir, 'instances', instance);
const programs = async () => (await processesOf(dataDir, { ...run, children: {}, pid: 0 })).filter((line) => line.includes(folder()));
const page = async (): Promise<number> => {
  const { port } = JSON.parse(await readFile(path.join(folder(), 'state.json'), 'utf8')) as { port: number };
  return fetch(`http://127.0.0.1:${port}/`).then((response) => response.status, () => 0);
};
const becomes = (stage: string, patienceMs = 90_000) => until(async () => (await look()).instance.stage === stage, `the app to be ${stage}`, patienceMs, () => undefined, () => up.output);

test('a foreign program is ordered from a need, approved by a second person, and runs', async (t) => {
  const need = await officer<{ id: string }>('POST', `${TOWN}/needs`, { title: 'Abläufe zwischen Fachverfahren verbinden', details: '', category: 'workflow-management', casesPerYear: null, wantedBy: null });
  const solution = await officer<{ offers: { id: string; appId: string }[] }>('GET', '/solutions/node-red');
  const offer = solution.offers.find(({ appId }) => appId === 'node-red');
  assert.ok(offer, 'the store offers it');
  const order = await officer<{ id: string }>('POST', `${TOWN}/orders`, { need: need.id });
  await officer('POST', `${TOWN}/orders/${order.id}/lines`, { offer: offer.id, parameters: {} });
  const submitted = await officer<{ version: number; state: string }>('POST', `${TOWN}/orders/${order.id}/submission`, { ground: 'in-house', commitment: { kind: 'everyday', basis: 'Beispiel', reason: 'Probe auf einer Maschine (Beispiel).' } });
  await assert.rejects(officer('POST', `${TOWN}/orders/${order.id}/approval`, { version: submitted.version }), /: 40[34] /u, 'nobody approves the own order');
  assert.equal((await officer<{ instances: Instance[] }>('GET', `${TOWN}/instances`)).instances.length, 0, 'nothing runs without approval');

  await approver('POST', `${TOWN}/orders/${order.id}/approval`, { version: submitted.version });

  await until(async () => {
    const { instances } = await officer<{ instances: Instance[] }>('GET', `${TOWN}/instances`);
    instance = instances[0]?.id ?? '';
    return instances[0]?.observed === 'running';
  }, 'Node-RED to run', 90_000, () => undefined, () => up.output);
  const { instance: seen } = await look();
  const seconds = (Date.parse(seen.runningAt ?? '') - Date.parse(seen.approvedAt)) / 1000;
  t.diagnostic(`approved → running in ${seconds.toFixed(1)} s`);
  assert.ok(seconds > 0 && seconds <= 60, `took ${seconds} s`);
  assert.equal(await page(), 200);
  assert.equal((await programs()).length, 1);
});

test('it rests when suspended, and comes back where it was', async () => {
  const { port } = JSON.parse(await readFile(path.join(folder(), 'state.json'), 'utf8')) as { port: number };
  await officer('POST', `${TOWN}/instances/${instance}/suspension`);
  await becomes('suspended');
  assert.equal(await page(), 0);
  assert.deepEqual(await programs(), []);
  await officer('POST', `${TOWN}/instances/${instance}/resumption`);
  await becomes('running');
  assert.equal(await page(), 200);
  assert.equal((JSON.parse(await readFile(path.join(folder(), 'state.json'), 'utf8')) as { port: number }).port, port);
});

test('it is started again when it is killed, and outlives a worker that is killed', async () => {
  const [first = ''] = await programs();
  process.kill(Number(first.split(' ')[0]), 'SIGKILL');
  await until(async () => (await page()) === 200 && (await programs())[0] !== first, 'a new Node-RED', 120_000);
  const [second = ''] = await programs();
  const { children } = await up.runFile();
  process.kill(children['worker'] ?? 0, 'SIGKILL');
  await until(async () => (await up.runFile()).children['worker'] !== children['worker'], 'a new worker');
  assert.deepEqual(await programs(), [second]);
  assert.equal(await page(), 200);
});

test('an archive of everything can be made and fetched while it runs', async () => {
  await officer('POST', `${TOWN}/instances/${instance}/archives`);
  await until(async () => (await look()).archives.length === 1, 'the archive');
  const [archive] = (await look()).archives;
  const archived = await readArchive(await officer<Uint8Array>('GET', `${TOWN}/instances/${instance}/archives/${archive?.id ?? ''}`));
  assert.equal(archived.manifest.app, 'node-red');
  assert.ok(archived.files().some((name) => name.startsWith('files/data/')));
});

test('at its end the data are returned first and removed after the time for fetching them', async () => {
  const { instance: before } = await look();
  await approver('POST', `${TOWN}/contracts/${before.contract}/end`);
  await becomes('data-returned');
  assert.deepEqual(await programs(), []);
  const exit = (await look()).archives.find(({ reason }) => reason === 'exit');
  assert.ok(exit && exit.sizeBytes > 0);
  assert.equal(existsSync(folder()), true, 'nothing is deleted yet');

  assert.equal(await asOwner(dataDir, run, `update operations.instance set delete_after = now() where id = $1`, [instance]), 1);
  // A worker that starts looks at everything at once; otherwise the next look is up to a minute away.
  process.kill((await up.runFile()).children['worker'] ?? 0, 'SIGKILL');
  await becomes('deleted', 150_000);
  assert.equal(existsSync(folder()), false);
  const archived = await readArchive(await officer<Uint8Array>('GET', `${TOWN}/instances/${instance}/archives/${exit.id}`));
  assert.equal(archived.manifest.app, 'node-red', 'the archive is kept for the authority');
});

test('Ctrl-C leaves no process', async () => {
  const latest = await up.runFile();
  assert.equal(await up.stop(), 0);
  assert.deepEqual(await processesOf(dataDir, latest), []);
});
