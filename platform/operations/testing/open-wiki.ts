import assert from 'node:assert/strict';
import type { ActionContext, House } from '@allmende/house';
import { getInstance } from '../actions/get-instance.ts';
import type { Instance } from '../domain/instance.ts';
import { createOperations } from '../module.ts';
import { aPackage } from './a-package.ts';
import { memoryRuntime } from './memory-runtime.ts';

type Town = { readonly tenant: string; readonly ctx: ActionContext; request(changes: { readonly app: string; readonly runtime: string; readonly packageVersion: string; readonly title?: string }): Promise<Instance> };

/** A wiki of a town at version 1.0.0 with two pages, which runs in a memory runtime; versions 2.0.0 and 3.0.0 migrate and verify. For tests of this room. */
export async function openWiki<Given extends Town>(house: House & { readonly clock: { advanceMs(ms: number): void } }, town: Given, runtime = memoryRuntime()) {
  const migrating = aPackage({ app: 'wiki', version: '2.0.0', migration: { component: 'main', command: ['migrate'] }, verify: { component: 'main', command: ['verify'] } });
  const packages = new Map([['1.0.0', aPackage({ app: 'wiki', version: '1.0.0' })], ['2.0.0', migrating], ['3.0.0', { ...migrating, version: '3.0.0' }]]);
  const operations = createOperations({ apps: [], runtimes: [runtime], releases: { get: async (_app, version) => packages.get(version) ?? assert.fail(version) } });
  const { id } = await town.request({ app: 'wiki', title: 'Wissensdatenbank', runtime: runtime.name, packageVersion: '1.0.0' });
  const pass = (instance = id) => operations.reconcile(house, { tenant: town.tenant, instance });
  const see = (instance = id) => getInstance(town.ctx, { instance });
  const settle = async (instance = id): Promise<Instance> => {
    for (let round = 0; round < 40; round += 1) {
      if ((await pass(instance)) === 'settled' && (await see(instance)).instance.candidate === undefined) break;
      house.clock.advanceMs(2000);
    }
    return (await see(instance)).instance;
  };
  await settle();
  const files = runtime.generations.get(`${id}/1`)?.files ?? assert.fail('it does not run');
  files.set('pages/start.txt', 'Willkommen');
  files.set('pages/hunde.txt', 'Alles über die Hundesteuer');
  return { runtime, operations, town, id, pass, see, settle, files };
}
