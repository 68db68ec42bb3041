import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Language } from '@allmende/i18n';
import type { ServicePackage } from '@allmende/online-services';
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

// The service with most pages, and the one with most languages from right to left; every-service.long.spec.ts walks all of them in all.
const packages = readPackages();
const most = (count: (servicePackage: ServicePackage) => number) => packages.toSorted((one, other) => count(other) - count(one))[0];
const walks: [ServicePackage | undefined, Language][] = [[most(({ flow }) => flow.pages.length), 'de-leicht'], [most(({ service }) => service.languages.length), 'ar']];

for (const [servicePackage, language] of walks) {
  assert.ok(servicePackage, 'there are packages');
  test(`${servicePackage.service.id} in ${language} is sound from the start page to the state afterwards`, async () => {
    await using citizen = await newPerson(browser, platform.address, { isHasty: true });
    const { page } = citizen;
    const eyes = examiner({ keyboard: false });
    const { samples: [sample] } = samplesForEveryPage(servicePackage);
    assert.ok(sample, 'the package has a complete sample');
    await walkService({ page, place: 'heilbronn', servicePackage, sample, language, isBrief: true, look: (state) => eyes.examine(page, state) });
    assert.deepEqual([...eyes.faults, ...citizen.faults], []);
    assert.ok(eyes.seen() >= sample.expect.path.length, 'every page was looked at');
  });
}
