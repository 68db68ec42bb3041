import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@allmende/database';
import { systemClock } from '@allmende/time';
import { endInstance, fetchArchive, getInstance, requestArchive, resumeInstance, showAccess, suspendInstance } from '../index.ts';
import { createOperations } from '../module.ts';
import { readArchive } from '../testing/index.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
// A program lives in real time; only the test of deletion looks from the future.
let ahead = 0;
const house = { ...stand.house, clock: { ...systemClock, now: () => new Date(Date.now() + ahead) } };
const operations = createOperations({ apps: [] });
const children: ChildProcess[] = [];
after(async () => {
  await operations.stopPrograms(house);
  for (const child of children) child.kill('SIGKILL');
});

const town = stand.newAuthority();
const ctx = { ...town.ctx, clock: house.clock };
const FLOWS = [{ id: 'f1', type: 'tab', label: 'Pegelstand' }];
let id = '';

async function passUntil(state: string, limitMs = 40_000): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    await operations.reconcile(house, { tenant: town.tenant, instance: id });
    const { instance } = await getInstance(ctx, { instance: id });
    if (instance.observed === state) return;
    assert.ok(Date.now() < end, `still ${instance.observed} (${instance.detail ?? ''}) instead of ${state}`);
    await sleep(250);
  }
}

const folder = () => path.join(house.config.dataDir, 'instances', id);
const pid = async () => Number(await readFile(path.join(folder(), 'pid'), 'utf8'));

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch {
    return false;
  }
}

async function signIn(): Promise<{ address: string; token: string }> {
  const { account, password } = await showAccess(ctx, { instance: id });
  const address = `${(await getInstance(ctx, { instance: id })).instance.upstream ?? ''}/`;
  const wrong = await fetch(`${address}auth/token`, { method: 'POST', body: new URLSearchParams({ client_id: 'node-red-admin', grant_type: 'password', scope: '*', username: account, password: `${password}x` }) });
  assert.notEqual(wrong.status, 200);
  const answer = await fetch(`${address}auth/token`, { method: 'POST', body: new URLSearchParams({ client_id: 'node-red-admin', grant_type: 'password', scope: '*', username: account, password }) });
  assert.equal(answer.status, 200);
  return { address, token: ((await answer.json()) as { access_token: string }).access_token };
}

test('Node-RED is started for an authority, answers on the loopback only and asks for its own password', { timeout: 60_000 }, async () => {
  id = (await town.request({ app: 'node-red', title: 'Node-RED', runtime: 'process', approvedAt: house.clock.now() })).id;
  await passUntil('running');
  const { instance, steps } = await getInstance(ctx, { instance: id });
  assert.match(instance.upstream ?? '', /^http:\/\/127\.0\.0\.1:\d+$/u);
  assert.deepEqual(steps.map((step) => step.step), ['start']);
  assert.equal((await fetch(`${instance.upstream}/flows`)).status, 401);
  const { address, token } = await signIn();
  const saved = await fetch(`${address}flows`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(FLOWS) });
  assert.equal(saved.status, 204);
  const nodes = await (await fetch(`${address}nodes`, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } })).text();
  assert.doesNotMatch(nodes, /"exec"/u, 'a flow must not start programs of the machine');
  assert.equal((await stat(folder())).mode & 0o077, 0, 'nobody else may look into the folder');
});

test('it survives its worker: another one finds it and starts no second', { timeout: 30_000 }, async () => {
  const before = await pid();
  const other = createOperations({ apps: [] });
  assert.equal(await other.reconcile(house, { tenant: town.tenant, instance: id }), 'settled');
  assert.equal(await pid(), before);
  assert.ok(isAlive(before));
});

test('it is started again when it dies', { timeout: 60_000 }, async () => {
  const before = await pid();
  process.kill(before, 'SIGKILL');
  await sleep(300);
  await passUntil('failing');
  await passUntil('running');
  assert.notEqual(await pid(), before);
  const { address, token } = await signIn();
  assert.deepEqual(((await (await fetch(`${address}flows`, { headers: { authorization: `Bearer ${token}` } })).json()) as { label: string }[]).map((flow) => flow.label), ['Pegelstand']);
});

test('its data come as an archive and start a second instance elsewhere', { timeout: 90_000 }, async () => {
  await requestArchive(ctx, { instance: id });
  await passUntil('running');
  const { archives } = await getInstance(ctx, { instance: id });
  const bytes = await buffer((await fetchArchive(ctx, { instance: id, archive: archives[0]?.id ?? '' })).bytes);
  assert.ok((await readArchive(bytes)).files().includes('files/data/flows.json'));
  const first = id;
  id = (await town.request({ app: 'node-red', runtime: 'process', contractId: newId() })).id;
  await passUntil('running');
  await operations.restoreArchive(ctx, { instance: id, bytes });
  await passUntil('failing');
  await passUntil('running');
  assert.deepEqual(JSON.parse(await readFile(path.join(folder(), 'data', 'flows.json'), 'utf8')), JSON.parse(await readFile(path.join(house.config.dataDir, 'instances', first, 'data', 'flows.json'), 'utf8')));
  assert.equal(await readFile(path.join(folder(), 'secret'), 'utf8'), await readFile(path.join(house.config.dataDir, 'instances', first, 'secret'), 'utf8'));
  await suspendInstance(ctx, { instance: id });
  await passUntil('suspended');
  assert.equal(existsSync(path.join(folder(), 'pid')), false);
  id = first;
});

test('a program without an instance is ended, one with an instance is not, and a foreign process is never touched', { timeout: 30_000 }, async () => {
  const orphan = newId();
  const home = path.join(house.config.dataDir, 'instances', orphan);
  await mkdir(path.join(home, 'data'), { recursive: true });
  const lost = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', `${home}/settings.cjs`], { stdio: 'ignore' });
  await writeFile(path.join(home, 'pid'), String(lost.pid));
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  children.push(lost, stranger);
  const strangers = path.join(house.config.dataDir, 'instances', newId());
  await mkdir(strangers, { recursive: true });
  await writeFile(path.join(strangers, 'pid'), String(stranger.pid));
  const ended = new Promise((resolve) => { lost.once('exit', resolve); });
  await operations.sweep(house);
  await ended;
  assert.ok(existsSync(path.join(home, 'data')), 'data are never deleted on a guess');
  assert.ok(isAlive(await pid()));
  assert.ok(isAlive(stranger.pid ?? 0));
});

test('suspended it is gone and comes back; removed it leaves nothing', { timeout: 60_000 }, async () => {
  const before = await pid();
  await suspendInstance(ctx, { instance: id });
  await passUntil('suspended');
  assert.equal(isAlive(before), false);
  await resumeInstance(ctx, { instance: id });
  await passUntil('running');
  await endInstance(ctx, { instance: id, graceDays: 1 });
  await operations.reconcile(house, { tenant: town.tenant, instance: id });
  assert.ok(existsSync(folder()));
  ahead = 86_400_000 + 60_000;
  await passUntil('removed');
  assert.equal(existsSync(folder()), false);
});
