import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { dogTaxPages, dogTaxPagesInEnglish, exampleApplicant, fillPages, readReceipt, readThrough, type FormPage } from './pages/dog-tax-form.ts';
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

test('a dog is registered with the keyboard alone', async () => {
  await using citizen = await newPerson(browser, platform.address, { isHasty: true });
  const { page } = citizen;
  await citizen.open('/heilbronn/services/hundesteuer-anmelden', 'Hundesteuer anmelden');
  await page.keyboard.press('Tab');
  assert.equal(await focusedName(page), 'Zum Inhalt springen', 'the first stop leads past the header');
  await tabTo(page, 'Jetzt beginnen');
  assert.ok(await focusIsVisible(page), 'one sees where the focus is');
  const pages = dogTaxPages(exampleApplicant);
  await citizen.comeTo(pages[0]?.heading ?? '', () => page.keyboard.press('Enter'));
  for (const [index, asked] of pages.entries()) {
    await typeThrough(page, asked);
    await citizen.comeTo(pages[index + 1]?.heading ?? 'Prüfen Sie Ihre Angaben', () => page.keyboard.press('Enter'));
  }
  await tabTo(page, 'Meine Angaben sind richtig und vollständig.');
  await page.keyboard.press('Space');
  await readThrough(page);
  await tabTo(page, 'Antrag absenden');
  await citizen.comeTo('Ihr Antrag ist angekommen', () => page.keyboard.press('Enter'));
});

for (const path of ['/heilbronn', '/heilbronn/services/hundesteuer-anmelden', '/heilbronn/status', '/store']) {
  test(`${path} is sound at 320 px in the dark`, async () => {
    await using visitor = await newPerson(browser, platform.address, { screen: 'phone', darkMode: true });
    await visitor.page.setViewportSize({ width: 320, height: 640 });
    await visitor.open(path, /./);
    assert.deepEqual(visitor.faults, []);
  });
}

test('a question page with errors is sound at 320 px in the dark', async () => {
  await using citizen = await newPerson(browser, platform.address, { screen: 'phone', darkMode: true });
  await citizen.page.setViewportSize({ width: 320, height: 640 });
  await citizen.open('/heilbronn/services/hundesteuer-anmelden', 'Hundesteuer anmelden');
  await citizen.press('Jetzt beginnen', 'Wer hält den Hund?');
  await citizen.press('Weiter', 'Wer hält den Hund?');
  await citizen.sees('Geben Sie Ihren Vornamen ein.');
});

test('somebody who reads English registers a dog in English, to the receipt', async () => {
  await using citizen = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
  const { page } = citizen;
  await citizen.open('/heilbronn', 'Heilbronn');
  await citizen.comeTo('Heilbronn', () => page.getByRole('link', { name: 'English' }).click());
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await citizen.sees('Do it online');
  await citizen.comeTo(/./, () => page.locator('main').getByRole('link', { name: 'Register a dog for dog tax' }).click());
  await citizen.press('Start now', 'Who keeps the dog?');
  await fillPages(citizen, dogTaxPagesInEnglish(exampleApplicant), { next: 'Continue', check: 'Check your answers' });
  await page.getByLabel('My answers are correct and complete.').check();
  await readThrough(page);
  await citizen.press('Send application', 'Your application has arrived');
  const { reference } = await readReceipt(page, { reference: 'Your reference', secret: 'Access code' });
  assert.match(reference, /^[0-9A-Z]{4}-/);
  assert.doesNotMatch(await page.locator('body').innerText(), /Vorgangsnummer|Zugangscode|Bestätigung|Weiter\b/);
  assert.deepEqual(citizen.faults, []);
});

for (const where of ['', '/heilbronn', '/amt-guestrow-land', '/muehl-rosin']) {
  test(`the legal pages of ${where === '' ? 'the platform' : where} are sound and reached from each page`, async () => {
    await using reader = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
    await reader.open(where === '' ? '/' : where, /./);
    const footer = reader.page.getByRole('contentinfo');
    for (const [link, heading] of [['Impressum', 'Impressum'], ['Datenschutz', /Datenschutz/], ['Barrierefreiheit', /Barrierefreiheit/], ['Hilfe', /Hilfe/], ['Leichte Sprache', /Leichte/], ['Gebärdensprache', /Gebärdensprache/]] as const) {
      await reader.follow(link, heading, footer);
      assert.ok(new URL(reader.page.url()).pathname.startsWith(`${where}/`), `${link} is the page of ${where}`);
    }
    assert.deepEqual(reader.faults, []);
  });
}

/** Presses Tab until what is named has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    if ((await focusedName(page)).startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard does not come to ${name}`);
}

// What is on a page in the order of the page, each filled in as soon as the focus is there.
async function typeThrough(page: Page, asked: FormPage): Promise<void> {
  const open = new Map<string, readonly string[]>([
    ...Object.entries(asked.texts ?? {}).flatMap(([label, value]): [string, string[]][] => (value === undefined ? [] : [[label, [value]]])), ...Object.entries(asked.dates ?? {}),
  ]);
  const choices = new Map(Object.entries(asked.choices ?? {}));
  for (let stops = 0; stops < 60 && (await focusedName(page)) !== 'Weiter'; stops += 1) {
    await page.keyboard.press('Tab');
    const name = await focusedName(page);
    const group = await page.evaluate(() => document.activeElement?.closest('fieldset')?.querySelector('legend')?.textContent?.trim() ?? '');
    for (const [label, parts] of open) {
      if (!(group === '' ? name : group).startsWith(label)) continue;
      for (const [index, part] of parts.entries()) {
        if (index > 0) await page.keyboard.press('Tab');
        await page.keyboard.type(part);
      }
      open.delete(label);
    }
    for (const [legend, option] of choices) {
      if (!group.startsWith(legend)) continue;
      await page.keyboard.press('Space');
      for (let tries = 0; (await focusedName(page)) !== option; tries += 1) {
        assert.ok(tries < 10, `the arrow keys come to ${option}`);
        await page.keyboard.press('ArrowDown');
      }
      choices.delete(legend);
    }
  }
  assert.deepEqual([...open.keys(), ...choices.keys()], [], 'the keyboard came to every question');
}

async function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const labels = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement || focused instanceof HTMLSelectElement ? focused.labels : null;
    return (labels?.[0] ?? focused)?.textContent?.trim() ?? '';
  });
}

async function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const style = document.activeElement === null ? undefined : getComputedStyle(document.activeElement);
    return style !== undefined && ((style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none');
  });
}
