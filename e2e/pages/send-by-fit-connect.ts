import assert from 'node:assert/strict';
import type { Person } from '../person.ts';

/** What a client of a delivery service is given. */
export type FitConnectClient = { readonly clientId: string; readonly clientSecret: string; readonly tokenUrl: string; readonly submissionApi: string };

/** A digital officer of Heilbronn sets up a destination by FIT-Connect at the platform's own delivery service. */
export async function setUpFitConnect(officer: Person, name: string, to: FitConnectClient & { readonly destination: string }): Promise<void> {
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
}

/** Lets the applications of a service of Heilbronn go to a target, by its name in the list or the beginning of it. */
export async function routeTo(officer: Person, target: string | RegExp, service: string): Promise<void> {
  await officer.open('/heilbronn/office/deliveries/targets', 'Wohin gehen Anträge?');
  const choice = officer.page.getByRole('combobox', { name: `Ziel für ${service}` });
  const label = typeof target === 'string' ? target : (await choice.locator('option').allInnerTexts()).find((each) => target.test(each)) ?? assert.fail('the target can be chosen');
  await choice.selectOption({ label });
  await officer.press(new RegExp(`^Ziel speichern.*${service}`), 'Wohin gehen Anträge?');
}
