import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { copyInstance, endInstance, fetchArchive, getInstance, lifeStage, listBackupStates, listDrills, listInstances, requestDrill, restoreInstance, updateInstance } from '../index.ts';
import { backUpInstances } from '../actions/back-up-instances.ts';
import { eraseArchives } from '../actions/erase-archives.ts';
import { findDeletion } from '../data/deletion.ts';
import { proofHash } from '../domain/deletion.ts';
import { openWiki as open } from '../testing/open-wiki.ts';
import { readArchive } from '../testing/index.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const DAY = 86_400_000;
const openWiki = () => open(house, stand.newAuthority());
const operator = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Omar Beispiel', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] }, PLATFORM_TENANT);

test('every night each app in containers is saved once, read back, kept as long as its plan says and then erased', async () => {
  const wiki = await openWiki();
  assert.ok((await backUpInstances(house)) >= 1);
  const place = { tenant: wiki.town.tenant, instance: wiki.id };
  await wiki.operations.backUp(house, place);
  await wiki.operations.backUp(house, place);
  const [backup, ...others] = (await wiki.see()).archives;
  assert.deepEqual([backup?.reason, backup?.files, others.length], ['nightly', 2, 0]);
  assert.equal((backup?.keepUntil?.getTime() ?? 0) - (backup?.madeAt.getTime() ?? 0), 14 * DAY);
  assert.ok(backup?.provenAt);
  house.clock.advanceMs(DAY);
  await wiki.operations.backUp(house, place);
  assert.equal((await wiki.see()).archives.length, 2);
  house.clock.advanceMs(13 * DAY);
  await eraseArchives(house);
  assert.equal((await wiki.see()).archives.length, 1);
});

test('whoever watches sees what runs for longer without a recent backup, and only that', async () => {
  const wiki = await openWiki();
  const place = { tenant: wiki.town.tenant, instance: wiki.id };
  const missing = async (hours: number) => (await listBackupStates(house, new Date(house.clock.now().getTime() - hours * 3_600_000))).filter((one) => one.instance === wiki.id).map((one) => one.newestAt?.toISOString());
  assert.deepEqual(await missing(1), [], 'it runs for less than an hour');
  house.clock.advanceMs(2 * 3_600_000);
  assert.deepEqual(await missing(1), [undefined]);
  const savedAt = house.clock.now().toISOString();
  await wiki.operations.backUp(house, place);
  assert.deepEqual(await missing(1), []);
  house.clock.advanceMs(2 * 3_600_000);
  assert.deepEqual([await missing(1), await missing(3)], [[savedAt], []]);
});

test('a return to a backup saves the present state first, so that it can be undone in the same way', async () => {
  const wiki = await openWiki();
  await wiki.operations.backUp(house, { tenant: wiki.town.tenant, instance: wiki.id });
  wiki.files.set('pages/start.txt', 'von Unbefugten überschrieben');
  wiki.files.set('pages/neu.txt', 'heute geschrieben');
  const [backup] = (await wiki.see()).archives;
  await restoreInstance(wiki.town.ctx, { instance: wiki.id, archive: backup?.id ?? '' });
  assert.equal(lifeStage((await wiki.see()).instance), 'restoring');
  const back = await wiki.settle();
  assert.deepEqual([...wiki.runtime.filesOf(back) ?? []].filter(([path]) => path !== 'secret').toSorted(), [['pages/hunde.txt', 'Alles über die Hundesteuer'], ['pages/start.txt', 'Willkommen']]);
  const before = (await wiki.see()).archives.find((one) => one.reason === 'before-restore');
  await restoreInstance(wiki.town.ctx, { instance: wiki.id, archive: before?.id ?? '' });
  const undone = await wiki.settle();
  assert.equal(wiki.runtime.filesOf(undone)?.get('pages/neu.txt'), 'heute geschrieben');
  assert.equal(undone.generation, 3);
  assert.deepEqual([...wiki.runtime.generations.keys()], [`${wiki.id}/3`]);
});

