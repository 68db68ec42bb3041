import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { makeKeyPair } from '@allmende/fit-connect';
import { readServicePackage, schemaOfFolder } from '@allmende/online-services';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { openStatus } from './pages/dog-tax-form.ts';
import { readPackages } from './pages/sample-answers.ts';
import { walkService } from './pages/service-walk.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { newPerson, type Person } from './person.ts';
import { allmende, openPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

const SERVICE = 'hundesteuer-aendern';
/** A service that is sketched and not published: this journey publishes it on its own platform. */
const SKETCH = 'apps/online-services/tests/sketches/bauantrag';
const URN = `urn:allmende:leistung:${SERVICE}`;

let platform: Platform;
let browser: Browser;
const systems: ChildProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), 'allmende-specialist-'));

before(async () => {
  platform = await openPlatform();
  browser = await launchBrowser();
});
after(async () => {
  for (const system of systems) system.kill();
  await browser?.close();
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('what a specialist system says reaches the citizen: arrived, a question, a fee, the decision with its letter', async () => {
  const { clerk, sender, destination } = await startSystem();

  await using officer = await newPerson(browser, platform.address);
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  const name = `Steuerverfahren ${destination.slice(-6)}`;
  await sendThere(officer, name, { ...sender, destination });

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

  await routeTo(officer, 'Fälle auf dieser Plattform');
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

type ReferenceFile = { readonly submissionId: string; readonly fileNumber: string; readonly data: string; readonly accepted: boolean; readonly senderReference?: string };

/** Sets up a destination at the platform's own delivery service and starts the reference system for it, as its vendor would: with what the operator hands out, and by the public interface. */
async function startSystem() {
  const at = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 86_400_000) };
  const [decrypt, sign] = [await makeKeyPair({ use: 'encrypt', name: 'Steuerverfahren', ...at }), await makeKeyPair({ use: 'sign', name: 'Steuerverfahren', ...at })];
  const schemaFile = join(folder, 'schema.json');
  const exported = schemaOfFolder(join(import.meta.dirname, '../efa', SERVICE));
  assert.ok('schema' in exported);
  writeFileSync(schemaFile, JSON.stringify(exported.schema));
  const submissionSchemas = [{ schemaUri: String(exported.schema['$id']), mimeType: 'application/json' }];
  const client = JSON.parse(await allmende(platform, 'fit-connect', 'client', '--name', 'Probe der Reise', '--scopes', 'create:destination send:region:DE', '--json')) as Client;
  const token = await fetch(client.tokenUrl, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: client.clientId, client_secret: client.clientSecret }) }).then((answer) => answer.json() as Promise<{ access_token: string }>);
  const call = async (method: string, path: string, body: unknown) => {
    const answer = await fetch(`${client.submissionApi}${path}`, { method, headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return (await answer.json()) as { destinationId: string };
  };
  const { destinationId } = await call('POST', '/v1/destinations', {
    contactInformation: { legalName: 'Steuerverfahren (Beispiel)', address: 'Marktplatz 7, 74072 Heilbronn', phone: '+49 7131 000000', email: 'verfahren@example.org' }, services: [{ identifier: URN, regions: ['DE08121'], submissionSchemas }],
    encryptionKid: decrypt.publicJwk.kid, encryptionPublicKey: decrypt.publicJwk, signingPublicKey: sign.publicJwk, metadataVersions: ['2.1.0'],
  });
  await call('PATCH', `/v1/destinations/${destinationId}`, { status: 'active' });
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({
    access: { api: client.submissionApi, tokenUrl: client.tokenUrl, clientId: client.clientId, clientSecret: client.clientSecret, destinationId }, takes: [{ identifier: URN, regions: ['DE08121'], schemas: [{ ...submissionSchemas[0], file: schemaFile }] }],
    keys: { decryption: decrypt.privateJwk, signing: sign.privateJwk }, folder, port: 0, pollMs: 400,
  }));
  const { clerk } = await start('generic-system', config);
  return { clerk, destination: destinationId, sender: client };
}

