import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser, newVisitor } from './browser.ts';
import { openPlatform } from './platform.ts';
import type { Platform } from './platform.ts';
import { assertSoundPage, watchPage } from './sound-page.ts';

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

for (const screen of ['phone', 'desktop'] as const) {
  for (const javaScript of [true, false]) {
    test(`the start page is sound on a ${screen} ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
      await using visitor = await newVisitor(browser, platform.address, { screen, javaScript });
      const page = await visitor.newPage();
      const watched = watchPage(page, platform.address);

      const response = await page.goto('/');

      assert.equal(response?.status(), 200);
      assert.match(await page.title(), /Allmende/);
      await assertSoundPage(page, response);
      assert.deepEqual(watched.faults, []);
    });
  }
}

test('the start page is sound in the dark and at 320 px', async () => {
  await using visitor = await newVisitor(browser, platform.address, { screen: 'phone', darkMode: true });
  const page = await visitor.newPage();
  await page.setViewportSize({ width: 320, height: 640 });

  await page.goto('/');

  await assertSoundPage(page);
});

test('an address that does not exist answers with a page that helps', async () => {
  await using visitor = await newVisitor(browser, platform.address, { screen: 'phone' });
  const page = await visitor.newPage();

  const response = await page.goto('/diesen-ort-gibt-es-nicht');

  assert.equal(response?.status(), 404);
  await assertSoundPage(page, response);
});