test('a return works although the present state cannot be saved by its own command any more', async () => {
  const wiki = await openWiki();
  await wiki.operations.backUp(house, { tenant: wiki.town.tenant, instance: wiki.id });
  const { backup } = wiki.runtime;
  wiki.runtime.backup = async (ctx, instance, to, options) => {
    if (!options?.asTheyLie) throw new Error('the database of the app is broken');
    return backup(ctx, instance, to, options);
  };
  const [nightly] = (await wiki.see()).archives;
  await restoreInstance(wiki.town.ctx, { instance: wiki.id, archive: nightly?.id ?? '' });
  assert.equal((await wiki.settle()).generation, 2);
  assert.equal((await wiki.see()).archives.find((one) => one.reason === 'before-restore')?.asTheyLie, true);
});

test('after an update the state and the version of before can be had back', async () => {
  const wiki = await openWiki();
  await updateInstance(wiki.town.ctx, { instance: wiki.id, version: '2.0.0' });
  await wiki.settle();
  const before = (await wiki.see()).archives.find((one) => one.reason === 'before-update');
  await restoreInstance(wiki.town.ctx, { instance: wiki.id, archive: before?.id ?? '', version: 'then' });
  const back = await wiki.settle();
  assert.equal(back.packageVersion, '1.0.0');
  assert.equal(wiki.runtime.filesOf(back)?.get('schema'), undefined);
  await restoreInstance(wiki.town.ctx, { instance: wiki.id, archive: before?.id ?? '' });
  assert.equal((await wiki.settle()).packageVersion, '1.0.0');
});

test('a copy opens older data beside the app, has its secrets, ends by itself, and leaves the app alone', async () => {
  const wiki = await openWiki();
  await wiki.operations.backUp(house, { tenant: wiki.town.tenant, instance: wiki.id });
  const secret = wiki.files.get('secret');
  wiki.files.delete('pages/hunde.txt');
  const [backup] = (await wiki.see()).archives;
  const copy = await copyInstance(wiki.town.ctx, { instance: wiki.id, archive: backup?.id ?? '', days: 2 });
  const running = await wiki.settle(copy.id);
  assert.equal(running.observed, 'running');
  assert.match(running.title, /Kopie vom \d\d\.\d\d\.\d{4}/u);
  assert.equal(wiki.runtime.filesOf(running)?.get('pages/hunde.txt'), 'Alles über die Hundesteuer');
  assert.equal(wiki.runtime.filesOf(running)?.get('secret'), secret);
  assert.equal((await listInstances(wiki.town.ctx)).length, 2);
  await assert.rejects(copyInstance(wiki.town.ctx, { instance: wiki.id, archive: backup?.id ?? '', days: 31 }), { code: 'kernel/invalid-input' });
  await assert.rejects(copyInstance(stand.newAuthority().ctx, { instance: wiki.id, archive: backup?.id ?? '' }), NotFound);
  house.clock.advanceMs(2 * DAY);
  await wiki.settle(copy.id);
  assert.equal(lifeStage((await wiki.see(copy.id)).instance), 'data-returned');
  house.clock.advanceMs(DAY);
  await wiki.settle(copy.id);
  assert.equal(lifeStage((await wiki.see(copy.id)).instance), 'deleted');
  assert.equal((await wiki.see()).instance.wanted, 'running');
  assert.deepEqual([...wiki.runtime.generations.keys()], [`${wiki.id}/1`]);
});

test('a copy that cannot be filled is removed, never an empty app in its place', async () => {
  const wiki = await openWiki();
  await wiki.operations.backUp(house, { tenant: wiki.town.tenant, instance: wiki.id });
  const [backup] = (await wiki.see()).archives;
  const copy = await copyInstance(wiki.town.ctx, { instance: wiki.id, archive: backup?.id ?? '' });
  wiki.runtime.hook = (call, _moment, instance) => { if (call === 'restore' && instance.id === copy.id) throw new Error('no space left'); };
  await wiki.settle(copy.id);
  assert.equal(lifeStage((await wiki.see(copy.id)).instance), 'deleted');
  assert.deepEqual([...wiki.runtime.generations.keys()], [`${wiki.id}/1`]);
});

