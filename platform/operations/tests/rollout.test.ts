import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishRelease } from '@allmende/app-packages';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { abortRollout, chooseChannel, getRollout, listRollouts, NotInThisState, resumeRollout, startRollout, updateInstance } from '../index.ts';
import { createOperations } from '../module.ts';
import { aPackage, memoryRuntime } from '../testing/index.ts';
import { openWiki as open } from '../testing/open-wiki.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const operator = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Omar Beispiel', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] }, PLATFORM_TENANT);
for (const version of ['2.0.0', '3.0.0']) {
  const made = aPackage({ app: 'wiki', version });
  await publishRelease(operator, { package: { ...made, components: made.components.map((one) => ({ ...one, image: { ...one.image, digest: `sha256:${'0'.repeat(64)}` } })) } });
}

test('a rollout goes stage by stage, halts by itself when an update fails, and goes on when the operator says so', async () => {
  const runtime = memoryRuntime();
  const wikis = await Promise.all(Array.from({ length: 6 }, () => open(house, stand.newAuthority(), runtime)));
  const stubborn = wikis[0] ?? assert.fail();
  await chooseChannel(stubborn.town.ctx, { instance: stubborn.id, channel: 'by-hand' });
  const { operations } = stubborn;
  const versions = async () => (await Promise.all(wikis.map(async (wiki) => (await wiki.see()).instance.packageVersion))).filter((version) => version === '2.0.0').length;
  const drive = async () => {
    await operations.driveRollouts(house);
    for (const wiki of wikis) await wiki.settle();
    await operations.driveRollouts(house);
  };
  await assert.rejects(startRollout(operator, { app: 'wiki', version: '9.9.9' }), { code: 'kernel/not-found' });
  await assert.rejects(startRollout(operator, { app: 'wiki', version: '2.0.0', stages: ['1'] }), { code: 'kernel/invalid-input' });
  await assert.rejects(startRollout(stubborn.town.ctx, { app: 'wiki', version: '2.0.0' }));
  const { id } = await startRollout(operator, { app: 'wiki', version: '2.0.0', stages: ['1', '50%', '100%'], pauseMinutes: 30 });
  await assert.rejects(startRollout(operator, { app: 'wiki', version: '3.0.0' }), NotInThisState);
  await drive();
  assert.equal(await versions(), 1);
  house.clock.advanceMs(29 * 60_000);
  await drive();
  assert.ok((await versions()) <= 3);
  house.clock.advanceMs(31 * 60_000);
  await drive();
  assert.equal(await versions(), 3);

  // From here on the new version never answers: the next one returns and the rollout halts.
  runtime.broken.add('2.0.0');
  house.clock.advanceMs(60 * 60_000);
  await drive();
  house.clock.advanceMs(60 * 60_000);
  await drive();
  const { rollout, members } = await getRollout(operator, { rollout: id });
  assert.equal(rollout.state, 'halted');
  assert.match(rollout.detail ?? '', /fehlgeschlagen/u);
  assert.ok(members.some((one) => one.state === 'failed' && one.detail));
  for (const wiki of wikis) assert.equal((await wiki.see()).instance.observed, 'running', 'whoever could not be updated runs on');

  runtime.broken.clear();
  await resumeRollout(operator, { rollout: id });
  for (let round = 0; round < 4; round += 1) {
    house.clock.advanceMs(60 * 60_000);
    await drive();
  }
  const [listed] = await listRollouts(operator);
  assert.equal(listed?.rollout.state, 'done');
  assert.equal(listed?.counts.waiting, 0);
  assert.equal((await stubborn.see()).instance.packageVersion, '1.0.0', 'who updates by hand is left alone');
});

test('outside of maintenance windows nobody is touched, whoever was quicker by hand is passed over, and an aborted rollout reaches nobody else', async () => {
  const runtime = memoryRuntime('memory-two');
  const wikis = await Promise.all(Array.from({ length: 3 }, () => open(house, stand.newAuthority(), runtime)));
  const { id } = await startRollout(operator, { app: 'wiki', version: '3.0.0', stages: ['100%'], pauseMinutes: 0 });
  const windows = createOperations({ apps: [], runtimes: [runtime], mayBegin: async () => false });
  await windows.driveRollouts(house);
  for (const wiki of wikis) assert.equal((await wiki.see()).instance.candidate, undefined);
  const quick = wikis[0] ?? assert.fail();
  await updateInstance(quick.town.ctx, { instance: quick.id, version: '3.0.0' });
  await quick.settle();
  await quick.operations.driveRollouts(house);
  const { members } = await getRollout(operator, { rollout: id });
  assert.equal(members.find((one) => one.instance === quick.id)?.state, 'skipped');
  await abortRollout(operator, { rollout: id });
  await assert.rejects(resumeRollout(operator, { rollout: id }), NotInThisState);
});
