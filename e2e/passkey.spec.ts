import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { accountOf, signIn, typeAccount } from './pages/sign-in.ts';
import { newPerson, type Person } from './person.ts';
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

/** An authenticator of the browser itself, as its developer tools offer it: with a fingerprint that is always right. */
async function giveAuthenticator({ page }: Person): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('WebAuthn.enable');
  await tools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
}

for (const screen of ['phone', 'desktop'] as const) {
  test(`somebody sets up a passkey, signs in with it and removes it, ${screen}`, async () => {
    await using person = await newPerson(browser, platform.address, { screen });
    const { page } = person;
    await giveAuthenticator(person);
    // Each width has a person of its own, so that no other journey meets the second factor.
    const account = accountOf(platform, screen === 'phone' ? 'Amtsleitung' : 'Rechnungsprüfung', 'Heilbronn');
    await signIn(person, account, /./);
    await person.open('/account', 'Mein Konto');
    await person.follow('Anmeldung und Sicherheit', 'Anmeldung und Sicherheit');
    await person.sees('Sie haben noch keinen Passkey.');
    await page.getByLabel('Name des Passkeys').fill('Diensthandy');
    await person.press('Passkey einrichten', 'Ihre Wiederherstellungscodes');
    assert.equal(await page.locator('main li').count(), 8);
    await person.follow('Zu Anmeldung und Sicherheit', 'Anmeldung und Sicherheit');
    await person.sees('Diensthandy');

    await person.comeTo(/./, () => page.getByRole('banner').getByRole('button', { name: 'Abmelden' }).click());
    await person.open('/sign-in', 'Anmelden');
    await person.press('Mit Passkey anmelden', /./);
    assert.match(new URL(page.url()).pathname, /^\/heilbronn\/office/u, 'the passkey alone leads to the office');

    await person.comeTo(/./, () => page.getByRole('banner').getByRole('button', { name: 'Abmelden' }).click());
    await person.open('/sign-in', 'Anmelden');
    await typeAccount(person, account.email, account.password);
    await person.press('Anmelden', 'Anmeldung bestätigen');
    await person.press('Mit Passkey anmelden', /./);
    await person.open('/account', 'Mein Konto');
    await person.sees('Passwort + Passkey');
    await person.follow('Anmeldung und Sicherheit', 'Anmeldung und Sicherheit');
    await person.press(/^Entfernen/u, 'Anmeldung und Sicherheit');
    await person.sees('Sie haben noch keinen Passkey.');
    assert.deepEqual(person.faults, []);
  });
}

test('without JavaScript somebody sets up an app instead, and the page says why', async () => {
  await using person = await newPerson(browser, platform.address, { javaScript: false, screen: 'phone' });
  await person.open('/sign-in', 'Anmelden');
  await person.sees('Passkeys brauchen JavaScript');
  await signIn(person, accountOf(platform, 'Sachbearbeitung', 'Heilbronn'), /./);
  await person.open('/account/factors', 'Anmeldung und Sicherheit');
  await person.press('App einrichten', 'App einrichten');
  await person.sees('Oder tippen Sie ab');
  await person.page.getByLabel('Code aus der App').fill('12345');
  await person.press('App bestätigen', 'App einrichten');
  await person.sees('Der Code stimmt nicht');
  assert.deepEqual(person.faults, []);
});
