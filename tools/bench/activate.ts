import { setTimeout as sleep } from 'node:timers/promises';
import { systemActor, type Role } from '@allmende/access';
import { listOffers } from '@allmende/catalog';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { contextFor, type ActionContext, type House } from '@allmende/house';
import { createAccount, grantRole } from '@allmende/identity';
import { recordNeed } from '@allmende/needs';
import { saveOverlay } from '@allmende/online-services';
import { orderableApps, vettingPort } from '@allmende/process-wiring';
import { addLine, approveOrder, createOrder, submitOrder } from '@allmende/procurement';
import type { AuthorityRef } from '@allmende/tenancy';
import type { Figures } from './bench.ts';
import { SERVICE } from './measure/applicant.ts';
import { startBenchPlatform } from './measure/bench-platform.ts';
import { medianOf } from './measure/load.ts';
import { openBenchHouse } from './measure/open-bench-house.ts';

export const about = 'from the second person\'s approval to the service that a citizen can open, rates prepared before';

/** Founding members that answer for dog tax at a place of their own name. */
const TOWNS = ['eschwege', 'brandis', 'tholey', 'tengen', 'kernen-im-remstal'];
const PATIENCE_MS = 60_000;

/** Invented values, labelled as example. */
const VALUES: Readonly<Record<string, string>> = {
  'rates.first': '96,00', 'rates.second': '192,00', 'rates.further': '192,00', 'rates.dangerousFirst': '600,00', 'rates.dangerousFurther': '1.200,00',
  'start.rule': 'next-month', 'start.proRata': 'yes', 'duty.minimumAgeMonths': '3', 'duty.deadline': '1', 'duty.deadlineUnit': 'months', 'payment.firstDueDays': '30', 'payment.yearly': '1. Juli jedes Jahres (Beispiel)',
  'source.statute.statute': 'Hundesteuersatzung (Beispielwerte)', 'source.statute.statuteDate.day': '1', 'source.statute.statuteDate.month': '1', 'source.statute.statuteDate.year': '2026',
  'source.statute.validFrom.day': '1', 'source.statute.validFrom.month': '1', 'source.statute.validFrom.year': '2026', 'source.statute.example': 'yes',
  'contact.office': 'Steueramt (Beispiel)', 'contact.address': 'Musterplatz 1, 00000 Musterstadt (Beispiel)', 'contact.telephone': '0000 000000', 'contact.email': 'steueramt@bench.example',
};

/** Each town prepares its rates and an order for both apps; then the clock runs from the approval until `GET /{place}/services/{service}` answers 200. */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using platform = await startBenchPlatform();
  await using bench = await openBenchHouse(platform);
  const seconds: number[] = [];
  for (const slug of TOWNS) {
    const authority = await bench.house.directory.findAuthorityBySlug(slug);
    if (!authority) throw new Error(`the register has no ${slug}`);
    const approver = await person(bench.house, authority, 'approver');
    const order = await prepareOrder(await person(bench.house, authority, 'digital-officer'));
    const address = `${platform.address}/${slug}/services/${SERVICE}`;
    if ((await fetch(address)).status !== 404) throw new Error(`${slug} offers the service before it was ordered`);
    const started = performance.now();
    const { contract } = await approveOrder(approver, { order });
    if (contract === null) throw new Error(`the order of ${slug} did not become a contract`);
    for (let status = 0; status !== 200; status = (await fetch(address)).status) {
      if (performance.now() - started > PATIENCE_MS) throw new Error(`${slug} has no service ${PATIENCE_MS / 1000} s after the approval`);
      await sleep(10);
    }
    seconds.push((performance.now() - started) / 1000);
    say(`${authority.name}: ${seconds.at(-1)?.toFixed(2)} s`);
  }
  return { approved_to_usable_s: Number(medianOf(seconds).toFixed(2)), slowest_s: Number(Math.max(...seconds).toFixed(2)), orders: seconds.length };
}

async function prepareOrder(officer: ActionContext): Promise<string> {
  await saveOverlay(officer, { service: SERVICE, body: VALUES });
  const need = await recordNeed(officer, { title: 'Hundesteuer online anmelden', details: 'Für die Messung erfunden.', category: 'digital-citizenship', casesPerYear: 400, wantedBy: null });
  const order = await createOrder(officer, { need: need.id });
  for (const appId of ['online-services', 'cases']) {
    const [offer] = await listOffers(officer, { appId });
    if (!offer) throw new Error(`${appId} is not in the store`);
    await addLine(officer, orderableApps, { order: order.id, offer: offer.id, parameters: appId === 'online-services' ? { services: [SERVICE] } : {} });
  }
  await submitOrder(officer, { order: order.id, ground: 'in-house', commitment: { kind: 'everyday', basis: 'Für die Messung nicht nachgeschlagen', reason: 'Wiederkehrende Bestellung (Beispiel).' } }, vettingPort.frozen);
  return order.id;
}

/** An invented person with one role. */
async function person(house: House, authority: AuthorityRef, role: Role): Promise<ActionContext> {
  const start = contextFor(house, systemActor('start'), PLATFORM_TENANT);
  const name = 'Probe Messung';
  const accountId = await createAccount(start, { email: `${role}.${authority.slug}@bench.example`, name, password: `Bench-${newId()}` });
  await grantRole(start, { tenant: authority.tenant, accountId, role });
  return contextFor(house, { kind: 'staff', accountId, name, grants: [{ tenant: authority.tenant, role }] }, authority.tenant);
}
