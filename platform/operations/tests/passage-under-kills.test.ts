import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { House } from '@allmende/house';
import { getInstance, updateInstance } from '../index.ts';
import { createOperations } from '../module.ts';
import { aPackage, memoryRuntime } from '../testing/index.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
const PAGES = { 'pages/a.txt': 'erste Seite', 'pages/b.txt': 'zweite Seite', 'pages/c.txt': 'dritte Seite' };
const CALLS = ['apply', 'backup', 'restore', 'dropGeneration', 'migration', 'verify'] as const;

class Killed extends Error {}

/** A house whose process dies after so many doings: from then on nothing reaches the database, as after `kill -9`. */
function mortal(house: House, doings: number): { readonly house: House; did(): void; readonly dead: boolean } {
  let left = doings;
  const did = () => {
    left -= 1;
    if (left < 0) throw new Killed();
  };
  const inTenant: House['database']['inTenant'] = (tenant, work) => stand.database.inTenant(tenant, async (tx) => {
    did();
    const result = await work(tx);
    // Dies before the commit: the transaction is rolled back, as by the server when the connection is gone.
    if (left < 0) throw new Killed();
    return result;
  });
  return { house: { ...house, database: { ...house.database, inTenant } }, did, get dead() { return left < 0; } };
}

test('killed and failing at whatever point, an update never leaves anybody without data, and the old or the new version serves', { timeout: 300_000 }, async () => {
  let kills = 0;
  let updated = 0;
  let returned = 0;
  await fc.assert(fc.asyncProperty(
    fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 5 }),
    fc.array(fc.record({ call: fc.constantFrom(...CALLS), moment: fc.constantFrom('before' as const, 'amid' as const, 'after' as const), generation: fc.constantFrom(1, 2), times: fc.integer({ min: 1, max: 2 }) }), { maxLength: 2 }),
    async (lives, faults) => {
      const runtime = memoryRuntime();
      const packages = { '1.0.0': aPackage({ app: 'wiki', version: '1.0.0' }), '2.0.0': aPackage({ app: 'wiki', version: '2.0.0', migration: { component: 'main', command: ['m'] }, verify: { component: 'main', command: ['v'] } }) };
      const operations = createOperations({ apps: [], runtimes: [runtime], releases: { get: async (_app, version) => packages[version as keyof typeof packages] } });
      const town = stand.newAuthority();
      const { id } = await town.request({ app: 'wiki', runtime: 'memory', packageVersion: '1.0.0' });
      await operations.reconcile(stand.house, { tenant: town.tenant, instance: id });
      for (const [path, text] of Object.entries(PAGES)) runtime.generations.get(`${id}/1`)?.files.set(path, text);
      await updateInstance(town.ctx, { instance: id, version: '2.0.0' });

      const someDataIsWhole = () => [...runtime.generations.values()].some(({ files }) => Object.entries(PAGES).every(([path, text]) => files.get(path) === text));
      const left = new Map(faults.map((fault) => [fault, fault.times]));
      const all = [...lives, ...Array.from({ length: 60 }, () => 10_000)];
      for (const doings of all) {
        const life = mortal(stand.house, doings);
        runtime.hook = (call, moment, instance) => {
          if (call !== 'observe') life.did();
          for (const fault of faults) {
            if (fault.call !== call || fault.moment !== moment || fault.generation !== instance.generation || (left.get(fault) ?? 0) === 0) continue;
            left.set(fault, (left.get(fault) ?? 0) - 1);
            throw new Error('the runtime failed');
          }
        };
        await operations.reconcile(life.house, { tenant: town.tenant, instance: id }).catch((error: unknown) => { if (!life.dead) throw error; });
        if (life.dead) kills += 1;
        runtime.hook = undefined;
        assert.ok(someDataIsWhole(), 'at every moment one generation holds all data');
        const { instance } = await getInstance(town.ctx, { instance: id });
        if (instance.generation === 1) assert.ok(Object.entries(PAGES).every(([path, text]) => runtime.filesOf(instance)?.get(path) === text), 'the old one is whole as long as it is the one that serves');
        if (!life.dead && !instance.candidate && instance.observed === 'running') break;
        stand.house.clock.advanceMs(20_000);
      }
      const { instance, passages } = await getInstance(town.ctx, { instance: id });
      assert.equal(instance.observed, 'running');
      assert.equal(instance.candidate, undefined);
      assert.deepEqual([...runtime.generations.keys()], [`${id}/${instance.generation}`], 'no generation is left over');
      assert.equal(runtime.generations.get(`${id}/${instance.generation}`)?.state, 'running');
      assert.equal(instance.packageVersion, instance.generation === 1 ? '1.0.0' : '2.0.0');
      assert.equal(passages[0]?.outcome, instance.generation === 1 ? 'returned' : 'done');
      for (const [path, text] of Object.entries(PAGES)) assert.equal(runtime.filesOf(instance)?.get(path), text);
      assert.equal(runtime.filesOf(instance)?.get('schema'), instance.generation === 1 ? undefined : '2.0.0;', 'data are migrated exactly once');
      if (instance.generation === 1) returned += 1; else updated += 1;
    },
  ), { numRuns: 80 });
  assert.ok(kills > 20 && updated > 5 && returned > 2, `${kills} kills, ${updated} updated, ${returned} returned: too little was shown`);
});
