import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES, LOCALES } from '@allmende/i18n';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { examiner } from './examine.ts';
import { crawl, sendEmpty } from './pages/crawl.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { newPerson } from './person.ts';
import { startPlatform, type Platform } from './platform.ts';

let platform: Platform;
let browser: Browser;

before(async () => {
  platform = await startPlatform();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await platform?.stop();
});

for (const language of LANGUAGES) {
  test(`every page that links lead a citizen to is sound in ${language}, also sent empty and with a search that finds nothing`, async (t) => {
    const eyes = examiner();
    await using citizen = await newPerson(browser, platform.address, { isHasty: true });
    const { page } = citizen;
    await page.goto(`/?lang=${language}`);
    const starts = ['/', '/heilbronn', '/muehl-rosin', '/amt-guestrow-land', '/places?q=neustadt', '/services', '/store', '/join', '/sign-in'];
    const { visited, missed } = await crawl(page, starts, (shown, state) => eyes.examine(shown, `${language}, ${state}`));
    for (const [path, href] of visited) await sendEmpty(page, href, path, eyes.examine);
    for (const search of ['/heilbronn?q=hund', '/heilbronn?q=zwirbelquarz', '/heilbronn?situation=move', '/services?q=miete', '/services?q=zwirbelquarz', '/places?q=zwirbelquarz', '/store?q=zwirbelquarz', '/muehl-rosin?q=zwirbelquarz', '/heilbronn/nothing/here', '/nothing']) {
      await page.goto(search);
      await eyes.examine(page, `${language}, ${search}`);
    }
    t.diagnostic(`${eyes.seen()} pages looked at; nothing led to ${missed.join(', ')}`);
    assert.deepEqual(eyes.faults, []);
  });
}

for (const role of ['Digitalbeauftragte', 'Freigabe', 'Sachbearbeitung', 'Amtsleitung', 'Leitung der Behörde', 'Rechnungsprüfung', 'Betrieb der Plattform']) {
  const [authority, start] = role === 'Betrieb der Plattform' ? ['Allmende', '/operator'] : ['Heilbronn', '/heilbronn/office'];
  for (const language of LOCALES) {
    test(`every page that links lead ${role} to is sound in ${language}, also sent empty`, async (t) => {
      const eyes = examiner({ keyboard: language === 'de' });
      await using person = await newPerson(browser, platform.address, { isHasty: true });
      const { page } = person;
      await signIn(person, accountOf(platform, role, authority), /./);
      await page.goto(`${start}?lang=${language}`);
      const { visited, missed } = await crawl(page, [start], (shown, state) => eyes.examine(shown, `${language}, ${role}, ${state}`));
      for (const [path, href] of visited) await sendEmpty(page, href, path, eyes.examine);
      t.diagnostic(`${eyes.seen()} pages looked at; nothing led to ${missed.join(', ')}`);
      assert.deepEqual(eyes.faults, []);
    });
  }
}
