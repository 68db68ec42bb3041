import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { launchBrowser, newVisitor } from './browser.ts';
import { runForeignApp } from './pages/foreign-app.ts';
import { accountOf, signIn, typeAccount } from './pages/sign-in.ts';
import { newPerson } from './person.ts';
import { openPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

let platform: Platform;
let browser: Browser;
let instance: string;

before(async () => {
  platform = await openPlatform();
  browser = await launchBrowser();
  instance = await runForeignApp(platform, { app: 'node-red', title: 'Node-RED', authority: 'heilbronn', seconds: 90 });
});
after(async () => {
  await browser?.close();
  await platform?.stop();
});

test('staff open a foreign app through the gateway by the sign-in of the platform, its sockets work, and whoever loses access is out within ten seconds', async () => {
  const officerAccount = accountOf(platform, 'Digitalbeauftragte', 'Heilbronn');
  const worker = accountOf(platform, 'Sachbearbeitung', 'Heilbronn');

  await using officer = await newPerson(browser, platform.address);
  await signIn(officer, officerAccount);
  await officer.open(`/heilbronn/office/instances/${instance}/people`, 'Wer darf hinein?');
  await officer.sees('Noch darf niemand hinein.');
  await officer.press('Zugang geben', 'Wer darf hinein?');
  await officer.sees('Wählen Sie eine Person aus.');
  await officer.page.getByLabel('Person').selectOption({ label: `${await nameOf(officer.page.getByLabel('Person'), worker.email)} (${worker.email})` });
  await officer.press('Zugang geben', 'Wer darf hinein?');
  await officer.sees('Der Zugang ist gegeben.');
  const address = await officer.page.locator('main').getByRole('link', { name: /^http/ }).getAttribute('href') ?? '';
  assert.match(new URL(address).hostname, /^node-red(?:-\d+)?--heilbronn\.apps\.localhost$/);

  // Another window, nobody signed in: the app's address leads to the sign-in and from there back into the app.
  await using context = await newVisitor(browser, platform.address);
  const page = await context.newPage();
  const sockets: { url: string; frames: number }[] = [];
  page.on('websocket', (socket) => {
    const seen = { url: socket.url(), frames: 0 };
    sockets.push(seen);
    socket.on('framereceived', () => { seen.frames += 1; });
  });
  await page.goto(`${address}?from=bookmark`);
  assert.equal(new URL(page.url()).origin, platform.address, 'leads to the sign-in of the platform');
  await page.locator('h1', { hasText: 'Anmelden' }).waitFor();
  await page.getByLabel('E-Mail-Adresse').fill(worker.email);
  await page.getByLabel('Passwort').fill(worker.password);
  await page.locator('main').getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.waitForURL(`${address}?from=bookmark`);
  // The editor has a sign-in of its own, which the platform shows to the officer.
  await officer.open(`/heilbronn/office/instances/${instance}/access`, /Zugang/);
  await officer.press('Passwort zeigen', /Zugang/);
  const password = (await officer.page.locator('main code').allInnerTexts()).at(-1) ?? '';
  await page.locator('#node-dialog-login-username').fill('admin');
  await page.locator('#node-dialog-login-password').fill(password);
  await page.locator('#node-dialog-login-submit').click();
  await page.locator('#red-ui-workspace').waitFor();
  for (let waited = 0; !sockets.some((socket) => socket.frames > 0) && waited < 15_000; waited += 100) await page.waitForTimeout(100);
  assert.ok(sockets.some((socket) => socket.url.startsWith(address.replace('http', 'ws')) && socket.frames > 0), `the editor talks over a socket: ${JSON.stringify(sockets)}`);
  const cookies = await context.cookies(address);
  assert.ok(cookies.every((cookie) => !cookie.name.includes('session')), 'no cookie of the platform is there');
  assert.ok(cookies.find((cookie) => cookie.name === 'allmende-app')?.httpOnly);

  // Access ends: the open socket closes by itself, and the address answers no more.
  const closed = new Promise<number>((resolve) => {
    const since = performance.now();
    page.once('websocket', () => resolve(performance.now() - since));
  });
  await officer.open(`/heilbronn/office/instances/${instance}/people`, 'Wer darf hinein?');
  await officer.press(/^Zugang nehmen/, 'Wer darf hinein?');
  await officer.sees('Noch darf niemand hinein.');
  const ended = performance.now();
  // The editor tries to connect again as soon as its socket is gone.
  assert.ok((await closed) > 0);
  assert.ok(performance.now() - ended < 10_000, 'within ten seconds');
  await page.goto(address);
  await page.locator('h1', { hasText: 'Kein Zugang' }).waitFor();
  assert.equal(new URL(page.url()).origin, platform.address);
  assert.deepEqual(officer.faults, []);
});

test('neither a colleague without a grant nor an officer of another town comes in, and whoever signs out of the platform is out of the app', async () => {
  await using officer = await newPerson(browser, platform.address, { isHasty: true });
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  await officer.open(`/heilbronn/office/instances/${instance}/people`, 'Wer darf hinein?');
  const address = await officer.page.locator('main').getByRole('link', { name: /^http/ }).getAttribute('href') ?? '';
  const grantee = accountOf(platform, 'Amtsleitung', 'Heilbronn');
  await officer.page.getByLabel('Person').selectOption({ label: `${await nameOf(officer.page.getByLabel('Person'), grantee.email)} (${grantee.email})` });
  await officer.press('Zugang geben', 'Wer darf hinein?');

  for (const account of [accountOf(platform, 'Freigabe', 'Heilbronn'), accountOf(platform, 'Digitalbeauftragte', /Rüsselsheim/)]) {
    await using stranger = await newPerson(browser, platform.address, { isHasty: true });
    await signIn(stranger, account);
    await stranger.page.goto(address);
    await stranger.page.locator('h1', { hasText: 'Kein Zugang' }).waitFor();
    assert.equal(new URL(stranger.page.url()).origin, platform.address);
  }

  await using person = await newPerson(browser, platform.address, { isHasty: true });
  await person.open('/sign-in', 'Anmelden');
  await typeAccount(person, grantee.email, grantee.password);
  await person.press('Anmelden', /./);
  await person.page.goto(address);
  await person.page.waitForURL(address);
  assert.match(await person.page.title(), /Node-RED/);
  await person.open('/account', /./);
  await person.comeTo(/./, () => person.page.getByRole('banner').getByRole('button', { name: 'Abmelden' }).click());
  await person.page.waitForTimeout(5_000);
  await person.page.goto(address);
  await person.page.locator('h1', { hasText: 'Anmelden' }).waitFor();
  assert.equal(new URL(person.page.url()).origin, platform.address);
});

test('the pages about entrances work on a phone without JavaScript, and an own domain says what to enter into DNS', async () => {
  await using officer = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  await officer.open(`/heilbronn/office/instances/${instance}`, 'Node-RED');
  assert.match(await officer.page.locator('main').getByRole('link', { name: 'Öffnen' }).getAttribute('href') ?? '', /^http:\/\/node-red(?:-\d+)?--heilbronn\.apps\.localhost:\d+\/$/);
  await officer.follow('Wer darf hinein?', 'Wer darf hinein?');
  await officer.open(`/heilbronn/office/instances/${instance}/domains`, 'Eigene Domain');
  await officer.page.getByLabel('Domain', { exact: true }).fill('localhost');
  await officer.press('Hinzufügen', 'Eigene Domain');
  await officer.sees('Das ist keine Domain, die Sie mitbringen können.');
  await officer.page.getByLabel('Domain', { exact: true }).fill('flows.heilbronn.example');
  await officer.press('Hinzufügen', 'Eigene Domain');
  await officer.sees('_allmende-challenge.flows.heilbronn.example');
  await officer.press(/^Domain entfernen/, 'Eigene Domain');
  await officer.sees('Noch gibt es keine eigene Domain.');
  assert.deepEqual(officer.faults, []);
});

async function nameOf(select: Locator, email: string): Promise<string> {
  const labels = await select.locator('option').allInnerTexts();
  const label = labels.find((one) => one.endsWith(`(${email})`)) ?? assert.fail(`${email} can be chosen among ${labels.join(', ')}`);
  return label.slice(0, -email.length - 3);
}
