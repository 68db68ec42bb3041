import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aDescription } from '@allmende/vetting/testing';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { valueOf } from './pages/dog-tax-form.ts';
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

test('a town applies, the operator admits it, and its first officer enters its space', async () => {
  await using applicant = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
  const { page } = applicant;
  await applicant.open('/', 'Ihre Verwaltung online');
  await applicant.follow('Mitglied werden', 'Mitglied werden');
  await page.getByLabel('Für welche Behörde?').fill('Bad Belzig');
  await applicant.press('Suchen', 'Mitglied werden');
  await applicant.follow('Stadt Bad Belzig', 'Stadt Bad Belzig');
  await page.getByLabel('Name', { exact: true }).fill('Petra Ausgedacht');
  await page.getByLabel('Dienstliche E-Mail-Adresse').fill('petra ohne at');
  await applicant.press('Antrag absenden', 'Stadt Bad Belzig');
  assert.match(await page.title(), /^Fehler: /);
  assert.equal(await page.getByLabel('Dienstliche E-Mail-Adresse').inputValue(), 'petra ohne at', 'nothing that was typed is lost');
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Petra Ausgedacht');
  await page.getByLabel('Funktion').fill('Hauptamt');
  await page.getByLabel('Dienstliche E-Mail-Adresse').fill('petra.ausgedacht@bad-belzig.example');
  await applicant.press('Antrag absenden', 'Ihr Antrag ist angekommen');

  await using operator = await newPerson(browser, platform.address);
  await signIn(operator, accountOf(platform, 'Betrieb der Plattform', 'Allmende'), '');
  await operator.open('/operator/members', 'Mitglieder');
  await operator.follow(/^Entscheiden.*Stadt Bad Belzig$/, 'Stadt Bad Belzig');
  await operator.sees('Petra Ausgedacht');
  await operator.press('Entscheidung eintragen', 'Stadt Bad Belzig');
  assert.match(await operator.page.title(), /^Fehler: /);
  await operator.page.getByLabel('Aufnehmen').check();
  await operator.page.getByLabel(/^Beschluss/).fill('Vorstand 3/2026 (Beispiel)');
  const day = operator.page.getByRole('group', { name: 'Tag des Beschlusses' }).getByRole('textbox');
  for (const [index, part] of ['20', '11', '2026'].entries()) await day.nth(index).fill(part);
  await operator.page.getByLabel('Begründung').fill('Alle Nachweise liegen vor (Beispiel).');
  await operator.press('Entscheidung eintragen', 'Mitglieder');
  await operator.sees('Stadt Bad Belzig');

  await applicant.open('/bad-belzig', 'Bad Belzig');
  await applicant.sees('Stadt Bad Belzig ist Mitglied von Allmende');

  await operator.open('/operator/people', 'Personen und Rollen');
  await operator.follow('Erste Digitalbeauftragte einer Behörde einrichten', 'Erste Digitalbeauftragte einrichten');
  await operator.page.getByLabel('Behörde', { exact: true }).fill('bad-belzig');
  await operator.page.getByLabel('Name', { exact: true }).fill('Petra Ausgedacht');
  await operator.page.getByLabel('E-Mail-Adresse').fill('petra.ausgedacht@bad-belzig.example');
  await operator.press('Einrichten', 'Einmal-Passwort');
  const oneTime = await valueOf(operator.page, 'Einmal-Passwort');

  await using officer = await newPerson(browser, platform.address);
  await officer.open('/sign-in', 'Anmelden');
  await typeAccount(officer, 'petra.ausgedacht@bad-belzig.example', oneTime);
  await officer.press('Anmelden', 'Passwort ändern');
  await officer.page.getByLabel('Bisheriges Passwort').fill(oneTime);
  await officer.page.getByLabel('Neues Passwort', { exact: true }).fill('Traktor Leuchtturm Zimtstern');
  await officer.page.getByLabel('Neues Passwort wiederholen').fill('Traktor Leuchtturm Zimtstern');
  await officer.press('Passwort ändern', /./);
  await officer.open('/bad-belzig/office', 'Meine Arbeit heute');
  await officer.sees('Stadt Bad Belzig');
  await officer.follow('Bedarfe', 'Bedarfe');
  assert.deepEqual([...applicant.faults, ...operator.faults, ...officer.faults], []);
});

