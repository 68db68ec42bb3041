import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { accountOf, signIn, typeAccount } from './pages/sign-in.ts';
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
  test(`a wrong password is refused without saying what was wrong, and whoever signs out is out, ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    await using person = await newPerson(browser, platform.address, { javaScript });
    const { page } = person;
    const account = accountOf(platform, 'Amtsleitung', 'Heilbronn');
    await person.open('/heilbronn/office', 'Anmelden');
    await typeAccount(person, account.email, 'ein ganz anderes Passwort');
    await person.press('Anmelden', 'Anmelden');
    assert.match(await page.title(), /^Fehler: /);
    await person.sees('E-Mail-Adresse oder Passwort stimmt nicht.');
    assert.equal(await page.getByLabel('E-Mail-Adresse').inputValue(), account.email, 'the address is still there');
    assert.equal(await page.getByLabel('Passwort').inputValue(), '', 'the password is not');
    await typeAccount(person, account.email, account.password);
    await person.press('Anmelden', 'Meine Arbeit heute');
    assert.equal(new URL(page.url()).pathname, '/heilbronn/office', 'and leads to where they wanted to go');
    await person.comeTo(/./, () => page.getByRole('banner').getByRole('button', { name: 'Abmelden' }).click());
    await person.open('/heilbronn/office', 'Anmelden');
    assert.deepEqual(person.faults, []);
  });
}

test('every area that the navigation offers the operator is sound', () => visitAreas('Betrieb der Plattform', 'Allmende', '/operator'));
test('every area that the navigation offers a digital officer is sound', () => visitAreas('Digitalbeauftragte', 'Heilbronn', '/heilbronn/office'));
test('every area that the navigation offers the auditor is sound', () => visitAreas('Rechnungsprüfung', 'Heilbronn', '/heilbronn/office'));

async function visitAreas(role: string, authority: string, home: string): Promise<void> {
  await using person = await newPerson(browser, platform.address);
  await signIn(person, accountOf(platform, role, authority), '');
  assert.equal(new URL(person.page.url()).pathname, home);
  const links = await person.page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { includeHidden: true }).evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  // A group of entries leads to the first of them.
  const hrefs = [...new Set(links)];
  assert.ok(hrefs.length >= 3, `${role} has somewhere to go`);
  for (const href of hrefs) {
    await person.open(href, /./);
    assert.equal(await person.page.getByText('Seite nicht gefunden').count(), 0, `${href} is there`);
  }
  assert.deepEqual(person.faults, []);
}
