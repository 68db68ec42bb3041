import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { dogTaxPages, exampleApplicant, fillPages, valueOf } from './pages/dog-tax-form.ts';
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

const SERVICE = '/heilbronn/services/hundesteuer-anmelden';
const LANGUAGES = [['de', 'de', null], ['de-leicht', 'de-simple', null], ['en', 'en', null], ['uk', 'uk', null], ['ar', 'ar', 'rtl']] as const;

// Presses the one main button of the page, whatever it says.
const go = (person: Person) => person.comeTo(/./, () => person.page.locator('main form').last().getByRole('button').first().click());

for (const [language, tag, direction] of LANGUAGES) {
  // The colours are the same in every language: the dark is looked at in one from the left and one from the right.
  for (const darkMode of language === 'de' || language === 'ar' ? [false, true] : [false]) {
    test(`the pages of an application in ${language} are sound at 320 px ${darkMode ? 'in the dark' : 'by day'}, without a script`, async () => {
      await using citizen = await newPerson(browser, platform.address, { screen: 'phone', darkMode, javaScript: false });
      const { page } = citizen;
      await page.setViewportSize({ width: 320, height: 640 });
      for (const path of ['/', '/places?q=neustadt', '/heilbronn', '/muehl-rosin', '/heilbronn/status', '/heilbronn/resume', '/heilbronn/help', '/heilbronn/nothing/here']) await citizen.open(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`, /./);
      await citizen.open(SERVICE, /./);
      assert.deepEqual([await page.locator('html').getAttribute('lang'), await page.locator('html').getAttribute('dir')], [tag, direction]);
      await citizen.comeTo(/./, () => page.locator('main form[method=post] button').first().click());
      const draft = new URL(page.url()).pathname.replace(/\/[^/]+$/u, '');
      await citizen.comeTo(/./, () => page.locator('form#apply button[type=submit]').last().click());
      assert.equal(await page.getByRole('alert').count(), 1, 'the page with mistakes');
      await citizen.open(`${draft}/overview`, /./);
      await citizen.open(`${draft}/later`, /./);
      assert.deepEqual(citizen.faults, []);
    });
  }
}

test('a citizen changes the language in the middle of a page without losing what was typed, with the keyboard, and comes back on another device', async () => {
  await using citizen = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
  const { page } = citizen;
  await citizen.open(SERVICE, 'Hundesteuer anmelden');
  await citizen.press('Jetzt beginnen', 'Wer hält den Hund?');
  await page.getByLabel('Vorname').fill('Олена');
  const ukrainian = page.getByRole('button', { name: 'Українська' });
  await ukrainian.focus();
  await citizen.comeTo(/./, () => page.keyboard.press('Enter'));
  assert.equal(await page.locator('html').getAttribute('lang'), 'uk');
  assert.equal(await page.locator('[name="applicant.givenName"]').inputValue(), 'Олена');
  await citizen.comeTo(/./, () => page.getByRole('button', { name: 'Deutsch' }).click());
  assert.equal(await page.getByLabel('Vorname').inputValue(), 'Олена');
  await page.getByLabel('Nachname').fill('Приклад');
  await page.getByLabel('Nachname').focus();
  await citizen.comeTo('Wo wohnen Sie?', () => page.keyboard.press('Enter'));
  await citizen.follow('Später weitermachen', 'Später weitermachen');
  const [reference, secret] = [await valueOf(page, 'Kennung des Antrags'), await valueOf(page, 'Zugangscode')];

  await using elsewhere = await newPerson(browser, platform.address, { screen: 'desktop' });
  await elsewhere.open('/heilbronn/resume', 'Antrag fortsetzen');
  await elsewhere.page.getByLabel('Kennung des Antrags').fill(reference);
  await elsewhere.page.getByLabel('Zugangscode').fill('0000-0000-0000-0000');
  await elsewhere.press('Antrag öffnen', 'Antrag fortsetzen');
  await elsewhere.sees(/passen zu keinem Antrag, den es noch gibt/);
  await elsewhere.page.getByLabel('Zugangscode').fill(secret.toLowerCase());
  await elsewhere.press('Antrag öffnen', 'Ihr Antrag im Überblick');
  await elsewhere.follow('Weiter: Wo wohnen Sie?', 'Wo wohnen Sie?');
  assert.deepEqual([...citizen.faults, ...elsewhere.faults], []);
});

test('a browser with a script solves the puzzle by itself and need not wait before sending', async () => {
  await using citizen = await newPerson(browser, platform.address, { isHasty: true });
  const { page } = citizen;
  await citizen.open(SERVICE, 'Hundesteuer anmelden');
  await citizen.press('Jetzt beginnen', 'Wer hält den Hund?');
  await fillPages(citizen, dogTaxPages(exampleApplicant), { next: 'Weiter', check: 'Prüfen Sie Ihre Angaben' });
  await page.locator('input[name="_puzzle"]').waitFor({ state: 'attached' });
  await page.getByLabel('Meine Angaben sind richtig und vollständig.').check();
  await citizen.press('Antrag absenden', 'Ihr Antrag ist angekommen');
  assert.deepEqual(citizen.faults, []);
});

test('the pages of an application hold at 200 % and on paper, from right to left too', async () => {
  for (const language of ['de', 'ar']) {
    await using citizen = await newPerson(browser, platform.address, { isHasty: true });
    const { page } = citizen;
    await page.setViewportSize({ width: 640, height: 400 });
    await citizen.open(`${SERVICE}?lang=${language}`, /./);
    await go(citizen);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('header nav').first().isVisible(), false, 'paper shows no navigation');
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${language} at 200 %`);
  }
});
