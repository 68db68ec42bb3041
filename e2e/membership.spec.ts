import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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
