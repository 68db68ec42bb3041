import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { identifyWithBundid } from './pages/identify-with-bundid.ts';
import { newPerson, type Person } from './person.ts';
import { openPlatform, type Platform } from './platform.ts';

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

async function toTheProof(citizen: Person): Promise<void> {
  await citizen.open('/heilbronn/services/wohnsitz-anmelden', 'Wohnsitz anmelden');
  await citizen.sees('Sie müssen sich ausweisen');
  await citizen.press('Jetzt beginnen', 'Bitte weisen Sie sich aus');
  await citizen.sees('hoch (Online-Ausweis)');
  await citizen.sees('Das erfährt Stadt Heilbronn von der BundID');
  await citizen.sees('Test-BundID');
}

for (const javaScript of [true, false]) {
  test(`a citizen proves who they are ${javaScript ? 'on a phone' : 'at a desk without JavaScript'}, need not type what their ID says, and sees what became of it`, async () => {
    await using citizen = await newPerson(browser, platform.address, { screen: javaScript ? 'phone' : 'desktop', javaScript });
    const { page } = citizen;
    await toTheProof(citizen);

    await citizen.comeTo('Die Anmeldung hat nicht geklappt', () => identifyWithBundid(page, ''));
    await citizen.follow('Noch einmal versuchen', 'Bitte weisen Sie sich aus');
    await identifyWithBundid(page, 'Mia Erfunden');
    await citizen.sees('Sie haben sich ausgewiesen');
    await citizen.press('Jetzt beginnen', /Umzug/);

    await page.getByLabel('Tag').fill('1');
    await page.getByLabel('Monat').fill('11');
    await page.getByLabel('Jahr').fill('2025');
    await page.locator('input[name="move.who"][value="alone"]').check();
    await citizen.press('Weiter', /./);
    await citizen.sees('aus Ihrem Ausweis');
    await citizen.sees('17. April 1988');
    assert.equal(await page.locator('[name="applicant.givenName"]').count(), 0, 'there is nothing to change');

    await citizen.open('/heilbronn/my-account', 'Mein Konto');
    await citizen.sees('In einen Antrag übernommen');
    await citizen.sees('Erfunden');
    await citizen.follow('Meine Anträge', 'Meine Anträge');
    await citizen.sees('Mit diesem Konto haben Sie noch nichts gesendet.');
    await citizen.follow('Zum Konto', 'Mein Konto');
    await citizen.follow('Konto löschen', 'Konto wirklich löschen?');
    await citizen.sees('Anträge, die Sie schon abgesendet haben, liegen bei Stadt Heilbronn.');
    await citizen.press('Ja, Konto löschen', 'Ihr Konto ist gelöscht');
    await citizen.open('/heilbronn/my-account', 'Bitte weisen Sie sich aus');
    assert.deepEqual(citizen.faults.filter((fault) => !fault.startsWith('console: Failed to load resource')), []);
  });
}

test('who is not known surely enough cannot be chosen at the test BundID', async () => {
  await using citizen = await newPerson(browser, platform.address, { isHasty: true });
  const { page } = citizen;
  await toTheProof(citizen);
  await page.locator('main form[method=post] button').first().click();
  await page.getByRole('heading', { name: 'Wer möchten Sie sein?' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Lea Beispielhaft' }).isDisabled(), true);
  assert.equal(await page.getByRole('button', { name: 'Emil Gedacht' }).isDisabled(), true);
});
