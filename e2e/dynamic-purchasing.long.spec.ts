import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { fileBehind } from './pages/file-behind.ts';
import { newPerson, type Person } from './person.ts';
import { openPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

let platform: Platform;
let browser: Browser;
let folder: string;
const PASSPHRASE = 'drei Birken am Teich';

before(async () => {
  platform = await openPlatform();
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), 'allmende-seal-'));
});
after(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('bidders are admitted, an offer is sealed in the browser, two of three officers open it, another decides, and the record is written', async () => {
  const run = Date.now().toString(36);
  const [systemTitle, title] = [`Arbeitsplatz-IT ${run}`, `Zwanzig Notebooks ${run}`];
  await using operator = await newPerson(browser, platform.address);
  await signIn(operator, accountOf(platform, 'Betrieb der Plattform', 'Allmende'), '');
  await operator.open('/operator/dynamic-purchasing/new', 'System einrichten');
  await operator.press('System einrichten', 'System einrichten');
  assert.match(await operator.page.title(), /^Fehler: /);
  await operator.page.getByLabel('Bezeichnung').fill(systemTitle);
  await operator.page.getByLabel('Art und geschätzte Menge der Leistung').fill('Marktübliche Geräte, etwa 500 im Jahr');
  await operator.page.getByLabel('Auftragsbekanntmachung').fill('Beispiel 2026/S 1');
  await typeDay(operator, 'Abgesandt am', new Date(Date.now() - 60 * 86_400_000));
  await typeDay(operator, 'Läuft bis', new Date(Date.now() + 700 * 86_400_000));
  await operator.page.getByLabel('Name der Kategorie 1').fill('Notebooks');
  await operator.page.getByLabel('Was in Kategorie 1 beschafft wird').fill('Tragbare Rechner');
  await operator.page.getByLabel('Eignungskriterien der Kategorie 1').fill('Zwei vergleichbare Aufträge');
  await operator.press('System einrichten', systemTitle);
  const systemPage = new URL(operator.page.url()).pathname;

  await using bidder = await newPerson(browser, platform.address, { screen: 'phone' });
  await becomeSupplier(bidder, operator, `Musterwerk ${run}`, `lena-${run}@musterwerk.example`);
  await bidder.open('/supplier/dynamic-purchasing', 'Beschaffungssysteme und Wettbewerbe');
  await bidder.follow('Eintragen', `Mitteilungen an Musterwerk ${run}`);
  await bidder.page.getByLabel('Anschrift').fill('Hauptstraße 1, 12345 Musterstadt');
  await bidder.page.getByLabel('E-Mail-Adresse').fill('vergabe@musterwerk.example');
  await bidder.press('Speichern', 'Beschaffungssysteme und Wettbewerbe');
  await bidder.follow(systemTitle, systemTitle);
  await bidder.page.getByLabel('Kategorie').selectOption({ label: 'Notebooks' });
  await bidder.page.getByLabel('Wie Sie die Eignungskriterien erfüllen').fill('Zwei Aufträge ausgeführt, Nachweise auf Wunsch.');
  await bidder.press('Antrag absenden', systemTitle);
  await operator.open(systemPage, systemTitle);
  await operator.page.getByLabel('Zulassen').check();
  await operator.press('Entscheiden', systemTitle);
  await operator.sees('1 zugelassen');

  // Two officers make their keys in the browser, the third with the program that works without a network.
  await using officer = await newPerson(browser, platform.address);
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  const keyFile = await makeKey(officer, 'officer.json');
  await using head = await newPerson(browser, platform.address, { screen: 'phone' });
  await signIn(head, accountOf(platform, 'Amtsleitung', 'Heilbronn'));
  await makeKey(head, 'head.json');
  await using approver = await newPerson(browser, platform.address);
  await signIn(approver, accountOf(platform, 'Freigabe', 'Heilbronn'));
  await writeFile(join(folder, 'pass'), PASSPHRASE);
  await seal('key', '--passphrase-file', join(folder, 'pass'), '--out', join(folder, 'key.json'), '--public', join(folder, 'public.json'));
  await approver.open('/heilbronn/office/competitions/keys', 'Schlüssel zum Öffnen');
  await approver.page.getByLabel('Datei mit dem öffentlichen Teil').setInputFiles(join(folder, 'public.json'));
  await approver.press('Öffentlichen Teil eintragen', 'Schlüssel zum Öffnen');

  await officer.open('/heilbronn/office/competitions/new', 'Wettbewerb anlegen');
  await officer.page.getByLabel('Beschaffungssystem und Kategorie').selectOption({ label: `${systemTitle}: Notebooks` });
  await officer.page.getByLabel('Gegenstand').fill(title);
  await officer.page.getByLabel('Leistungsbeschreibung').fill('Zwanzig Notebooks mit Gewährleistung');
  await officer.page.getByLabel('Gewicht des Preises in Prozent').fill('60');
  await officer.page.getByLabel('Wie der Preis zählt').selectOption('lowest-through-price');
  await officer.page.getByLabel(/^Weiteres Kriterium 1/).fill('Gewährleistung');
  await officer.page.getByLabel(/^Gewicht von Kriterium 1/).fill('30');
  await officer.page.getByLabel('Bei Gleichstand entscheidet').selectOption('lower-price');
  await officer.page.getByRole('group', { name: /EU-Schwellenwert/ }).getByLabel('Nein').check();
  for (const one of await officer.page.getByRole('group', { name: 'Wer öffnet die Angebote?' }).getByRole('checkbox').all()) await one.check();
  await officer.page.getByLabel('So viele müssen gemeinsam öffnen').fill('2');
  await officer.press('Entwurf speichern', 'Wettbewerb anlegen');
  await officer.sees('ergeben zusammen 100');
  await officer.page.getByLabel(/^Gewicht von Kriterium 1/).fill('40');
  await officer.press('Entwurf speichern', title);
  const competition = new URL(officer.page.url()).pathname;
  const id = competition.split('/').at(-1) ?? '';
  await officer.press('Auffordern', title);
  await officer.sees('Die Angebote sind versiegelt');
  await officer.sees('bis einschließlich');
  assert.equal((await officer.page.request.get(`${platform.address}${competition}/opening/set`)).status(), 409, 'no ciphertext leaves the house before the deadline');

  await bidder.open('/supplier/dynamic-purchasing', 'Beschaffungssysteme und Wettbewerbe');
  await bidder.comeTo(title, () => bidder.page.getByRole('link', { name: new RegExp(title) }).click());
  await bidder.page.getByLabel('Ihre Frage').fill('Welche Bildschirmgröße?');
  await bidder.press('Frage stellen', title);
  await officer.open(competition, title);
  await officer.page.getByLabel('Antwort auf „Welche Bildschirmgröße?“').fill('14 Zoll');
  await officer.press('Antworten', title);
  await bidder.open(`/supplier/dynamic-purchasing/competitions/${id}`, title);
  await bidder.sees('14 Zoll');
  await bidder.sees('nur 2 der 3 genannten Personen');
  const sent: string[] = [];
  bidder.page.on('request', (request) => sent.push(request.postDataBuffer()?.toString('latin1') ?? ''));
  await bidder.page.getByLabel('Gesamtpreis in Euro (netto)').fill('zwanzigtausend');
  await bidder.page.getByRole('button', { name: 'Angebot versiegeln' }).click();
  await bidder.sees('Bitte prüfen Sie: Gesamtpreis in Euro (netto), Gewährleistung');
  await bidder.page.getByLabel('Gesamtpreis in Euro (netto)').fill('20.412,00');
  await bidder.page.getByLabel('Gewährleistung').fill('Fünf Jahre vor Ort');
  await bidder.page.getByRole('button', { name: 'Angebot versiegeln' }).click();
  await bidder.sees('Ihr Angebot ist versiegelt');
  // A browser does not show the body of a request with files; what goes out is what lies in the form.
  const out = await bidder.page.locator('input[name=envelope]').evaluate(async (field: HTMLInputElement) => Object.fromEntries(await Promise.all([...new FormData(field.form ?? undefined)].map(async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()] as const))));
  assert.deepEqual(Object.keys(out).filter((name) => !name.startsWith('_')), ['envelope'], 'what was typed belongs to no form');
  assert.match(out['envelope'] ?? '', /"threshold":2/u);
  for (const text of [...Object.values(out), ...sent]) assert.doesNotMatch(text, /20\.?412|vor Ort/u, 'nothing readable leaves the browser');
  const digest = /[\w-]{30,}/u.exec(await bidder.page.getByText('Ihr Angebot ist versiegelt').innerText())?.[0] ?? 'no digest';
  await bidder.press('Angebot abgeben', title);
  await bidder.sees(/^Eingegangen am/);
  await bidder.sees(digest);

  // Ten days cannot pass here: the deadline is moved in the database, as nobody but its owner could.
  await using database = await openDatabase(platform.dataDir);
  await database.query("update dynamic_purchasing.competition set deadline = now() - interval '1 minute' where id = $1", [id]);
  await officer.open(competition, title);
  await officer.follow('Angebote mit meinem Schlüssel öffnen', 'Angebote öffnen');
  await officer.page.getByLabel('Ihre Schlüsseldatei').setInputFiles(keyFile);
  await officer.page.getByLabel('Passphrase').fill('falsch geraten');
  await officer.page.getByRole('button', { name: 'Anteile öffnen' }).click();
  await officer.sees('Die Passphrase stimmt nicht');
  await officer.page.getByLabel('Passphrase').fill(PASSPHRASE);
  await officer.page.getByRole('button', { name: 'Anteile öffnen' }).click();
  await officer.sees('Ihre Anteile sind geöffnet');
  await officer.press('Anteile abgeben', title);
  await officer.sees('1 von 2 Personen');
  await head.open(`${competition}/opening`, 'Angebote öffnen');
  assert.ok(!(await officer.page.locator('main').innerText()).includes('20.412'), 'one share opens nothing');
  await approver.open(`${competition}/opening`, 'Angebote öffnen');
  await writeFile(join(folder, 'set.json'), await (await approver.page.request.get(`${platform.address}${competition}/opening/set`)).body());
  await seal('open', '--key', join(folder, 'key.json'), '--passphrase-file', join(folder, 'pass'), '--set', join(folder, 'set.json'), '--out', join(folder, 'shares.json'));
  await approver.page.getByLabel('Datei mit den Anteilen').setInputFiles(join(folder, 'shares.json'));
  await approver.press('Anteile abgeben', title);
  await approver.sees('20.412,00');
  await head.open(competition, title);
  await head.sees('20.412,00');

  await officer.open(`${competition}/evaluation`, 'Angebote werten');
  await officer.sees('Fünf Jahre vor Ort');
  await officer.press('Wertung speichern', 'Angebote werten');
  assert.match(await officer.page.title(), /^Fehler: /);
  await officer.page.getByLabel('Punkte für Gewährleistung').fill('9');
  await officer.page.getByLabel('Grund für Gewährleistung').fill('Fünf Jahre, vor Ort');
  await officer.press('Wertung speichern', title);
  await officer.sees('96,00');
  await approver.open(competition, title);
  await approver.press('Entscheiden und allen mitteilen', title);
  await approver.press('Zuschlag erteilen', title);
  for (let tries = 0; !(await approver.page.getByRole('link', { name: 'Vergabevermerk (PDF)' }).isVisible()); tries += 1) {
    assert.ok(tries < 60, 'the record of award is written');
    await approver.page.waitForTimeout(500);
    await approver.page.reload();
  }
  assert.match(await fileBehind(approver, 'Vergabevermerk (PDF)'), /^%PDF-/);
  await bidder.open(`/supplier/dynamic-purchasing/competitions/${id}`, title);
  await bidder.sees('Ihr Angebot soll den Zuschlag erhalten');
  await bidder.open(`/supplier/dynamic-purchasing/competitions/${id}?lang=en`, title);
  await bidder.sees('Notices');
  assert.deepEqual([...operator.faults, ...officer.faults, ...head.faults, ...approver.faults, ...bidder.faults], []);
});

