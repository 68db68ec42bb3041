import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launchBrowser, screens } from './browser.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { newPerson } from './person.ts';
import { startPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

let platform: Platform;
let browser: Browser;

before(async () => {
  // One of its own: apps of the platform run once per authority, and the other journeys order all of them.
  platform = await startPlatform();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await platform?.stop();
});

type Catalog = { readonly services: readonly { readonly id: string; readonly name: string; readonly plans: readonly { readonly id: string }[] }[] };
const town = 'ruesselsheim-am-main';

test('an officer lets a marketplace in, it orders, a second person approves, the app runs, and the marketplace ends it', async () => {
  await using officer = await newPerson(browser, platform.address);
  const { page } = officer;
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Rüsselsheim'));
  await officer.open(`/${town}/office/marketplaces`, 'Zugang für andere Marktplätze');
  await officer.press('Zugangsdaten anlegen', 'Zugang für andere Marktplätze');
  assert.match(await page.title(), /^Fehler: /);
  const market = `Marktplatz ${randomUUID().slice(0, 8)}`;
  await page.getByLabel('Name des Marktplatzes').fill(market);
  await page.getByLabel(/^Geschäft der laufenden Verwaltung/).fill('100.000');
  const norm = page.getByLabel('Vorschrift', { exact: true });
  if (await norm.isVisible()) await norm.fill('Beispielvorschrift');
  await page.getByLabel('Begründung Ihrer Einschätzung').fill('Wiederkehrende Bestellung im Rahmen des Haushalts (Beispiel).');
  await officer.press('Zugangsdaten anlegen', `Zugangsdaten für ${market}`);
  const [address = '', user = '', secret = ''] = await page.locator('main dd code').allInnerTexts();
  assert.equal(new URL(address).pathname, '/osb');
  await officer.follow('Fertig', 'Zugang für andere Marktplätze');
  assert.ok(!(await page.content()).includes(secret), 'the secret is shown once');

  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${platform.address}/osb/v2/${path}`, {
      method, headers: { authorization: `Basic ${btoa(`${user}:${secret}`)}`, 'x-broker-api-version': '2.17', ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const service = ((await ask('GET', 'catalog')).body as Catalog).services.find((one) => one.name === 'cases');
  assert.ok(service, 'the catalog offers cases');
  const [name, plan] = [randomUUID(), service.plans[0]?.id ?? ''];
  const ordered = await ask('PUT', `service_instances/${name}?accepts_incomplete=true`, { service_id: service.id, plan_id: plan, organization_guid: 'org', space_guid: 'space' });
  assert.equal(ordered.status, 202, JSON.stringify(ordered.body));
  const order = new URL(String(ordered.body['dashboard_url'])).pathname;
  const state = async () => (await ask('GET', `service_instances/${name}/last_operation`)).body;
  assert.equal((await state())['state'], 'in progress');

  await using approver = await newPerson(browser, platform.address);
  await signIn(approver, accountOf(platform, 'Freigabe', 'Rüsselsheim'));
  await approver.open(order, /./);
  await approver.press('Bestellung freigeben', /./);
  await until(async () => (await state())['state'] === 'succeeded');

  await officer.open(`/${town}/office/marketplaces`, 'Zugang für andere Marktplätze');
  await officer.sees('läuft');
  await page.setViewportSize(screens.phone);
  await officer.open(`/${town}/office/marketplaces`, 'Zugang für andere Marktplätze');
  assert.equal((await ask('DELETE', `service_instances/${name}?accepts_incomplete=true&service_id=${service.id}&plan_id=${plan}`)).status, 202);
  await until(async () => (await state())['state'] !== 'in progress');
  assert.equal((await ask('GET', `service_instances/${name}`)).status, 404);
  await officer.press(`Zugang beenden ${market}`, 'Zugang für andere Marktplätze');
  await officer.sees('Der Zugang ist beendet.');
  assert.equal((await ask('GET', 'catalog')).status, 401);
  assert.deepEqual([...officer.faults, ...approver.faults], []);
});

async function until(done: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await done())) {
    assert.ok(performance.now() < deadline, 'it takes at most a minute');
    await sleep(500);
  }
}
