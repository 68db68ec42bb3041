import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aPdf } from '@allmende/uploads/testing';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { dogTaxPages, exampleApplicant, fillPage, fillPages, openStatus, readReceipt, readThrough, registerDog, valueOf } from './pages/dog-tax-form.ts';
import { fileBehind } from './pages/file-behind.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
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

for (const javaScript of [true, false]) {
  test(`a caseworker decides a case that has just come in, and the citizen reads the decision, ${javaScript ? 'with' : 'without'} JavaScript`, async (t) => {
    await using citizen = await newPerson(browser, platform.address, { screen: 'phone', javaScript, isHasty: true });
    await using caseworker = await newPerson(browser, platform.address, { javaScript });
    const { page } = caseworker;

    await signIn(caseworker, accountOf(platform, 'Sachbearbeitung', 'Heilbronn'));
    const receipt = await registerDog(citizen, { slug: 'heilbronn', name: 'Heilbronn' }, exampleApplicant);
    const sent = performance.now();
    for (let seen = false; !seen; ) {
      await page.goto('/heilbronn/office/cases');
      seen = await page.getByRole('link', { name: receipt.reference }).isVisible();
      assert.ok(seen || performance.now() - sent < 5000, 'the case is in the inbox');
    }
    t.diagnostic(`in the inbox ${Math.round(performance.now() - sent)} ms after the receipt was shown`);
    await caseworker.open('/heilbronn/office', 'Meine Arbeit heute');
    await caseworker.follow('Fälle', 'Fälle');
    await page.getByLabel('Fall suchen').fill(receipt.reference);
    await caseworker.press('Suchen', 'Fälle');
    await caseworker.follow(receipt.reference, receipt.reference);
    assert.equal(await valueOf(page, 'Nachname'), exampleApplicant.familyName);

    await caseworker.press('Fall übernehmen', receipt.reference);
    await caseworker.follow('Entscheiden', /Wie entscheiden Sie\?|Beträge und Tage/);
    await caseworker.press('Weiter', 'Wie entscheiden Sie?');
    await caseworker.sees('Wählen Sie aus, wie Sie entscheiden.');
    await page.getByLabel('Steuer festsetzen').check();
    await caseworker.press('Weiter', 'Beträge und Tage');
    await page.getByLabel('Betrag im Jahr').fill('sechsundneunzig');
    await caseworker.press('Weiter', 'Beträge und Tage');
    assert.match(await page.title(), /^Fehler: /);
    assert.equal(await page.getByLabel('Betrag im Jahr').inputValue(), 'sechsundneunzig', 'what was typed is still there');
    await page.getByLabel('Betrag im Jahr').fill('96,00');
    await caseworker.press('Weiter', 'Text des Bescheids');
    assert.match(await page.getByLabel('Rechtsbehelfsbelehrung').inputValue(), /Widerspruch/);
    await caseworker.press('Bescheid prüfen', 'Bescheid prüfen');
    await caseworker.sees('96,00 €');
    await caseworker.sees(/Post/);
    await caseworker.press('Bescheid erlassen', receipt.reference);
    await caseworker.sees('Der Bescheid ist erlassen.');

    for (let tries = 0; !(await page.getByRole('link', { name: 'Bescheid als PDF' }).isVisible()); tries += 1) {
      assert.ok(tries < 100, 'the PDF is there within seconds');
      await page.reload();
    }
    assert.match(await fileBehind(caseworker, 'Bescheid als PDF'), /^%PDF-/);

    await using reader = await newPerson(browser, platform.address, { screen: 'phone', javaScript });
    for (let tries = 0; ; tries += 1) {
      await openStatus(reader, 'heilbronn', receipt);
      if (await reader.page.getByRole('link', { name: /^Bescheid/ }).isVisible()) break;
      assert.ok(tries < 20, 'the citizen sees the notice within seconds');
      await reader.press('Beenden', 'Stand Ihres Antrags');
    }
    await reader.sees('Gültig ist das Schreiben, das Sie mit der Post bekommen.');
    assert.match(await fileBehind(reader, /^Bescheid vom/), /^%PDF-/);

    await caseworker.follow('Absendung eintragen', /./);
    await caseworker.press(/eintragen/i, receipt.reference);
    await caseworker.follow('Fall abschließen', /./);
    await caseworker.press(/abschließen/i, receipt.reference);
    await caseworker.sees('Der Fall ist abgeschlossen.');
    assert.deepEqual([...caseworker.faults, ...citizen.faults, ...reader.faults], []);
  });
}