async function becomeSupplier(bidder: Person, operator: Person, name: string, email: string): Promise<void> {
  const { page } = bidder;
  await bidder.open('/supplier/apply', 'Als Anbieter bewerben');
  for (const [label, text] of [['Name der Organisation', name], ['Ort des Sitzes', 'Musterstadt'], ['Register und Nummer', 'GnR 123'], ['Website', 'https://musterwerk.example'], ['Name', 'Lena Liefert'], ['Dienstliche E-Mail-Adresse', email]] as const) await page.getByLabel(label, { exact: true }).fill(text);
  await bidder.press('Bewerbung absenden', 'Ihre Bewerbung ist angekommen');
  await operator.open('/operator/suppliers', /./);
  await operator.comeTo(name, () => operator.page.getByRole('link', { name: new RegExp(name) }).first().click());
  await operator.press('Zulassen', 'Der Zugang ist eingerichtet');
  const link = (await operator.page.locator('main code').first().innerText()).trim();
  await bidder.open(new URL(link).pathname, 'Willkommen');
  await page.getByLabel('Passwort', { exact: true }).fill('Traktor Leuchtturm Zimtstern');
  await page.getByLabel('Passwort wiederholen').fill('Traktor Leuchtturm Zimtstern');
  await bidder.press('Passwort setzen und anmelden', /./);
}