/** Starts the system of a building authority with a certificate of its own. */
async function startXbauSystem() {
  const own = join(folder, 'xbau');
  mkdirSync(own, { recursive: true });
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:3072', '-nodes', '-keyout', join(own, 'key.pem'), '-out', join(own, 'cert.pem'), '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'ignore' });
  const [cert, key] = [readFileSync(join(own, 'cert.pem'), 'utf8'), readFileSync(join(own, 'key.pem'), 'utf8')];
  const config = join(own, 'config.json');
  writeFileSync(config, JSON.stringify({ tls: { cert, key }, token: 'sehr-geheim', authority: { prefix: 'bab', key: '08121000', name: 'Bauaufsicht (Beispiel)' }, folder: own }));
  return { ...(await start('xbau-system', config)), cert };
}

async function start(program: 'generic-system' | 'xbau-system', config: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, `specialist-systems/${program}.ts`), config], { stdio: ['ignore', 'pipe', 'inherit'] });
  systems.push(child);
  const { listening, messages = 0 } = await new Promise<{ readonly listening: number; readonly messages?: number }>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => { resolve(JSON.parse(line) as { listening: number }); });
    child.once('exit', () => { reject(new Error('the specialist system ended')); });
  });
  const ask = async (path: string, body?: unknown) => {
    const answer = await fetch(`http://127.0.0.1:${listening}${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return answer.json();
  };
  return { messages, clerk: { ask, files: async () => (await ask('/files')) as ReferenceFile[], reply: (submission: string, said: unknown) => ask(`/files/${submission}/replies`, said) } };
}

type Client = { readonly clientId: string; readonly clientSecret: string; readonly tokenUrl: string; readonly submissionApi: string };

/** The officer connects the destination and lets applications of the service go there. */
async function sendThere(officer: Person, name: string, to: Client & { readonly destination: string }): Promise<void> {
  const { page } = officer;
  await officer.open('/heilbronn/office/deliveries/targets', 'Wohin gehen Anträge?');
  await officer.follow('FIT-Connect einrichten', 'FIT-Connect');
  await page.getByLabel(/^Name des Ziels/).fill(name);
  for (const [group, choice] of [[/^Zustelldienst/, 'own'], [/^Version der Schnittstelle/, 'v2'], [/^Schlüssel des Zustellpunkts/, 'self-signed']] as const) {
    const radios = page.getByRole('group', { name: group });
    if ((await radios.count()) > 0) await radios.locator(`input[value="${choice}"]`).check();
    else await page.getByLabel(group).selectOption(choice);
  }
  for (const [label, value] of [[/^Client-ID/, to.clientId], [/^Client-Secret/, to.clientSecret], [/^Zustellpunkt-ID/, to.destination], [/^Adresse der Submission API/, to.submissionApi], [/^Adresse für Zugriffstoken/, to.tokenUrl]] as const) await page.getByLabel(label).fill(value);
  await officer.press('Prüfen und speichern', 'Wohin gehen Anträge?');
  await routeTo(officer, new RegExp(`^${name}`));
}

async function routeTo(officer: Person, target: string | RegExp, service = readPackages().find(({ service: { id } }) => id === SERVICE)?.texts['de']?.['service.name'] ?? ''): Promise<void> {
  await officer.open('/heilbronn/office/deliveries/targets', 'Wohin gehen Anträge?');
  const choice = officer.page.getByRole('combobox', { name: `Ziel für ${service}` });
  const label = typeof target === 'string' ? target : (await choice.locator('option').allInnerTexts()).find((each) => target.test(each)) ?? assert.fail('the target can be chosen');
  await choice.selectOption({ label });
  await officer.press(new RegExp(`^Ziel speichern.*${service}`), 'Wohin gehen Anträge?');
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