for (const javaScript of [true, false]) {
  test(`documents are requested in two clicks, the citizen brings them, writes, and takes the application back, ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    await using citizen = await newPerson(browser, platform.address, { screen: 'phone', javaScript, isHasty: true });
    await using caseworker = await newPerson(browser, platform.address, { javaScript });
    await using reader = await newPerson(browser, platform.address, { screen: 'phone', javaScript });
    const { page } = caseworker;
    const phone = reader.page;
    const receipt = await registerDogWithReason(citizen);
    await signIn(caseworker, accountOf(platform, 'Sachbearbeitung', 'Heilbronn'));
    await openCase(caseworker, receipt.reference);
    await caseworker.press('Fall übernehmen', receipt.reference);

    await caseworker.follow('Unterlagen anfordern', 'Unterlagen anfordern');
    assert.match(await page.getByLabel('Schreiben').inputValue(), new RegExp(`brauchen wir noch:[\\s\\S]*${receipt.reference}|${receipt.reference}[\\s\\S]*brauchen wir noch:`));
    await caseworker.press('Unterlagen anfordern', receipt.reference);
    await caseworker.sees('Die Unterlagen sind angefordert.');

    for (let tries = 0; ; tries += 1) {
      await openStatus(reader, 'heilbronn', receipt);
      if (await phone.getByText('Die Behörde hat eine Frage an Sie').isVisible()) break;
      assert.ok(tries < 20, 'the citizen gets the task within seconds');
      await reader.press('Beenden', 'Stand Ihres Antrags');
    }
    await reader.sees('Jetzt sind Sie dran');
    await reader.sees('Die Behörde hat Sie etwas gefragt');
    await phone.getByLabel('Dateien auswählen oder fotografieren').setInputFiles({ name: 'nachweis.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await aPdf(['Bescheinigung'])) });
    await reader.press('Hochladen', 'Stand Ihres Antrags');
    for (let tries = 0; !(await phone.getByText('Jetzt ist die Behörde dran').isVisible()); tries += 1) {
      assert.ok(tries < 200, 'the case goes on by itself');
      await phone.reload();
    }
    await reader.sees('Sie haben etwas nachgereicht');

    await reader.follow('Nachrichten lesen und schreiben', 'Nachrichten');
    await phone.getByLabel('Ihre Nachricht').fill(' ');
    await reader.press('Nachricht senden', 'Nachrichten');
    await reader.sees('Schreiben Sie Ihre Nachricht.');
    await phone.getByLabel('Ihre Nachricht').fill('Brauchen Sie das Original?');
    await phone.getByLabel('Dateien anhängen').setInputFiles({ name: 'anlage.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await aPdf(['Anlage'])) });
    await reader.press('Nachricht senden', 'Nachrichten');
    await reader.sees('Ihre Nachricht ist gesendet.');
    await reader.sees('noch nicht gelesen');
    await phone.getByLabel('E-Mail-Adresse').fill('niemand');
    await reader.press('E-Mails bestellen', 'Nachrichten');
    assert.equal(await phone.getByLabel('E-Mail-Adresse').inputValue(), 'niemand', 'what was typed is still there');
    await phone.getByLabel('E-Mail-Adresse').fill('ada@kanarienpost.example');
    await reader.press('E-Mails bestellen', 'Nachrichten');
    await reader.sees('Bestätigen Sie darin Ihre Adresse.');

    for (let tries = 0; ; tries += 1) {
      await caseworker.open('/heilbronn/office/cases', 'Fälle');
      const first = page.locator('main table tbody tr').first();
      if (/Nachweis ist da/.test(await first.innerText()) && /Neue Nachricht/.test(await first.innerText()) && (await first.getByRole('link', { name: receipt.reference }).isVisible())) break;
      assert.ok(tries < 50, 'the case stands on top of the inbox');
    }
    await caseworker.follow(receipt.reference, receipt.reference);
    await caseworker.follow('Nachrichten', 'Nachrichten');
    await caseworker.sees('Brauchen Sie das Original?');
    for (let tries = 0; !(await page.getByRole('link', { name: 'anlage.pdf' }).isVisible()); tries += 1) {
      assert.ok(tries < 200, 'the attachment is checked within seconds');
      await page.reload();
    }
    assert.match(await fileBehind(caseworker, 'anlage.pdf'), /^%PDF-/);
    await page.getByLabel('Ihre Nachricht').fill('Nein, die Kopie genügt.');
    await caseworker.press('Nachricht senden', 'Nachrichten');
    await caseworker.follow('Zum Fall', receipt.reference);
    await caseworker.press('Zur Kenntnis genommen', receipt.reference);

    await reader.open('/heilbronn/status', 'Stand Ihres Antrags');
    await reader.sees('1 neue Nachricht');
    await reader.follow('Nachrichten lesen und schreiben', 'Nachrichten');
    await reader.sees('Nein, die Kopie genügt.');
    await reader.sees(/gelesen am/);
    await reader.follow('Zum Stand des Antrags', 'Stand Ihres Antrags');
    await reader.follow('Antrag zurücknehmen', 'Antrag zurücknehmen');
    await reader.press('Antrag zurücknehmen', 'Antrag zurücknehmen');
    await reader.sees('Bestätigen Sie, dass Sie den Antrag zurücknehmen.');
    await phone.getByLabel('Ich nehme diesen Antrag zurück.').check();
    await reader.press('Antrag zurücknehmen', 'Stand Ihres Antrags');
    await reader.sees('Zurückgenommen');
    for (let tries = 0; ; tries += 1) {
      await caseworker.open(new URL(page.url()).pathname, receipt.reference);
      if (await page.getByText('Die antragstellende Person hat den Antrag zurückgenommen').isVisible()) break;
      assert.ok(tries < 50, 'the case hears of it');
    }
    assert.deepEqual([...caseworker.faults, ...citizen.faults, ...reader.faults], []);
  });
}

test('quiet hours are set by the office, and e-mails that stay here are seen by the operator', async () => {
  await using head = await newPerson(browser, platform.address, {});
  await signIn(head, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  await head.open('/heilbronn/office/mailbox', 'E-Mails an Antragstellende');
  await head.page.getByLabel('Beginnt um').selectOption('19 Uhr');
  await head.press('Speichern', 'E-Mails an Antragstellende');
  await head.sees('Die Ruhezeit ist gespeichert.');
  await using operator = await newPerson(browser, platform.address, {});
  await signIn(operator, accountOf(platform, 'Betrieb der Plattform', /./), /./);
  await operator.open('/operator/outbox', 'Postausgang');
  await operator.sees('Bestätigen Sie Ihre E-Mail-Adresse');
  const link = await operator.page.getByRole('link', { name: /status\/notices/ }).first().getAttribute('href');
  await using citizen = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
  await citizen.open(new URL(link ?? '').pathname, 'E-Mail-Adresse bestätigen');
  await citizen.press('Ja, bestätigen', 'Ihre E-Mail-Adresse ist bestätigt.');
  assert.deepEqual([...head.faults, ...operator.faults, ...citizen.faults], []);
});

/** Registers a dog for which evidence is asked, and leaves it for later. */
async function registerDogWithReason(person: Person): Promise<{ reference: string; secret: string }> {
  const pages = dogTaxPages(exampleApplicant).map((asked) => (asked.heading === 'Für die Höhe der Steuer' ? { ...asked, choices: { 'Gilt der Hund als gefährlich?': 'Nein', 'Möchten Sie weniger oder keine Steuer zahlen, weil der Hund eine besondere Aufgabe hat?': 'Ja, aus einem anderen Grund' } } : asked));
  await person.open('/heilbronn/services/hundesteuer-anmelden', 'Hundesteuer anmelden');
  await person.press('Jetzt beginnen', 'Wer hält den Hund?');
  await fillPages(person, pages, { next: 'Weiter', check: 'Warum soll die Steuer niedriger sein?' });
  await fillPage(person.page, { heading: '', texts: { 'Welche Aufgabe hat der Hund?': 'Er sucht Vermisste.' } });
  await person.press('Weiter', 'Nachweise');
  await person.press('Ich bringe das später', 'Nachweise');
  await person.follow('Weiter', 'Prüfen Sie Ihre Angaben');
  await person.page.getByLabel('Meine Angaben sind richtig und vollständig.').check();
  await readThrough(person.page);
  await person.press('Antrag absenden', 'Ihr Antrag ist angekommen');
  return readReceipt(person.page);
}

async function openCase(person: Person, reference: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    await person.open('/heilbronn/office/cases', 'Fälle');
    if (await person.page.getByRole('link', { name: reference }).isVisible()) break;
    assert.ok(tries < 50, 'the case is in the inbox');
  }
  await person.follow(reference, reference);
}