async function makeKey(officer: Person, name: string): Promise<string> {
  const { page } = officer;
  await officer.open('/heilbronn/office/competitions/keys', 'Schlüssel zum Öffnen');
  await page.getByLabel('Passphrase', { exact: true }).fill('kurz');
  await page.getByLabel('Passphrase wiederholen').fill('kurz');
  await page.getByRole('button', { name: 'Schlüssel erzeugen' }).click();
  await officer.sees('mindestens 12 Zeichen');
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase wiederholen').fill(PASSPHRASE);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Schlüssel erzeugen' }).click()]);
  const path = join(folder, name);
  await download.saveAs(path);
  assert.doesNotMatch(await readFile(path, 'utf8'), /"d":/u, 'the private part lies sealed in the file');
  await officer.press('Öffentlichen Teil eintragen', 'Schlüssel zum Öffnen');
  return path;
}

async function typeDay({ page }: Person, label: string, day: Date): Promise<void> {
  const parts = page.getByRole('group', { name: label }).getByRole('textbox');
  for (const [index, part] of day.toISOString().slice(0, 10).split('-').toReversed().entries()) await parts.nth(index).fill(part);
}

async function seal(...args: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [join(platform.house, 'tools/seal/seal.ts'), ...args]);
}

async function openDatabase(dataDir: string) {
  const [, , , port] = (await readFile(join(dataDir, 'database/cluster/postmaster.pid'), 'utf8')).split('\n');
  const client = new pg.Client({ host: '127.0.0.1', port: Number(port), user: 'postgres', database: 'allmende', password: (await readFile(join(dataDir, 'database/owner-password'), 'utf8')).trim() });
  await client.connect();
  return { query: (text: string, values: unknown[]) => client.query(text, values), [Symbol.asyncDispose]: () => client.end() };
}
