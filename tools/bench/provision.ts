import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor, type Role } from '@allmende/access';
import { buildApp, publishRelease, readAppPackage } from '@allmende/app-packages';
import { listOffers } from '@allmende/catalog';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { ensureAddress } from '@allmende/gateway';
import { contextFor, type ActionContext, type House } from '@allmende/house';
import { createAccount, grantRole } from '@allmende/identity';
import { recordNeed } from '@allmende/needs';
import { endInstance, listInstances } from '@allmende/operations';
import { orderableApps, vettingPort } from '@allmende/process-wiring';
import { addLine, approveOrder, createOrder, submitOrder } from '@allmende/procurement';
import type { AuthorityRef } from '@allmende/tenancy';
import { repositoryFolder } from '../test/repository-folder.ts';
import type { Figures } from './bench.ts';
import { startBenchPlatform } from './measure/bench-platform.ts';
import { percentilesOf } from './measure/load.ts';
import { openBenchHouse } from './measure/open-bench-house.ts';

export const about = 'from the second person\'s approval to Node-RED\'s answer behind the gateway, in a container with its image present';

const TOWNS = ['eschwege', 'brandis', 'tholey', 'tengen', 'kernen-im-remstal', 'hagenow', 'thalheim-erzgeb', 'suederholz', 'wiesenburg-mark', 'ruesselsheim-am-main'];
const PATIENCE_MS = 180_000;

/**
 * Ten authorities order Node-RED one after the other; the clock runs from the approval until `GET /` at the instance's own address answers 200 through the gateway. The package is the shipped one, but with
 * a public entrance: a sign-in would be measured otherwise. Needs podman.
 */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using platform = await startBenchPlatform();
  await using bench = await openBenchHouse(platform);
  const start = contextFor(bench.house, systemActor('operator-command'), PLATFORM_TENANT);
  const folder = join(repositoryFolder, 'ops/apps/node-red');
  const buildStarted = performance.now();
  await buildApp({ folder, environment: process.env });
  say(`image in ${((performance.now() - buildStarted) / 1000).toFixed(1)} s`);
  const app = await readAppPackage(folder);
  if (!app.entrance) throw new Error('the package of Node-RED has no entrance');
  await publishRelease(start, { package: { ...app, entrance: { ...app.entrance, access: 'public' } } });
  const [offer] = await listOffers(start, { appId: app.app });
  if (!offer) throw new Error('the demonstration offers no Node-RED');

  const seconds: number[] = [];
  for (const slug of TOWNS) {
    const authority = await bench.house.directory.findAuthorityBySlug(slug);
    if (!authority) throw new Error(`the register has no ${slug}`);
    const officer = await person(bench.house, authority, 'digital-officer');
    const approver = await person(bench.house, authority, 'approver');
    const need = await recordNeed(officer, { title: 'Abläufe zwischen Geräten', details: 'Für die Messung erfunden.', category: 'data-analytics', casesPerYear: null, wantedBy: null });
    const order = await createOrder(officer, { need: need.id });
    await addLine(officer, orderableApps, { order: order.id, offer: offer.id });
    await submitOrder(officer, { order: order.id, ground: 'in-house', commitment: { kind: 'everyday', basis: 'Für die Messung nicht nachgeschlagen', reason: 'Wiederkehrende Bestellung (Beispiel).' } }, vettingPort.frozen);
    const started = performance.now();
    const { contract } = await approveOrder(approver, { order: order.id });
    const instance = (await listInstances(officer)).find((one) => one.contractId === contract);
    if (!instance) throw new Error(`the order of ${slug} asked for no instance`);
    const address = new URL(await ensureAddress(bench.house, { tenant: authority.tenant, instance: instance.id, app: app.app }));
    while ((await statusOf(address)) !== 200) {
      if (performance.now() - started > PATIENCE_MS) throw new Error(`${slug} has no Node-RED ${PATIENCE_MS / 1000} s after the approval`);
      await sleep(50);
    }
    seconds.push((performance.now() - started) / 1000);
    say(`${authority.name}: ${seconds.at(-1)?.toFixed(2)} s`);
    await endInstance(officer, { instance: instance.id, reason: 'by-choice' });
  }
  const { p50Ms, p95Ms } = percentilesOf(seconds.map((one) => one * 1000));
  return { orders: seconds.length, p50_s: Number((p50Ms / 1000).toFixed(2)), p95_s: Number((p95Ms / 1000).toFixed(2)), slowest_s: Number(Math.max(...seconds).toFixed(2)) };
}

// The gateway of this machine, whatever the name resolver thinks of *.localhost.
function statusOf(address: URL): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port: address.port, path: '/', headers: { host: address.host }, timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.once('error', () => resolve(undefined));
    request.once('timeout', () => request.destroy());
  });
}

/** An invented person with one role. */
async function person(house: House, authority: AuthorityRef, role: Role): Promise<ActionContext> {
  const start = contextFor(house, systemActor('start'), PLATFORM_TENANT);
  const name = 'Probe Messung';
  const accountId = await createAccount(start, { email: `${role}.${authority.slug}@bench.example`, name, password: `Bench-${newId()}` });
  await grantRole(start, { tenant: authority.tenant, accountId, role });
  return contextFor(house, { kind: 'staff', accountId, name, grants: [{ tenant: authority.tenant, role }] }, authority.tenant);
}
