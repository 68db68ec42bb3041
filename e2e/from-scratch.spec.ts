import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { fileBehind } from './pages/file-behind.ts';
import { fillRates, submitOrder, waitUntilRunning } from './pages/ordering.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { newPerson } from './person.ts';
import { openPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

let platform: Platform;
let browser: Browser;

before(async () => {
  platform = await openPlatform();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await platform?.stop();
});

const need = 'Hunde online anmelden';

test('Rüsselsheim am Main goes from its need to a running service, with two people and without a tender', async () => {
  await using officer = await newPerson(browser, platform.address);
  const { page } = officer;
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Rüsselsheim'));

  await officer.follow('Bedarfe', 'Bedarfe');
  await officer.follow('Bedarf eintragen', 'Bedarf eintragen');
  await page.getByLabel(/^Fälle im Jahr/).fill('viele');
  await officer.press('Bedarf eintragen', 'Bedarf eintragen');
  assert.match(await page.title(), /^Fehler: /);
  assert.equal(await page.getByLabel(/^Fälle im Jahr/).inputValue(), 'viele', 'nothing that was typed is lost');
  await page.getByLabel('Wofür brauchen Sie etwas?').fill(need);
  await page.getByLabel('Themengebiet').selectOption({ label: 'Beteiligung und Bürgerdienste' });
  await page.getByLabel(/^Fälle im Jahr/).fill('900');
  await officer.press('Bedarf eintragen', need);
  await officer.sees('Stadt Heilbronn');
  await officer.sees('Was im Store dazu passt');

  await officer.follow(/^Bestellen.*Online-Dienste/, 'Bestellung beginnen');
  await page.getByRole('group', { name: /^Leistungen/ }).getByLabel('Hundesteuer anmelden').check();
  await officer.press('In den Entwurf', need);
  await officer.follow('Weiteres Angebot aufnehmen', 'Bestellung beginnen');
  await page.getByLabel('Fälle', { exact: true }).check();
  await officer.press('Weiter', need);
  await officer.sees('Leistungen: Hundesteuer anmelden');
  const order = new URL(page.url()).pathname;
  await submitOrder(officer, need);
  await officer.sees('Jetzt ist eine zweite Person dran');
  await officer.sees('So wurde ausgewählt');
  assert.equal(await page.getByRole('button', { name: 'Bestellung freigeben' }).count(), 0, 'nobody approves an order of their own');
  await officer.comeTo('Das geht gerade nicht', () => page.locator('main form').first().evaluate((form: HTMLFormElement, action) => { form.action = action; form.submit(); }, `${order}/approve`));
  await officer.sees('Ihre Rollen reichen dafür nicht aus');
  await officer.open(order, need);
  await officer.sees('Jetzt ist eine zweite Person dran');

  await using approver = await newPerson(browser, platform.address);
  await signIn(approver, accountOf(platform, 'Freigabe', 'Rüsselsheim'));
  await approver.follow('Bestellungen', 'Bestellungen');
  await approver.follow(need, need);
  await approver.press('Bestellung freigeben', need);
  await waitUntilRunning(approver, ['Online-Dienste', 'Fälle'], 10);
  await approver.sees(/^nach \d+(?:,\d)? s$/);
  assert.match(await fileBehind(approver, /^Vertrag \(PDF/), /^%PDF-/);
  assert.match(await fileBehind(approver, /^Vereinbarung zur Auftragsverarbeitung \(PDF/), /^%PDF-/);

  await officer.open('/ruesselsheim-am-main/office/contracts', 'Verträge');
  await officer.follow(/^V-\d{4}-\d{4}$/, /^V-\d{4}-\d{4}$/);
  await officer.sees('Inhouse-Vergabe (§ 108 GWB)');
  await officer.open('/ruesselsheim-am-main/office/instances', 'Anwendungen');
  await officer.open(order, need);
  await officer.follow('Hundesteuer anmelden: Sätze eintragen und Leistung einschalten', 'Hundesteuer anmelden');
  await fillRates(officer, { first: '84,00', office: 'Stadtkasse (Beispiel)', statute: 'Hundesteuersatzung (Beispielwerte)' });
  await page.getByLabel(/^Erster Hund/).fill('vierundachtzig');
  await officer.press('Änderungen prüfen', 'Hundesteuer anmelden');
  assert.match(await page.title(), /^Fehler: /);
  assert.equal(await page.getByLabel(/^Erster Hund/).inputValue(), 'vierundachtzig');
  await page.getByLabel(/^Erster Hund/).fill('84,00');
  await officer.press('Änderungen prüfen', 'Änderungen prüfen');
  await officer.press('Speichern und einschalten', 'Hundesteuer anmelden');
  await officer.sees('Der Dienst ist mit diesen Werten eingeschaltet');
  await officer.open(order, need);
  await officer.sees('Hundesteuer anmelden: eingeschaltet');

  await using citizen = await newPerson(browser, platform.address, { screen: 'phone' });
  await citizen.open('/ruesselsheim-am-main', 'Rüsselsheim am Main');
  await citizen.follow('Hundesteuer anmelden', 'Hundesteuer anmelden');
  await citizen.sees('Stadtkasse (Beispiel)');
  assert.deepEqual([...officer.faults, ...approver.faults, ...citizen.faults], []);
});
