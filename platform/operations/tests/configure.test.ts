import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishRelease, type AppPackage } from '@allmende/app-packages';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { configureInstance, getConfiguration } from '../index.ts';
import { aPackage, memoryRuntime } from '../testing/index.ts';
import { openWiki } from '../testing/open-wiki.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const operator = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Omar Beispiel', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] }, PLATFORM_TENANT);
const configuration: NonNullable<AppPackage['configuration']> = {
  type: 'object', additionalProperties: false, required: ['title'],
  properties: { title: { type: 'string', title: 'Titel', 'x-title-en': 'Title', maxLength: 20 }, pages: { type: 'integer', title: 'Seiten', 'x-title-en': 'Pages', minimum: 1, maximum: 9 } },
} as never;
const made = aPackage({ app: 'wiki', version: '1.0.0' });
await publishRelease(operator, { package: { ...made, components: made.components.map((one) => ({ ...one, image: { ...one.image, digest: `sha256:${'0'.repeat(64)}` } })), configuration } });

/** A wiki whose runtime notes what it was configured with, and refuses the title `kaputt`. */
async function configuredWiki() {
  const runtime = memoryRuntime();
  const { apply } = runtime;
  const given: unknown[] = [];
  runtime.apply = async (ctx, instance, spec) => {
    if (spec.wanted === 'running') given.push(instance.parameters['title'] ?? null);
    if (spec.wanted === 'running' && instance.parameters['title'] === 'kaputt') throw new Error('no start with this');
    return apply(ctx, instance, spec);
  };
  return { ...(await openWiki(house, stand.newAuthority(), runtime)), given };
}

test('another configuration serves after a backup, in a new generation with all data', async () => {
  const wiki = await configuredWiki();
  const before = await getConfiguration(wiki.town.ctx, { instance: wiki.id, language: 'en' });
  assert.deepEqual([before.schema.properties['title']?.title, before.chosen['title']], ['Title', undefined]);
  const wanted = await configureInstance(wiki.town.ctx, { instance: wiki.id, parameters: { title: 'Stadtwiki', pages: 3 } });
  assert.deepEqual([wanted.candidate?.stage, wanted.parameters['title']], ['saving', undefined], 'the old one serves with what it had');
  const after = await wiki.settle();
  assert.deepEqual([after.generation, after.packageVersion, after.parameters, after.observed], [2, '1.0.0', { title: 'Stadtwiki', pages: 3 }, 'running']);
  assert.equal(wiki.runtime.filesOf(after)?.get('pages/start.txt'), 'Willkommen');
  assert.equal(wiki.given.at(-1), 'Stadtwiki');
  const { passages, archives } = await wiki.see();
  assert.deepEqual([passages[0]?.outcome, archives[0]?.reason], ['done', 'before-update']);
  const rows = await house.database.inTenant(wiki.town.tenant, (tx) => tx.client.query<{ body: string }>(`select body from audit.entry where tenant_id = $1 and action = 'operations/configuration-wanted'`, [wiki.town.tenant]));
  assert.deepEqual(rows.rows.map((row) => (JSON.parse(row.body) as { facts: Record<string, string> }).facts['settings']), ['pages, title']);
  assert.doesNotMatch(JSON.stringify(rows.rows), /Stadtwiki/u);
});

test('a configuration with which it does not run leads back to the old one with all data', async () => {
  const wiki = await configuredWiki();
  await configureInstance(wiki.town.ctx, { instance: wiki.id, parameters: { title: 'gut' } });
  await wiki.settle();
  await configureInstance(wiki.town.ctx, { instance: wiki.id, parameters: { title: 'kaputt' } });
  const after = await wiki.settle();
  assert.deepEqual([after.generation, after.parameters, after.observed], [2, { title: 'gut' }, 'running']);
  assert.equal(wiki.runtime.filesOf(after)?.get('pages/hunde.txt'), 'Alles über die Hundesteuer');
  assert.equal((await wiki.see()).passages[0]?.outcome, 'returned');
});

test('what the version does not know is refused by name, and so is no change, a second change and anybody else', async () => {
  const wiki = await configuredWiki();
  const refused = (parameters: Parameters<typeof configureInstance>[1]['parameters']) => configureInstance(wiki.town.ctx, { instance: wiki.id, parameters });
  await assert.rejects(refused({ title: 'x'.repeat(21), pages: 10, other: true }), (error: { fields?: { pointer: string }[] }) => { assert.deepEqual(error.fields?.map((one) => one.pointer).toSorted(), ['/parameters/other', '/parameters/pages', '/parameters/title']); return true; });
  await assert.rejects(refused({}), { code: 'kernel/invalid-input' });
  const stranger = stand.newAuthority();
  await assert.rejects(configureInstance(stranger.ctx, { instance: wiki.id, parameters: { title: 'a' } }), { code: 'kernel/not-found' });
  await assert.rejects(configureInstance(contextFor(house, { kind: 'staff', accountId: newId(), name: 'Cem Beispiel', grants: [{ tenant: wiki.town.tenant, role: 'auditor' }] }, wiki.town.tenant), { instance: wiki.id, parameters: { title: 'a' } }), { code: 'access/not-permitted' });
  await refused({ title: 'a' });
  await assert.rejects(refused({ title: 'b' }), { code: 'operations/not-in-this-state' });
  await wiki.settle();
  await assert.rejects(refused({ title: 'a' }), { code: 'operations/not-in-this-state' });
});
