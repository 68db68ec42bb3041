import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { systemActor } from '@allmende/access';
import { testDatabase } from '@allmende/database/testing';
import { closeDocuments } from '@allmende/documents';
import { folderStore } from '@allmende/files';
import { testHouse } from '@allmende/house/testing';
import { recordNeed } from '@allmende/needs';
import { aNeed } from '@allmende/needs/testing';
import { fileKeyStore } from '@allmende/secrets';
import { addLine, approveOrder, createOrder, listContracts, readContractDocument, storeContractDocuments, submitOrder } from '../index.ts';
import { neverVetted, openStand, STAND_APPS, STAND_MIGRATIONS } from '../testing/index.ts';
import { verifyEveryOrder } from './verify-every-order.ts';

const KILLS = 20;
const ORDERS_PER_KILL = 5;

const { database, urls } = await testDatabase(STAND_MIGRATIONS);
const folder = await mkdtemp(path.join(tmpdir(), 'allmende-kills-'));
const house = { ...testHouse(database), keys: fileKeyStore(`${folder}/keys`), files: folderStore(`${folder}/files`) };
const { as, heilbronn, offers } = await openStand(house);
const officer = as(house, heilbronn, 'digital-officer');
const approver = as(house, heilbronn, 'approver');
after(async () => {
  await closeDocuments();
  await rm(folder, { recursive: true, force: true });
});

async function submittedOrder(): Promise<string> {
  const need = await recordNeed(officer, aNeed());
  const { id } = await createOrder(officer, { need: need.id });
  await addLine(officer, STAND_APPS, { order: id, offer: offers.onlineServices, parameters: { services: ['hundesteuer'] } });
  await addLine(officer, STAND_APPS, { order: id, offer: offers.cases });
  await submitOrder(officer, { order: id, ground: 'in-house', commitment: { kind: 'everyday', basis: '', reason: 'Ein Beispiel' } }, neverVetted);
  return id;
}

test('a process killed in the middle of approvals leaves whole contracts or none, and the retry completes each exactly once', { timeout: 500_000 }, async () => {
  let cutShort = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const orders: string[] = [];
    for (let count = 0; count < ORDERS_PER_KILL; count += 1) orders.push(await submittedOrder());
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'approve-until-killed.ts'), urls.app, urls.platform, folder, heilbronn, approver.actor.accountId, ...orders], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    await pause(Math.random() * 900);
    child.kill('SIGKILL');
    const [code] = (await ended) as [number | null];
    if (code === null) cutShort += 1;
    await verifyEveryOrder(database, heilbronn, { settled: false });
    for (const order of orders) assert.equal((await approveOrder(approver, { order })).state, 'contracted');
  }
  const contracts = await listContracts(officer);
  assert.equal(contracts.length, Math.min(500, KILLS * ORDERS_PER_KILL));
  for (const { id } of contracts) await storeContractDocuments({ ...house, tenant: heilbronn, actor: systemActor('procurement') }, { contract: id });
  assert.equal(await verifyEveryOrder(database, heilbronn, { settled: true }), KILLS * ORDERS_PER_KILL);
  for (const { id } of contracts) assert.ok((await readContractDocument(officer, { contract: id, kind: 'contract' })).bytes.length > 1000);
  assert.ok(cutShort > KILLS / 4, `only ${cutShort} of ${KILLS} processes were killed before their end`);
});
