import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
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

for (const javaScript of [true, false]) {
  test(`somebody who knows no word of the administration finds the right page ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    await using citizen = await newPerson(browser, platform.address, { screen: 'phone', javaScript });
    const { page } = citizen;

    await citizen.open('/services', 'Leistungen von A bis Z');
    await page.getByLabel('Was möchten Sie erledigen?').fill('Miete zu teuer');
    await citizen.press('Suchen', 'Leistungen von A bis Z');
    await citizen.sees('Wohngeld beantragen');
    assert.equal(await page.locator('main').getByRole('link', { name: 'Hundesteuer anmelden' }).count(), 0);
    await citizen.follow('Haustier', 'Leistungen von A bis Z');
    await citizen.follow('Hundesteuer anmelden', 'Hundesteuer anmelden');
    await page.getByLabel('Wo wohnen Sie?').fill('18276');
    await citizen.press('Behörde finden', 'Hundesteuer anmelden');
    await citizen.sees('Welcher Ort ist es?');
    await page.getByLabel('Wo wohnen Sie?').fill('Lindenweg 3, 74072 Heilbronn');
    await citizen.press('Behörde finden', 'Hundesteuer anmelden');
    assert.match(page.url(), /\/heilbronn\/services\//u);
    await citizen.sees('Jetzt beginnen');

    await citizen.open('/heilbronn?q=Angelschein', 'Heilbronn');
    await citizen.sees('gibt es hier noch nichts online');
    await citizen.press('Das fehlt mir hier', 'Heilbronn');
    await page.getByText('Ihre Verwaltung sieht, dass das hier fehlt').waitFor();
    assert.deepEqual(citizen.faults, []);
  });
}

test('an office sees what several people miss, and not before', async () => {
  await using officer = await newPerson(browser, platform.address);
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  await officer.open('/heilbronn/office/wishes', 'Was Menschen suchen und nicht finden');
  await officer.sees('zu selten');
  assert.doesNotMatch(await officer.page.locator('main').innerText(), /angelschein/iu);
  await using citizen = await newPerson(browser, platform.address, { isHasty: true });
  await citizen.open('/heilbronn?q=Angelschein', 'Heilbronn');
  await citizen.press('Das fehlt mir hier', 'Heilbronn');
  await officer.open('/heilbronn/office/wishes', 'Was Menschen suchen und nicht finden');
  await officer.sees('angelschein');
});
