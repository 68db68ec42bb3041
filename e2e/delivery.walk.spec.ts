import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readServicePackage } from '@allmende/online-services';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openStatus } from './pages/dog-tax-form.ts';
import { readPackages } from './pages/sample-answers.ts';
import { routeTo, setUpFitConnect } from './pages/send-by-fit-connect.ts';
import { walkService } from './pages/service-walk.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { startGenericSystem, startSystem, type RunningSystem } from './pages/specialist-system.ts';
import { newPerson } from './person.ts';
import { allmende, openPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

const SERVICE = 'hundesteuer-aendern';
/** A service that is sketched and not published: this journey publishes it on its own platform. */
const SKETCH = 'apps/online-services/tests/sketches/bauantrag';

let platform: Platform;
let browser: Browser;
const systems: RunningSystem[] = [];
const folder = mkdtempSync(join(tmpdir(), 'allmende-specialist-'));

before(async () => {
  platform = await openPlatform();
  browser = await launchBrowser();
});
after(async () => {
  for (const system of systems) system.stop();
  await browser?.close();
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('what a specialist system says reaches the citizen: arrived, a question, a fee, the decision with its letter', async () => {
  const system = await startGenericSystem(platform, { service: SERVICE, package: SERVICE, folder });
  systems.push(system);
  const { clerk, sender, destination } = system;

  await using officer = await newPerson(browser, platform.address);
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  const name = `Steuerverfahren ${destination.slice(-6)}`;
  await setUpFitConnect(officer, name, { ...sender, destination });
  await routeTo(officer, new RegExp(`^${name}`), nameOf(SERVICE));

  await using citizen = await newPerson(browser, platform.address, { screen: 'phone', isHasty: true });
  const servicePackage = readPackages().find(({ service }) => service.id === SERVICE);
  const sample = servicePackage?.samples.find(({ expect }) => expect.complete && expect.path.includes('newAddress') && expect.path.length === 5);
  assert.ok(servicePackage && sample);
  const receipt = await walkService({ page: citizen.page, place: 'heilbronn', servicePackage, sample, language: 'de', look: async () => undefined });
  const file = await until(async () => (await clerk.files()).find(({ senderReference, accepted }) => accepted && senderReference === receipt.reference));
  assert.match(file.data, /Probeallee/);
  assert.match(file.fileNumber, /^GF-\d{6}$/);

  await using reader = await newPerson(browser, platform.address, { screen: 'phone' });
  await openStatus(reader, 'heilbronn', receipt);
  const sees = async (said: Readonly<Record<string, unknown>>, ...words: readonly (string | RegExp)[]) => {
    await clerk.reply(file.submissionId, said);
    const [heading = ''] = words;
    await until(async () => {
      await reader.open('/heilbronn/status', 'Stand Ihres Antrags');
      return (await reader.page.locator('main').getByText(heading).count()) > 0 ? true : undefined;
    });
    for (const word of words) await reader.sees(word);
  };
  await sees({ kind: 'received' }, 'Ihr Antrag ist bei der zuständigen Stelle angekommen', file.fileNumber, 'In Bearbeitung');
  await sees({ kind: 'question', text: 'Seit wann wohnt der Hund an der neuen Adresse?', missing: ['Meldebestätigung'], due: '2027-01-15' }, 'Die Behörde hat eine Frage an Sie', 'Bitte erledigen Sie das', 'Meldebestätigung', '15. Januar 2027', 'Seit wann wohnt der Hund an der neuen Adresse?');
  await sees({ kind: 'fee', fee: { amountCents: 1_250, purpose: file.fileNumber, payee: 'Stadtkasse (Beispiel)', iban: 'DE02120300000000202051' } }, 'Sie müssen eine Gebühr zahlen', /12,50\s€/, 'DE02120300000000202051');
  await sees({ kind: 'decision', text: 'Die Änderung ist eingetragen.', documents: [{ name: 'bescheid.pdf', contentType: 'application/pdf', content: LETTER.toString('base64') }] }, 'Über Ihren Antrag ist entschieden', 'Die Änderung ist eingetragen.', 'Entschieden');
  assert.equal(await reader.page.locator('main').getByText('Bitte erledigen Sie das').count(), 0, 'nothing waits for the citizen any more');
  const letter = await reader.page.request.get(new URL(await reader.page.locator('main').getByRole('link', { name: /^Bescheid vom/ }).getAttribute('href') ?? '', reader.page.url()).href);
  assert.deepEqual(await letter.body(), LETTER);

  await officer.open('/heilbronn/office/deliveries', 'Sendungen');
  await officer.sees('Angekommen');
  await officer.follow('Empfang über FIT-Connect', 'Empfang über FIT-Connect');
  assert.deepEqual([...officer.faults, ...reader.faults], []);

  await routeTo(officer, 'Fälle auf dieser Plattform', nameOf(SERVICE));
});

test('a building authority that speaks XBau takes an application over HTTPS, and its messages reach the citizen: arrived, something missing, a fee, the decision', async () => {
  const published = JSON.parse(await allmende(platform, 'service', 'publish', SKETCH, '--json')) as { published: boolean };
  assert.equal(published.published, true);
  const read = readServicePackage(join(platform.house, SKETCH));
  assert.ok('servicePackage' in read);
  const sample = read.servicePackage.samples.find(({ rows }) => rows?.['deviation'] === undefined);
  assert.ok(sample);

  const { clerk, messages, cert } = await startXbauSystem();
  await using officer = await newPerson(browser, platform.address);
  const { page } = officer;
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  await officer.open('/heilbronn/office/deliveries/targets', 'Wohin gehen Anträge?');
  await officer.follow('Fachverfahren mit XÖV-Nachrichten einrichten', 'Fachverfahren mit XÖV-Nachrichten');
  const [name, secret] = [`Bauaufsicht ${messages}`, 'antwort-0123456789-0123456789-0123456789'];
  await page.locator('input[name="way"][value="https"]').check();
  for (const [label, value] of [[/^Name des Ziels/, name], [/^Name der empfangenden Behörde/, 'Bauaufsicht (Beispiel)'], [/^Behördenschlüssel/, 'bab:08121000'], [/^Adresse/, `https://localhost:${messages}/xbau`], [/^Zugangstoken/, 'sehr-geheim'], [/^Zertifikat, dem vertraut/, cert], [/^Gemeinsames Geheimnis für Antworten/, 'kurz']] as const) await page.getByLabel(label).fill(value);
  await officer.press('Prüfen und speichern', 'Fachverfahren mit XÖV-Nachrichten');
  assert.match(await page.title(), /^Fehler: /);
  await page.getByLabel(/^Zugangstoken/).fill('sehr-geheim');
  await page.getByLabel(/^Gemeinsames Geheimnis für Antworten/).fill(secret);
  await officer.press('Prüfen und speichern', 'Wohin gehen Anträge?');
  await officer.follow(name, 'Fachverfahren mit XÖV-Nachrichten');
  const url = await page.locator('main').getByText(/\/hooks\//).first().innerText();
  await clerk.ask('/answers', { url, secret });

  const service = read.servicePackage.texts['de']?.['service.name'] ?? '';
  await officer.open('/heilbronn/office/services/bauantrag', service);
  for (const input of await page.locator('main input[name^="contact."], main input[name*="legal"], main input[name^="sources."]').all()) await input.fill('Bauordnungsamt (Beispiel)');
  await officer.press('Änderungen prüfen', 'Änderungen prüfen');
  await officer.press(/^Speichern und (?:einschalten|freigeben)/, service);
  await routeTo(officer, new RegExp(`^${name}`), service);
  await officer.press(new RegExp(`^Probeantrag senden.*${service}`), 'Wohin gehen Anträge?');
  await officer.sees('Probeantrag angekommen');

  await using citizen = await newPerson(browser, platform.address, { screen: 'phone', isHasty: true });
  const receipt = await walkService({ page: citizen.page, place: 'heilbronn', servicePackage: read.servicePackage, sample, language: 'de', look: async () => undefined, isBrief: true });
  const file = await until(async () => (await clerk.files())[0]);
  assert.match(file.fileNumber, /^XB-\d{6}$/);
  assert.match(file.data, /baugenehmigung\.antrag\.0200/);

  await using reader = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
  await openStatus(reader, 'heilbronn', receipt);
  const sees = async (said: Readonly<Record<string, unknown>>, ...words: readonly (string | RegExp)[]) => {
    await clerk.reply(file.submissionId, said);
    await reader.open('/heilbronn/status', 'Stand Ihres Antrags');
    for (const word of words) await reader.sees(word);
  };
  await sees({ kind: 'received' }, 'Ihr Antrag ist bei der zuständigen Stelle angekommen', file.fileNumber, 'In Bearbeitung');
  await sees({ kind: 'question', missing: ['Lageplan vom Katasteramt'], due: '2027-01-15' }, 'Die Behörde hat eine Frage an Sie', 'Lageplan vom Katasteramt', '15. Januar 2027');
  await sees({ kind: 'fee', fee: { amountCents: 48_050, iban: 'DE02120300000000202051' }, due: '2027-02-01' }, 'Sie müssen eine Gebühr zahlen', /480,50\s€/, 'DE02120300000000202051');
  await sees({ kind: 'decision', decision: 'granted', text: 'Die Genehmigung ist mit Auflagen erteilt.', documents: [{ name: 'bescheid.pdf', contentType: 'application/pdf', content: LETTER.toString('base64') }] }, 'Über Ihren Antrag ist entschieden', 'Die Genehmigung ist mit Auflagen erteilt.', 'Entschieden');
  const letter = await reader.page.request.get(new URL(await reader.page.locator('main').getByRole('link', { name: /^Bescheid vom/ }).getAttribute('href') ?? '', reader.page.url()).href);
  assert.deepEqual(await letter.body(), LETTER);
  assert.deepEqual([...officer.faults, ...reader.faults], []);
  await routeTo(officer, 'Fälle auf dieser Plattform', service);
});

/** Starts the system of a building authority with a certificate of its own. */
async function startXbauSystem() {
  const own = join(folder, 'xbau');
  mkdirSync(own, { recursive: true });
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-keyout', join(own, 'key.pem'), '-out', join(own, 'cert.pem'), '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'ignore' });
  const [cert, key] = [readFileSync(join(own, 'cert.pem'), 'utf8'), readFileSync(join(own, 'key.pem'), 'utf8')];
  const config = join(own, 'config.json');
  writeFileSync(config, JSON.stringify({ tls: { cert, key }, token: 'sehr-geheim', authority: { prefix: 'bab', key: '08121000', name: 'Bauaufsicht (Beispiel)' }, folder: own }));
  const system = await startSystem('xbau-system', config);
  systems.push(system);
  return { ...system, cert };
}

function nameOf(service: string): string {
  return readPackages().find(({ service: { id } }) => id === service)?.texts['de']?.['service.name'] ?? '';
}

async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 240; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => { setTimeout(resolve, 500); });
  }
  return assert.fail('it did not happen in two minutes');
}

// The smallest letter that is one: a PDF of one empty page.
const LETTER = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
