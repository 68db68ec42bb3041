import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { newPerson } from './person.ts';
import { openPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

let platform: Platform;
let browser: Browser;
let server: Server;
let status = 200;
const received: string[] = [];

before(async () => {
  platform = await openPlatform();
  browser = await launchBrowser();
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => { received.push(Buffer.concat(parts).toString()); response.writeHead(status, { 'content-type': 'application/json' }).end('{"receipt":"AZ 7"}'); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
});
after(async () => {
  server?.close();
  await browser?.close();
  await platform?.stop();
});

test('a digital officer connects a specialist system, sees a sample arrive, and is not let on with one that does not answer', async () => {
  await using officer = await newPerson(browser, platform.address);
  const { page } = officer;
  const service = 'Hund von der Hundesteuer abmelden';
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  await officer.open('/heilbronn/office/deliveries', 'Sendungen');
  await officer.follow('Wohin gehen Anträge?', 'Wohin gehen Anträge?');
  await officer.follow('Fachverfahren mit JSON-Schnittstelle einrichten', 'Fachverfahren mit JSON-Schnittstelle');

  const { port } = server.address() as AddressInfo;
  const [url, name] = [`http://127.0.0.1:${port}/eingang`, `Steuerverfahren ${port}`];
  await page.getByLabel(/^Name des Ziels/).fill(name);
  await page.getByLabel(/^Adresse des Fachverfahrens/).fill(url);
  await page.getByLabel(/^Gemeinsames Geheimnis/).fill('zu kurz');
  await officer.press('Prüfen und speichern', 'Fachverfahren mit JSON-Schnittstelle');
  assert.match(await page.title(), /^Fehler: /);
  assert.equal(await page.getByLabel(/^Adresse des Fachverfahrens/).inputValue(), url, 'nothing that was typed is lost');
  await page.getByLabel(/^Gemeinsames Geheimnis/).fill('geheim-0123456789-0123456789-0123456789');
  await officer.press('Prüfen und speichern', 'Wohin gehen Anträge?');

  const choice = page.getByRole('combobox', { name: `Ziel für ${service}` });
  await choice.selectOption({ label: `${name} (127.0.0.1:${port})` });
  await officer.press(new RegExp(`^Ziel speichern.*${service}`), 'Wohin gehen Anträge?');
  await officer.press(new RegExp(`^Probeantrag senden.*${service}`), 'Wohin gehen Anträge?');
  await officer.sees('Probeantrag angekommen');
  assert.match(received.at(-1) ?? '', /"isTest":true/);

  status = 500;
  await officer.open('/heilbronn/office/services/hundesteuer-abmelden', service);
  await officer.press('Änderungen prüfen', 'Änderungen prüfen');
  await officer.press(/^Speichern und (?:einschalten|freigeben)/, service);
  await officer.sees(/Ein Probeantrag ist nicht dort angekommen.*Das Ziel meldet eine Störung/);
  status = 200;
  await officer.press('Änderungen prüfen', 'Änderungen prüfen');
  await officer.press(/^Speichern und (?:einschalten|freigeben)/, service);
  await officer.sees(/Ein Probeantrag ist nach [\d,]+ Sekunden angekommen/);

  await officer.open('/heilbronn/office/deliveries/targets', 'Wohin gehen Anträge?');
  await officer.follow(name, 'Fachverfahren mit JSON-Schnittstelle');
  assert.equal(await page.getByLabel(/^Gemeinsames Geheimnis/).inputValue(), '', 'the secret is never shown again');
  await page.goBack();
  await page.getByRole('combobox', { name: `Ziel für ${service}` }).selectOption({ label: 'Fälle auf dieser Plattform' });
  await officer.press(new RegExp(`^Ziel speichern.*${service}`), 'Wohin gehen Anträge?');
  await officer.follow(name, 'Fachverfahren mit JSON-Schnittstelle');
  await officer.press('Ziel entfernen', 'Wohin gehen Anträge?');
  assert.deepEqual(officer.faults, []);
});

test('office and operator see what happened to a parcel, without its content, on a phone without scripts', async () => {
  await using officer = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  await officer.open('/heilbronn/office/deliveries?state=delivered', 'Sendungen');
  await officer.sees('So läuft es je Ziel');
  await officer.comeTo(/^Sendung /, () => officer.page.getByRole('main').getByRole('link', { name: /^[0-9a-f]{12}$/ }).first().click());
  await officer.sees('Zur Zustellung angenommen');
  await using operator = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
  await signIn(operator, accountOf(platform, 'Betrieb der Plattform', /./), /./);
  await operator.open('/operator/deliveries', 'Sendungen aller Behörden');
  await operator.comeTo(/^Sendung /, () => operator.page.getByRole('main').getByRole('link', { name: /^[0-9a-f]{12}$/ }).first().click());
  await operator.sees('Verlauf');
  assert.deepEqual([...officer.faults, ...operator.faults], []);
});
