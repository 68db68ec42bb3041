import assert from 'node:assert/strict';
import type { Person } from '../person.ts';
import { fillPage } from './dog-tax-form.ts';

/** Hands in the draft that is shown, as everyday business. */
export async function submitOrder(person: Person, heading: string | RegExp): Promise<void> {
  const { page } = person;
  await page.getByRole('group', { name: 'Warum ist keine Ausschreibung nötig?' }).getByLabel(/§ 108/).check();
  await page.getByRole('group', { name: 'Ist das ein Geschäft der laufenden Verwaltung?' }).getByLabel('Ja, laufende Verwaltung').check();
  const norm = page.getByLabel('Vorschrift', { exact: true });
  if (await norm.isVisible()) await norm.fill('Beispielvorschrift');
  await page.getByLabel('Begründung').fill('Wiederkehrende Bestellung im Rahmen des Haushalts (Beispiel).');
  await person.press('Bestellung einreichen', heading);
}

/** Looks at an approved order until everything runs; at most as many seconds as given. */
export async function waitUntilRunning(person: Person, apps: readonly string[], seconds: number): Promise<void> {
  const { page } = person;
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const text = await page.locator('main').innerText();
    if (apps.every((app) => text.includes(`${app}: läuft`)) && text.includes('Dokumente liegen bereit')) return;
    assert.ok(performance.now() < deadline, `everything runs within ${seconds} s:\n${text.slice(0, 1500)}`);
    await page.reload();
  }
}

/** Fills in the local values of the dog tax; invented, and labelled so. */
export async function fillRates(person: Person, rates: { readonly first: string; readonly office: string; readonly statute: string }): Promise<void> {
  await fillPage(person.page, {
    heading: '',
    texts: {
      'Erster Hund': rates.first, 'Zweiter Hund': '90,00', 'Jeder weitere Hund': '120,00', 'Steuerpflichtig ab': '4', 'Frist zur Anmeldung: Zahl': '2', 'Erste Zahlung fällig': '30',
      'Name der Stelle': rates.office, 'Anschrift der Stelle': 'Musterstraße 1 (Beispiel)', 'Name der Satzung': rates.statute,
    },
    choices: { 'Die Steuer beginnt': 'mit dem Monat nach der Aufnahme', 'Wird im ersten Jahr nach Monaten geteilt?': 'Ja', 'Frist zur Anmeldung: Einheit': 'Wochen' },
    dates: { 'Datum der Satzung': ['1', '1', '2026'], 'Die Werte gelten ab': ['1', '1', '2026'] },
  });
  await person.page.getByLabel('Das sind nur Beispielwerte').check();
}
