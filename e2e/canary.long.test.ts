import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aPhotoOf, aTalkativePdf } from '@allmende/uploads/testing';
import type pg from 'pg';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { dogTaxPages, fillPage, fillPages, openStatus, readReceipt, type Applicant } from './pages/dog-tax-form.ts';
import { fileBehind } from './pages/file-behind.ts';
import { formsOf, scanBytes, scanFolder, type Hit } from './pages/plaintext-scan.ts';
import { openDatabase, scanTables } from './pages/scan-tables.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { newPerson } from './person.ts';
import { allmende, startPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

// Invented, found nowhere else, and long enough that no chance brings them about.
const canary: Applicant = {
  givenName: 'Xaveründe', familyName: 'Quillmoor-Zätzke', street: 'Brombastelweg', houseNumber: '9317xq', postcode: '74072', town: 'Heilbronn an der Quorze', email: 'vermolt.quorx@kanarienpost.example', telephone: '07131 918273645',
  dogName: 'Wuffzildamir', breed: 'Labrakanarello-Mischling', marks: 'Kanarienflecktupfen am linken Ohr', chip: '276098765432109',
};
const wrongChip = 'KEIN-CHIP-ZWIRBELQUARZ';
const reason = 'Er bewacht die Zwirbelquorzer Kanarienzucht bei Nacht.';
/** Stands in the words of the PDF, in its metadata, in the metadata of the photo, in the printed words of the photo and in both file names. */
const evidence = { words: 'Dokumentenkanarie Zwirbelfink', author: 'Kanarienautorin-Quorle', artist: 'Kanarienfotograf-Brumsel', printed: 'Nachtigallenschein', pdfName: 'Kanarienbescheinigung-Quorx.pdf', photoName: 'Kanarienfoto-Brambel.jpg' };
/** What applicant and office write to each other, where the applicant hears of it, and what the office asks for. */
const talk = { question: 'Darf der Kanarienquirlhund mit ins Rathaus?', file: 'Kanarienanlage-Zwurbel.pdf', answer: 'Ja, mit Quarzelleine.', address: 'quirlquorx@postkanarie.example', request: 'Bitte schicken Sie die Zwirbelbescheinigung.' };
const wordOfNotice = 'Diesen Satz mit Bescheidkanarienvogel schrieb die Sachbearbeiterin.';

/** What the service package lets lie in the clear (`clearFields` in `efa/hundesteuer/service.yaml`): nothing. */
const clear: readonly string[] = [];

let platform: Platform;
let browser: Browser;
let database: pg.Client;

before(async () => {
  platform = await startPlatform();
  browser = await launchBrowser();
  database = await openDatabase(platform.dataDir);
});
after(async () => {
  await database?.end();
  await browser?.close();
  await platform?.stop();
});

test('what a citizen writes lies readable nowhere, and after the case is deleted its key is gone and the log still verifies', async (t) => {
  const { receipt, caseId } = await walkThePath();
  const values = [
    ...Object.entries(canary).filter(([name]) => name !== 'postcode' && name !== 'town').map(([, value]) => value), canary.town, wrongChip, reason, wordOfNotice,
    receipt.secret, receipt.secret.replaceAll('-', ''), ...Object.values(evidence), ...Object.values(talk), ...evidence.words.split(' '), `${canary.givenName} ${canary.familyName}`,
  ].filter((value) => !clear.includes(value));

  await t.test('the scan finds each of these values wherever it lies and however it is written', () => {
    for (const value of values) {
      for (const [form, needle] of formsOf(value)) assert.ok(scanBytes('planted', Buffer.concat([Buffer.alloc(100, 7), needle, Buffer.alloc(100, 7)]), values).some((hit) => hit.value === value), `${value} as ${form}`);
      for (const before of ['', 'a', 'bc', 'def']) assert.ok(scanBytes('planted', Buffer.from(Buffer.from(`${before}${value} and more`).toString('base64')), values).some((hit) => hit.value === value), `${value} in base64`);
    }
  });

  await allmende(platform, 'audit', 'checkpoint');
  await database.query('checkpoint');
  const tables = await scanTables(database, values);
  const folder = await scanFolder(platform.dataDir, values);
  const exported = await allmende(platform, 'audit', 'export', 'heilbronn');
  const hits: Hit[] = [...tables.hits, ...folder.hits, ...scanBytes('printed by the processes', Buffer.from(platform.printed()), values), ...scanBytes('audit export', Buffer.from(exported), values)];
  t.diagnostic(`${values.length} values in ${tables.tables} tables with ${tables.rows} rows, ${folder.files} files with ${folder.bytes} bytes, ${platform.printed().length} characters of output, ${exported.length} of audit export`);
  assert.ok(tables.rows > 30_000 && folder.bytes > 50_000_000 && exported.includes(caseId), 'the scan has looked at the real thing');
  assert.match(platform.printed(), /web is ready/);
  assert.deepEqual(hits, []);

  const keys = await keysOf(caseId);
  assert.deepEqual(keys.map(({ alive }) => alive), [true, true], 'case and application each have a key');
  await deleteCase(receipt.reference);
  for (let tries = 0; (await keysAlive(keys.map(({ id }) => id))) > 0; tries += 1) assert.ok(tries < 200, 'both keys are destroyed within seconds');
  await using citizen = await newPerson(browser, platform.address, { isHasty: true });
  await openStatus(citizen, 'heilbronn', receipt);
  await citizen.sees(/passen nicht zusammen|gelöscht/);
  assert.match(await allmende(platform, 'audit', 'verify'), /Alle Protokolle sind unverändert\./);
  await allmende(platform, 'audit', 'checkpoint');
  assert.equal((JSON.parse(await allmende(platform, 'audit', 'verify', '--json')) as { ok: boolean }).ok, true);
});

async function walkThePath(): Promise<{ receipt: { reference: string; secret: string }; caseId: string }> {
  await using citizen = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false, isHasty: true });
  const { page } = citizen;
  const pages = dogTaxPages(canary).map((asked) => (asked.heading === 'Für die Höhe der Steuer' ? { ...asked, choices: { 'Gilt der Hund als gefährlich?': 'Nein', 'Möchten Sie weniger oder keine Steuer zahlen, weil der Hund eine besondere Aufgabe hat?': 'Ja, aus einem anderen Grund' } } : asked));
  await citizen.open('/heilbronn/services/hundesteuer-anmelden', 'Hundesteuer anmelden');
  await citizen.press('Jetzt beginnen', 'Wer hält den Hund?');
  await fillPages(citizen, pages.slice(0, 2), { next: 'Weiter', check: 'Ihr Hund' });
  await fillPage(page, { ...pages[2], heading: '', texts: { ...pages[2]?.texts, Chipnummer: wrongChip } });
  await citizen.press('Weiter', 'Ihr Hund');
  await fillPages(citizen, pages.slice(2), { next: 'Weiter', check: 'Warum soll die Steuer niedriger sein?' });
  await fillPage(page, { heading: '', texts: { 'Welche Aufgabe hat der Hund?': reason } });
  await citizen.press('Weiter', 'Nachweise');
  const choose = page.getByLabel('Dateien auswählen oder fotografieren');
  await choose.setInputFiles({ name: evidence.pdfName, mimeType: 'application/pdf', buffer: Buffer.from(await aTalkativePdf([`Bescheinigung ${evidence.words}`], evidence.author)) });
  await citizen.press('Hochladen', 'Nachweise');
  for (let tries = 0; !(await page.getByRole('link', { name: evidence.pdfName }).isVisible()); tries += 1) {
    assert.ok(tries < 200, 'the upload is checked within seconds');
    await page.reload();
  }
  await citizen.follow('Weiter', 'Prüfen Sie Ihre Angaben');
  await page.getByLabel('Meine Angaben sind richtig und vollständig.').check();
  // Whoever sends faster than people read is asked to wait.
  await page.waitForTimeout(5000);
  await citizen.press('Antrag absenden', 'Ihr Antrag ist angekommen');
  const receipt = await readReceipt(page);
  assert.match(await fileBehind(citizen, 'Bestätigung als PDF'), /^%PDF-/);

  await openStatus(citizen, 'heilbronn', receipt);
  await page.getByLabel('Weitere Datei hochladen').setInputFiles({ name: evidence.photoName, mimeType: 'image/jpeg', buffer: await aPhotoOf([`Bescheinigung ${evidence.printed}`], evidence.artist) });
  await citizen.press('Hochladen', 'Stand Ihres Antrags');
  await citizen.follow('Nachrichten lesen und schreiben', 'Nachrichten');
  await page.getByLabel('Ihre Nachricht').fill(talk.question);
  await page.getByLabel('Dateien anhängen').setInputFiles({ name: talk.file, mimeType: 'application/pdf', buffer: Buffer.from(await aTalkativePdf([evidence.words], evidence.author)) });
  await citizen.press('Nachricht senden', 'Nachrichten');
  await page.getByLabel('E-Mail-Adresse').fill(talk.address);
  await citizen.press('E-Mails bestellen', 'Nachrichten');
  await citizen.open('/heilbronn/status', 'Stand Ihres Antrags');
  await citizen.press('Beenden', 'Stand Ihres Antrags');

  await using caseworker = await newPerson(browser, platform.address, { isHasty: true });
  const office = caseworker.page;
  await signIn(caseworker, accountOf(platform, 'Sachbearbeitung', 'Heilbronn'));
  for (let tries = 0; !(await office.getByRole('link', { name: receipt.reference }).isVisible()); tries += 1) {
    assert.ok(tries < 50, 'the case arrives');
    await caseworker.open('/heilbronn/office/cases', 'Fälle');
  }
  await caseworker.follow(receipt.reference, receipt.reference);
  for (let tries = 0; (await office.getByRole('link', { name: /Kanarien/ }).count()) < 2; tries += 1) {
    assert.ok(tries < 300, 'both documents reach the case');
    await office.reload();
  }
  await caseworker.press('Fall übernehmen', receipt.reference);
  await caseworker.follow('Nachrichten', 'Nachrichten');
  await office.getByLabel('Ihre Nachricht').fill(talk.answer);
  await caseworker.press('Nachricht senden', 'Nachrichten');
  await caseworker.follow('Zum Fall', receipt.reference);
  await caseworker.follow('Unterlagen anfordern', 'Unterlagen anfordern');
  await office.getByLabel('Schreiben').fill(talk.request);
  await caseworker.press('Unterlagen anfordern', receipt.reference);
  await caseworker.follow('Entscheiden', 'Wie entscheiden Sie?');
  await office.getByLabel('Steuer festsetzen').check();
  await caseworker.press('Weiter', 'Beträge und Tage');
  await caseworker.press('Weiter', 'Text des Bescheids');
  const text = office.getByLabel('Text', { exact: true });
  await text.fill(`${await text.inputValue()}\n\n${wordOfNotice}`);
  await caseworker.press('Bescheid prüfen', 'Bescheid prüfen');
  await caseworker.press('Bescheid erlassen', receipt.reference);
  for (let tries = 0; !(await office.getByRole('link', { name: 'Bescheid als PDF' }).isVisible()); tries += 1) {
    assert.ok(tries < 100, 'the PDF is there within seconds');
    await office.reload();
  }
  await caseworker.follow('Absendung eintragen', /./);
  await caseworker.press(/eintragen/i, receipt.reference);
  await caseworker.follow('Fall abschließen', /./);
  await caseworker.press(/abschließen/i, receipt.reference);
  const caseId = new URL(office.url()).pathname.split('/').at(-1) ?? '';

  // The application learns of the notice through the outbox.
  for (let tries = 0; ; tries += 1) {
    await openStatus(citizen, 'heilbronn', receipt);
    if (await page.getByRole('link', { name: /^Bescheid/ }).isVisible()) break;
    assert.ok(tries < 30, 'the citizen sees the notice');
    await citizen.press('Beenden', 'Stand Ihres Antrags');
  }
  assert.match(await fileBehind(citizen, /^Bescheid vom/), /^%PDF-/);
  return { receipt, caseId };
}

async function deleteCase(reference: string): Promise<void> {
  await using head = await newPerson(browser, platform.address);
  await signIn(head, accountOf(platform, 'Amtsleitung', 'Heilbronn'));
  await head.open(`/heilbronn/office/cases?q=${reference}`, 'Fälle');
  await head.follow(reference, reference);
  await head.follow('Fall löschen', /löschen/);
  await head.press(/löschen/i, 'Fälle');
  await head.sees('Der Fall ist gelöscht.');
}

async function keysOf(caseId: string): Promise<{ id: string; alive: boolean }[]> {
  const { rows } = await database.query<{ id: string; alive: boolean }>(
    `select k.id, k.wrapped is not null as alive from cases.case_file c join online_services.application a on a.id = c.application_id join secrets.data_key k on k.tenant_id = c.tenant_id and k.id in (c.data_key_id, a.data_key_id) where c.id = $1`, [caseId],
  );
  return rows;
}

async function keysAlive(ids: readonly string[]): Promise<number> {
  const { rows } = await database.query<{ alive: number }>('select count(*)::int as alive from secrets.data_key where id = any($1) and wrapped is not null', [ids]);
  return rows[0]?.alive ?? 0;
}
