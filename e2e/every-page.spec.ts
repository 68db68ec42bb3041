import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { examiner } from './examine.ts';
import { crawl } from './pages/crawl.ts';
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

// every-page.long.spec.ts goes in every language, and as every role of an authority.
test('every page that links lead a citizen to is sound in Arabic, from right to left', async (t) => {
  const eyes = examiner({ keyboard: false });
  await using citizen = await newPerson(browser, platform.address, { isHasty: true });
  await citizen.page.goto('/?lang=ar');
  const { visited, missed } = await crawl(citizen.page, ['/', '/heilbronn', '/places?q=neustadt', '/services'], eyes.examine);
  t.diagnostic(`${visited.size} pages; nothing led to ${missed.join(', ')}`);
  assert.ok(visited.size >= 20, [...visited.keys()].join(', '));
  assert.deepEqual([...eyes.faults, ...citizen.faults], []);
});
