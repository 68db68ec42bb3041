import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { exampleApplicant, registerDog } from './pages/dog-tax-form.ts';
import { fillRates, submitOrder, waitUntilRunning } from './pages/ordering.ts';
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

const own = { first: '45,00', office: 'Amt Güstrow-Land, Kämmerei (Beispiel)', statute: 'Hundesteuersatzung der Gemeinde (Beispielwerte)' };

test('an Amt takes over from Heilbronn in five steps, a citizen of a member municipality applies, and the case is the Amt’s alone', async () => {
  await using officer = await newPerson(browser, platform.address);
  const { page } = officer;
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Amt Güstrow-Land'));

  // 1: look at what the neighbour uses
  await officer.open('/store', 'Store');
  await officer.follow('Allmende Online-Dienste', 'Allmende Online-Dienste');
  await officer.sees('Stadt Heilbronn, seit');
  await officer.follow(/^Ansehen und übernehmen.*Heilbronn$/, 'Stadt Heilbronn');
  // 2: own need and draft
  await officer.press(/^Bedarf und Entwurf anlegen/, /./);
  await officer.sees('Bedarf und Entwurf sind da.');
  const order = new URL(page.url()).pathname;
  // 3: hand in
  await submitOrder(officer, /./);
  await officer.sees('Jetzt ist eine zweite Person dran');
  // 4: a second person approves
  await using approver = await newPerson(browser, platform.address);
  await signIn(approver, accountOf(platform, 'Freigabe', 'Amt Güstrow-Land'));
  await approver.open(order, /./);
  await approver.press('Bestellung freigeben', /./);
  await waitUntilRunning(approver, ['Online-Dienste', 'Fälle'], 10);
  // 5: own rates on top of the neighbour's rules, and on
  await officer.open('/amt-guestrow-land/office/services', 'Online-Dienste');
  await officer.follow('Hundesteuer anmelden', 'Hundesteuer anmelden');
  await officer.follow('Von einer anderen Behörde übernehmen', 'Hundesteuer anmelden übernehmen');
  await page.getByLabel('Stadt Heilbronn').check();
  await officer.press('Übernehmen', 'Hundesteuer anmelden');
  await officer.sees('Tragen Sie jetzt Ihre eigenen Sätze und Ihre Satzung ein.');
  assert.equal(await page.getByLabel(/^Erster Hund/).inputValue(), '', 'the neighbour’s rates are not ours');
  await officer.press('Änderungen prüfen', 'Änderungen prüfen');
  await officer.sees('Damit lässt sich der Dienst noch nicht einschalten');
  await officer.press('Weiter bearbeiten', 'Hundesteuer anmelden');
  await fillRates(officer, own);
  // What the Amt does not need to know, how many files it takes, and its colour.
  await page.locator('input[name="question.dog.chip"][value="no"]').check();
  await page.locator('input[name="evidence.reduction.maxFiles"]').fill('1');
  await page.locator('input[name="branding.accent"]').fill('#00594d');
  await officer.press('Änderungen prüfen', 'Änderungen prüfen');
  await officer.sees('wird weggelassen');
  await officer.press('Speichern und einschalten', 'Hundesteuer anmelden');
  await officer.sees('Der Dienst ist mit diesen Werten eingeschaltet');

  await using citizen = await newPerson(browser, platform.address, { screen: 'phone', javaScript: false });
  await citizen.open('/', 'Ihre Verwaltung online');
  await citizen.page.getByLabel('Wo wohnen Sie?').fill('Mühl Rosin');
  await citizen.press('Ort finden', 'Mühl Rosin');
  await citizen.sees('Zuständig: Amt Güstrow-Land');
  const inColour = async () => (await citizen.page.locator('rect[fill="#00594d"]').count()) > 0;
  const slug = new URL(citizen.page.url()).pathname.slice(1);
  const receipt = await registerDog(citizen, { slug, name: 'Mühl Rosin' }, { ...exampleApplicant, postcode: '18273', town: 'Mühl Rosin' });
  assert.ok(await inColour(), 'the receipt has the colour of the Amt');
  await citizen.open(`/${slug}/services/hundesteuer-anmelden`, 'Hundesteuer anmelden');
  assert.ok(await inColour(), 'and so has the start page');

  await using caseworker = await newPerson(browser, platform.address);
  await signIn(caseworker, accountOf(platform, 'Sachbearbeitung', 'Amt Güstrow-Land'));
  await caseworker.open('/amt-guestrow-land/office/cases', 'Fälle');
  await caseworker.follow(receipt.reference, receipt.reference);
  await caseworker.sees('Mühl Rosin');
  await caseworker.sees('45,00 €');
  const theCase = new URL(caseworker.page.url()).pathname;

  await using stranger = await newPerson(browser, platform.address);
  await signIn(stranger, accountOf(platform, 'Sachbearbeitung', 'Stadt Heilbronn'));
  const id = theCase.split('/').at(-1) ?? '';
  for (const path of [theCase, `${theCase}/decide`, `${theCase}/notice.pdf`, `/heilbronn/office/cases/${id}`]) {
    const nobody = randomUUID().replace(/^.{14}4/, `${id.slice(0, 14)}7`);
    assert.deepEqual(await answerTo(stranger, path), await answerTo(stranger, path.replace(id, nobody)), `${path} looks to a stranger as if it did not exist`);
  }
  await stranger.open(theCase, 'nicht gefunden');

  await officer.open('/store/online-services', 'Allmende Online-Dienste');
  await officer.sees('Stadt Heilbronn, seit');
  await officer.sees('Amt Güstrow-Land, seit');
  assert.deepEqual([...officer.faults, ...approver.faults, ...citizen.faults, ...caseworker.faults, ...stranger.faults], []);
});

/** Everything that an answer tells: each byte of its body, and its headers but for the day and the number that no two answers share. */
async function answerTo(person: Person, path: string): Promise<{ headers: Record<string, string>; body: string }> {
  const answer = await person.page.request.get(path);
  assert.equal(answer.status(), 404);
  const { date: _date, ...headers } = answer.headers();
  return { headers: { ...headers, 'content-security-policy': (headers['content-security-policy'] ?? '').replace(/nonce-[0-9a-f-]{36}/, 'nonce') }, body: (await answer.body()).toString('hex') };
}
