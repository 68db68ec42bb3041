import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { endInstance, lifeStage, NotInThisState, updateInstance, updateWithoutOwnBackup } from '../index.ts';
import { openWiki as open } from '../testing/open-wiki.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const { house } = stand;

const openWiki = () => open(house, stand.newAuthority());

test('an update saves first, takes over all data, migrates once, switches and only then drops the old version', async () => {
  const wiki = await openWiki();
  const order: string[] = [];
  wiki.runtime.hook = (call, moment, instance) => { if (moment === 'before' && call !== 'observe') order.push(`${call} ${instance.generation}`); };
  await updateInstance(wiki.town.ctx, { instance: wiki.id, version: '2.0.0' });
  assert.equal(lifeStage((await wiki.see()).instance), 'updating');
  const after = await wiki.settle();
  assert.deepEqual([after.generation, after.packageVersion, after.observed, after.candidate], [2, '2.0.0', 'running', undefined]);
  assert.deepEqual(order, ['apply 1', 'backup 1', 'dropGeneration 2', 'restore 2', 'backup 2', 'apply 2', 'migration 2', 'verify 2', 'dropGeneration 1']);
  assert.deepEqual([...wiki.runtime.generations.keys()], [`${wiki.id}/2`]);
  const files = wiki.runtime.filesOf(after) ?? assert.fail();
  assert.equal(files.get('pages/hunde.txt'), 'Alles über die Hundesteuer');
  assert.equal(files.get('schema'), '2.0.0;');
  const { archives, passages } = await wiki.see();
  assert.equal(archives[0]?.reason, 'before-update');
  assert.ok(archives[0]?.provenAt, 'the backup is proven by what was filled from it');
  assert.deepEqual(passages.map(({ fromVersion, toVersion, outcome }) => [fromVersion, toVersion, outcome]), [['1.0.0', '2.0.0', 'done']]);
});

for (const [what, breakIt] of Object.entries({
  'never answers': (wiki: Wiki) => { wiki.runtime.broken.add('2.0.0'); },
  'fails in its migration': (wiki: Wiki) => { wiki.runtime.hook = (call) => { if (call === 'migration') throw new Error('migration failed'); }; },
  'fails its own check': (wiki: Wiki) => { wiki.runtime.hook = (call) => { if (call === 'verify') throw new Error('data are not whole'); }; },
  'cannot be filled': (wiki: Wiki) => { wiki.runtime.hook = (call) => { if (call === 'restore') throw new Error('no space left'); }; },
  'loses a file when it is filled': (wiki: Wiki) => { wiki.runtime.hook = (call, moment, instance) => { if (call === 'restore' && moment === 'after') wiki.runtime.generations.get(`${instance.id}/${instance.generation}`)?.files.delete('pages/start.txt'); }; },
  'cannot be started': (wiki: Wiki) => { wiki.runtime.hook = (call, _moment, instance) => { if (call === 'apply' && instance.generation === 2) throw new Error('no such image'); }; },
  'cannot be saved before': (wiki: Wiki) => { wiki.runtime.hook = (call, _moment, instance) => { if (call === 'backup' && instance.generation === 1) throw new Error('dump failed'); }; },
})) {
  test(`when the new version ${what}, the old one serves again with all data and no hand is needed`, async () => {
    const wiki = await openWiki();
    breakIt(wiki);
    await updateInstance(wiki.town.ctx, { instance: wiki.id, version: '2.0.0' });
    const after = await wiki.settle();
    assert.deepEqual([after.generation, after.packageVersion, after.observed, lifeStage(after)], [1, '1.0.0', 'running', 'running']);
    assert.deepEqual([...wiki.runtime.generations.keys()], [`${wiki.id}/1`]);
    assert.equal(wiki.runtime.filesOf(after)?.get('pages/hunde.txt'), 'Alles über die Hundesteuer');
    const [passage] = (await wiki.see()).passages;
    assert.equal(passage?.outcome, 'returned');
    assert.match(passage?.detail ?? '', /\p{L}+ .*\./u);
    assert.doesNotMatch(passage?.detail ?? '', /failed|no such/u);
  });
}

test('when the old backup command is broken, the operator goes on with the volumes as they lie, with a reason', async () => {
  const wiki = await openWiki();
  const { backup } = wiki.runtime;
  wiki.runtime.backup = async (ctx, instance, to, options) => {
    if (!options?.asTheyLie) throw new Error('the backup command of this version is broken');
    return backup(ctx, instance, to, options);
  };
  await updateInstance(wiki.town.ctx, { instance: wiki.id, version: '2.0.0' });
  assert.equal((await wiki.settle()).packageVersion, '1.0.0');
  const operator = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Omar Beispiel', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] }, PLATFORM_TENANT);
  const wanted = { tenant: wiki.town.tenant, instance: wiki.id, version: '2.0.0' };
  await assert.rejects(updateWithoutOwnBackup(operator, { ...wanted, reason: ' ' }), { code: 'kernel/invalid-input' });
  await assert.rejects(updateWithoutOwnBackup(wiki.town.ctx, { ...wanted, reason: 'Die alte Sicherung ist defekt.' }));
  await updateWithoutOwnBackup(operator, { ...wanted, reason: 'Die Sicherung von 1.0.0 ist defekt.' });
  const after = await wiki.settle();
  assert.equal(after.packageVersion, '2.0.0');
  assert.equal(wiki.runtime.filesOf(after)?.get('pages/start.txt'), 'Willkommen');
  const entries = await wiki.town.sql<{ action: string }>("select action from audit.entry where action = 'operations/update-without-own-backup-wanted'");
  assert.equal(entries.length, 1);
});

test('while one update is under way there is no second, and ending the app gives the new version up first', async () => {
  const wiki = await openWiki();
  await updateInstance(wiki.town.ctx, { instance: wiki.id, version: '2.0.0' });
  await assert.rejects(updateInstance(wiki.town.ctx, { instance: wiki.id, version: '3.0.0' }), NotInThisState);
  await endInstance(wiki.town.ctx, { instance: wiki.id, graceDays: 1 });
  await wiki.settle();
  const { instance, archives } = await wiki.see();
  assert.equal(lifeStage(instance), 'data-returned');
  assert.equal(instance.generation, 1);
  assert.ok(archives.some((archive) => archive.reason === 'exit' && archive.files === 3 - 1));
});

type Wiki = Awaited<ReturnType<typeof openWiki>>;