test('a drill restores into a scratch instance, compares, measures and leaves nothing; one that fails says why', async () => {
  const wiki = await openWiki();
  const place = { tenant: wiki.town.tenant, instance: wiki.id };
  await wiki.operations.drill(house, place);
  const [passed] = await listDrills(operator);
  assert.deepEqual([passed?.outcome, passed?.instanceId, passed?.files], ['passed', wiki.id, 2]);
  assert.ok(passed?.recoveryMs !== undefined && passed.treeSha256 === (await wiki.see()).archives[0]?.treeSha256);
  wiki.runtime.hook = (call, moment, instance) => { if (call === 'restore' && moment === 'after') wiki.runtime.generations.get(`${instance.id}/1`)?.files.delete('pages/start.txt'); };
  house.clock.advanceMs(1000);
  await wiki.operations.drill(house, place);
  const [failed] = await listDrills(operator);
  assert.equal(failed?.outcome, 'failed');
  assert.match(failed?.detail ?? '', /1 Dateien fehlen oder sind verändert/u);
  assert.deepEqual([...wiki.runtime.generations.keys()], [`${wiki.id}/1`]);
  await requestDrill(operator, place);
  await assert.rejects(requestDrill(wiki.town.ctx, place));
});

test('what a killed drill left is no orphan while it runs, and cleared away before the next', async () => {
  const wiki = await openWiki();
  const place = { tenant: wiki.town.tenant, instance: wiki.id };
  await wiki.operations.drill(house, place);
  const scratch = newId();
  wiki.runtime.generations.set(`${scratch}/1`, { version: '1.0.0', state: 'running', files: new Map() });
  await wiki.town.sql("insert into operations.drill (tenant_id, id, instance_id, app, scratch_id, started_at) values ($1, $2, $3, 'wiki', $4, $5)", [wiki.town.tenant, newId(), wiki.id, scratch, house.clock.now()]);
  await wiki.operations.sweep(house);
  assert.ok(wiki.runtime.generations.has(`${scratch}/1`));
  await wiki.operations.drill(house, place);
  assert.deepEqual([...wiki.runtime.generations.keys()], [`${wiki.id}/1`]);
  assert.equal((await listDrills(operator)).filter((one) => one.scratchId === scratch && one.outcome === 'failed').length, 1);
});

test('at the end data are returned and read back before anything is deleted, and the deletion leaves a proof that the audit log vouches for', async () => {
  const wiki = await openWiki();
  await wiki.operations.backUp(house, { tenant: wiki.town.tenant, instance: wiki.id });
  const { files } = house;
  let damaged = 0;
  const damaging = { ...house, files: { ...files, getStream: async (key: string, range?: { start: number; end: number }) => { const object = await files.getStream(key, range); if (!object || damaged > 0 || !range || range.end < 41) return object; damaged += 1; const wrong = await buffer(object.stream); wrong[0] = (wrong[0] ?? 0) ^ 1; return { ...object, stream: Readable.from([wrong]) }; } } };
  await endInstance(wiki.town.ctx, { instance: wiki.id, graceDays: 1 });
  await wiki.operations.reconcile(damaging, { tenant: wiki.town.tenant, instance: wiki.id });
  assert.equal(damaged, 1);
  assert.equal((await wiki.see()).instance.dataReturnedAt, undefined, 'an archive that does not come back whole does not count');
  await wiki.settle();
  house.clock.advanceMs(2 * DAY);
  await wiki.settle();
  const { instance, archives } = await wiki.see();
  assert.equal(lifeStage(instance), 'deleted');
  const kept = await house.database.inTenant(wiki.town.ctx.tenant, (tx) => findDeletion(tx, wiki.id));
  assert.ok(kept && proofHash(kept.proof) === kept.sha256);
  assert.deepEqual([kept.proof.generationsGone, kept.proof.returned.length, kept.proof.backupsErased.length], [[1], 1, 1]);
  assert.ok(kept.proof.keyDestroyed);
  const [entry] = await wiki.town.sql<{ body: string }>("select body from audit.entry where action = 'operations/instance-removed'");
  assert.ok(entry?.body.includes(kept.sha256));
  await eraseArchives(house);
  const left = (await getInstance(wiki.town.ctx, { instance: wiki.id })).archives;
  assert.deepEqual(left.map((one) => one.reason), ['exit']);
  const file = await fetchArchive(wiki.town.ctx, { instance: wiki.id, archive: archives.find((one) => one.reason === 'exit')?.id ?? '' });
  assert.equal((await readArchive(await buffer(file.bytes))).files().length, 2);
});
