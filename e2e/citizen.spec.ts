import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { dogTaxPages, exampleApplicant, fillPage, fillPages, readReceipt, readThrough, valueOf, type FormPage } from './pages/dog-tax-form.ts';
import { fileBehind } from './pages/file-behind.ts';
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

const german = { next: 'Weiter', check: 'Prüfen Sie Ihre Angaben' };
const pages = dogTaxPages(exampleApplicant);
const page = (heading: string): FormPage => pages.find((each) => each.heading === heading) ?? assert.fail(`no page ${heading}`);

for (const javaScript of [true, false]) {
  test(`a citizen registers a dog on a phone ${javaScript ? 'with' : 'without'} JavaScript, and sees how it stands`, async () => {
    await using citizen = await newPerson(browser, platform.address, { screen: 'phone', javaScript });
    const { page: shown } = citizen;

    await citizen.open('/', 'Ihre Verwaltung online');
    await shown.getByLabel('Wo wohnen Sie?').fill('Heilbronn');
    await citizen.press('Ort finden', 'Heilbronn');
    await citizen.follow('Hundesteuer anmelden', 'Hundesteuer anmelden');
    await citizen.sees('Was Sie brauchen');
    await citizen.sees('Die Beträge und Fristen dieses Dienstes sind erfunden.');
    await citizen.press('Jetzt beginnen', 'Wer hält den Hund?');

    await fillPage(shown, page('Wer hält den Hund?'));
    await shown.getByLabel('Nachname').fill('');
    await citizen.press('Weiter', 'Wer hält den Hund?');
    assert.match(await shown.title(), /^Fehler: /, 'the title begins with the error');
    await shown.getByRole('alert').getByRole('link', { name: 'Geben Sie Ihren Nachnamen ein.' }).click();
    assert.equal(await shown.getByLabel('Nachname').evaluate((field) => field === document.activeElement), true, 'the summary leads to the field');
    assert.match(await described(shown.getByLabel('Nachname')), /Geben Sie Ihren Nachnamen ein\./);
    assert.equal(await shown.getByLabel('Vorname').inputValue(), exampleApplicant.givenName, 'nothing that was typed is lost');
    assert.equal(await shown.getByLabel('E-Mail-Adresse').inputValue(), exampleApplicant.email);
    await fillPage(shown, page('Wer hält den Hund?'));
    await citizen.press('Weiter', 'Wo wohnen Sie?');

    await fillPage(shown, page('Wo wohnen Sie?'));
    await citizen.press('Weiter', 'Ihr Hund');
    await citizen.back('Wo wohnen Sie?');
    assert.equal(await shown.getByLabel('Straße').inputValue(), exampleApplicant.street, 'the page still knows what was saved');
    await citizen.press('Weiter', 'Ihr Hund');
    await fillPages(citizen, pages.slice(2), german);

    await citizen.sees('96,00 €');
    await citizen.follow(/^Ändern ?: Rasse$/, 'Ihr Hund');
    assert.equal(await shown.getByLabel('Rasse').inputValue(), exampleApplicant.breed);
    await shown.getByLabel('Rasse').fill('Pudel');
    await citizen.press('Weiter', german.check);
    assert.equal(await valueOf(shown, 'Rasse'), 'Pudel');

    await readThrough(shown);
    await citizen.press('Antrag absenden', german.check);
    await citizen.sees('Bestätigen Sie, dass Ihre Angaben richtig und vollständig sind.');
    await shown.getByLabel('Meine Angaben sind richtig und vollständig.').check();
    await citizen.press('Antrag absenden', 'Ihr Antrag ist angekommen');
    const { reference, secret } = await readReceipt(shown);
    assert.match(reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);

    assert.match(await fileBehind(citizen, 'Bestätigung als PDF'), /^%PDF-/);
    await citizen.follow('Stand ansehen', 'Stand Ihres Antrags');
    await shown.getByLabel('Vorgangsnummer').fill(reference);
    await shown.getByLabel('Zugangscode').fill('AAAA-AAAA-AAAA-AAAA');
    await citizen.press('Stand ansehen', 'Stand Ihres Antrags');
    await citizen.sees('Vorgangsnummer und Zugangscode passen nicht zusammen. Prüfen Sie beides.');
    assert.equal(await shown.getByLabel('Vorgangsnummer').inputValue(), reference, 'the reference is still there');
    await shown.getByLabel('Zugangscode').fill(secret);
    await citizen.press('Stand ansehen', 'Stand Ihres Antrags');
    assert.equal(await valueOf(shown, 'Vorgangsnummer'), reference);
    await citizen.sees('Eingegangen');
    assert.match(await fileBehind(citizen, 'Bestätigung als PDF'), /^%PDF-/);
    await citizen.press('Beenden', 'Stand Ihres Antrags');
    assert.equal(await shown.getByLabel('Zugangscode').inputValue(), '', 'the next person at this phone sees nothing');
    assert.deepEqual(citizen.faults, []);
  });
}

// What assistive technology reads beside the field.
async function described(field: Locator): Promise<string> {
  return field.evaluate((element) => (element.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
}
