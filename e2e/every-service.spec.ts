import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES, type Language } from '@allmende/i18n';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { examiner } from './examine.ts';
import { readPackages, samplesForEveryPage } from './pages/sample-answers.ts';
import { walkService } from './pages/service-walk.ts';
import { newPerson } from './person.ts';
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

// Every language comes up, spread over the services, those from right to left first; every-service.long.spec.ts walks all of them in all.
const inTurn = (index: number): Language => LANGUAGES.at((index - 1) % LANGUAGES.length) ?? 'de';

for (const [index, servicePackage] of readPackages().entries()) {
  const language = inTurn(index);
  test(`${servicePackage.service.id} in ${language} is sound from the start page to the state afterwards`, async () => {
    await using citizen = await newPerson(browser, platform.address, { isHasty: true });
    const { page } = citizen;
    const eyes = examiner({ keyboard: index === 0 });
    const { samples: [sample] } = samplesForEveryPage(servicePackage);
    assert.ok(sample, 'the package has a complete sample');
    await walkService({ page, place: 'heilbronn', servicePackage, sample, language, isBrief: true, look: (state) => eyes.examine(page, state) });
    assert.deepEqual([...eyes.faults, ...citizen.faults], []);
    assert.ok(eyes.seen() >= sample.expect.path.length, 'every page was looked at');
  });
}
