import assert from 'node:assert/strict';
import type { Person } from '../person.ts';
import type { Account, Platform } from '../platform.ts';

/** The demo account of a role, as it is printed: `accountOf(platform, 'Sachbearbeitung', 'Heilbronn')`. */
export function accountOf(platform: Platform, role: string, authority: string | RegExp): Account {
  const found = platform.accounts.find((account) => account.role === role && account.authority !== null && (typeof authority === 'string' ? account.authority.includes(authority) : authority.test(account.authority)));
  assert.ok(found, `there is a demo account for ${role} of ${String(authority)}`);
  return found;
}

/** Signs in and stands on the first page of staff. */
export async function signIn(person: Person, account: Account, heading: string | RegExp = 'Meine Arbeit heute'): Promise<void> {
  await person.open('/sign-in', 'Anmelden');
  await typeAccount(person, account.email, account.password);
  await person.press('Anmelden', heading);
}

/** Types address and password into the sign-in page. */
export async function typeAccount(person: Person, email: string, password: string): Promise<void> {
  await person.page.getByLabel('E-Mail-Adresse').fill(email);
  await person.page.getByLabel('Passwort', { exact: true }).fill(password);
}