test('a supplier applies, is admitted, mends what the checks find, and its solution stands in the store with a level', async () => {
  await using supplier = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
  const { page } = supplier;
  await supplier.open('/supplier', 'Für Anbieter');
  await supplier.follow('Als Anbieter bewerben', 'Als Anbieter bewerben');
  await page.getByLabel('Name der Organisation').fill('Musterwerk eG (Beispiel)');
  await supplier.press('Bewerbung absenden', 'Als Anbieter bewerben');
  assert.equal(await page.getByLabel('Name der Organisation').inputValue(), 'Musterwerk eG (Beispiel)', 'nothing that was typed is lost');
  await page.getByLabel('Ort des Sitzes').fill('Musterstadt');
  await page.getByLabel('Register und Nummer').fill('Amtsgericht Musterstadt, GnR 123 (Beispiel)');
  await page.getByLabel('Website').fill('https://musterwerk.example/');
  await page.getByLabel('Name', { exact: true }).fill('Lena Liefert');
  await page.getByLabel('Dienstliche E-Mail-Adresse').fill('lena.liefert@musterwerk.example');
  await supplier.press('Bewerbung absenden', 'Ihre Bewerbung ist angekommen');

  await using operator = await newPerson(browser, platform.address);
  await signIn(operator, accountOf(platform, 'Betrieb der Plattform', 'Allmende'), '');
  await operator.open('/operator/suppliers', 'Anbieter');
  await operator.follow(/^Entscheiden.*Musterwerk eG/, 'Musterwerk eG');
  await operator.press('Zulassen', 'Der Zugang ist eingerichtet');
  const invitation = new URL(await operator.page.locator('main code').innerText()).pathname;

  await supplier.open(invitation, /./);
  for (const field of await page.locator('input[type=password]').all()) await field.fill('Traktor Leuchtturm Zimtstern');
  await supplier.comeTo('Musterwerk eG', () => page.locator('main button[type=submit]').click());
  await supplier.follow('Meine Lösungen', 'Meine Lösungen');
  await page.getByLabel('Oder fügen Sie den Inhalt ein').fill('name: [');
  await supplier.press('Einreichen und prüfen', 'Meine Lösungen');
  assert.equal(await page.getByLabel('Oder fügen Sie den Inhalt ein').inputValue(), 'name: [');
  await page.getByLabel('Oder fügen Sie den Inhalt ein').fill(aDescription({ repository: `https://example.org/musterwerk/plan-${Date.now()}.git` }).replace('task-management', 'raumfahrt'));
  await supplier.press('Einreichen und prüfen', 'Musterplan');
  await supplier.sees('Diese Kategorie steht nicht im Verzeichnis des Standards.');
  await page.getByText('Beschreibung ersetzen').click();
  const text = page.getByLabel('Oder fügen Sie den Inhalt ein');
  await text.fill((await text.inputValue()).replace('raumfahrt', 'task-management'));
  await supplier.press('Neue Fassung prüfen', 'Musterplan');
  await supplier.sees('Stufe 1 von 7: Beschreibung stimmt');
  await supplier.follow(/^Nachweis vorlegen.*Herkunft und Rechte geklärt$/, 'Herkunft und Rechte geklärt');
  await page.getByLabel('Wem gehören die Rechte?').fill('Musterwerk eG (Beispiel)');
  await page.getByLabel('Es sind unsere eigenen Rechte').check();
  await page.getByLabel('Commit').fill('0123456789abcdef0123456789abcdef01234567');
  await page.getByLabel('Bestandteile anderer benutzen wir nach ihren Lizenzen.').check();
  await supplier.press('Vorlegen und prüfen', 'Musterplan');
  await supplier.sees('wartet auf Sichtung');
  await supplier.press('Zur Sichtung einreichen', 'Musterplan');

  await operator.open('/operator/vetting', 'Prüfung von Lösungen');
  await operator.follow(/^Ansehen.*Musterplan$/, 'Musterplan');
  await operator.page.getByLabel('Ihre Frage an den Anbieter').fill('Wer pflegt die Lösung?');
  await operator.press('Frage stellen', 'Musterplan');
  await operator.press(/^Bestätigen.*Herkunft und Rechte geklärt$/, 'Musterplan');
  await operator.sees('Stufe 2 von 7: Lizenz und Herkunft klar');
  await operator.press('Freigeben', 'Musterplan');

  await supplier.open('/supplier/solutions', 'Meine Lösungen');
  await supplier.follow(/^Ansehen.*Musterplan$/, 'Musterplan');
  await supplier.sees('Wer pflegt die Lösung?');
  await page.getByLabel('Ihre Nachricht an den Betrieb').fill('Die Genossenschaft selbst.');
  await supplier.press('Nachricht senden', 'Musterplan');
  for (const check of ['Prüfbericht zur Barrierefreiheit (BITV, EN 301 549)', 'Einordnung nach der KI-Verordnung', 'Stückliste (CycloneDX) gültig']) {
    await supplier.follow(`Nachweis vorlegen ${check}`, check);
    await supplier.back('Musterplan');
  }
  await supplier.press('Freigeben und in den Store stellen', 'Musterplan');
  await supplier.follow('Eintrag ansehen', 'Musterplan');
  await supplier.sees('Stufe 2 von 7: Lizenz und Herkunft klar');
  await page.getByText('Alle Prüfungen').first().click();
  await supplier.sees('Anerkannte offene Lizenz');
  await operator.open(new URL(page.url()).pathname, 'Musterplan');
  await operator.open('/operator/advisories', 'Bekannte Schwachstellen');
  assert.deepEqual([...supplier.faults, ...operator.faults], []);
});
