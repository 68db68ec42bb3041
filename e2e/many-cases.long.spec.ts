import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { exampleApplicant, registerDog } from './pages/dog-tax-form.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { newPerson, type Person } from './person.ts';
import { openPlatform, type Platform } from './platform.ts';

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

const list = '/heilbronn/office/cases/bulk?service=hundesteuer-anmelden';

for (const javaScript of [true, false]) {
  test(`two cases are taken on and decided together, a second person confirms, and the head of office sees the figures, ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    await using citizen = await newPerson(browser, platform.address, { screen: 'phone', javaScript, isHasty: true });
    await using caseworker = await newPerson(browser, platform.address, { javaScript });
    await using head = await newPerson(browser, platform.address, { screen: 'phone', javaScript });
    const references: string[] = [];
    for (const dog of ['Krümel', 'Flocke']) references.push((await registerDog(citizen, { slug: 'heilbronn', name: 'Heilbronn' }, { ...exampleApplicant, dogName: `${dog} ${javaScript ? 'eins' : 'zwei'}` })).reference);
    await signIn(caseworker, accountOf(platform, 'Sachbearbeitung', 'Heilbronn'));
    for (const reference of references) await arrives(caseworker, reference);

    await caseworker.open('/heilbronn/office/cases', 'Fälle');
    await caseworker.follow('Mehrere Fälle bearbeiten', 'Mehrere Fälle bearbeiten');
    await caseworker.open(list, 'Mehrere Fälle bearbeiten');
    await caseworker.press('Weiter', 'Mehrere Fälle bearbeiten');
    assert.match(await caseworker.page.title(), /^Fehler: /);
    await tick(caseworker, references);
    await caseworker.page.getByLabel('Zuteilen').check();
    await caseworker.page.getByLabel('Wer soll die Fälle bearbeiten?').selectOption('Ich');
    await caseworker.press('Weiter', 'Sammelbearbeitung');
    await finished(caseworker);

    await caseworker.open(list, 'Mehrere Fälle bearbeiten');
    await tick(caseworker, references);
    await caseworker.page.getByLabel('Nach dem Vorschlag der Regeln entscheiden').check();
    await caseworker.press('Weiter', 'Vorschläge prüfen');
    await caseworker.press('2 Bescheide erlassen', 'Vorschläge prüfen');
    await caseworker.sees('Bestätigen Sie, dass Sie die Vorschläge geprüft haben.');
    await caseworker.page.getByLabel('Ich habe die Vorschläge geprüft.').check();
    await caseworker.press('2 Bescheide erlassen', 'Sammelbearbeitung');
    await caseworker.sees('Eine zweite Person muss bestätigen');

    await signIn(head, accountOf(platform, 'Amtsleitung', 'Heilbronn'));
    await head.open(new URL(caseworker.page.url()).pathname, 'Sammelbearbeitung');
    await head.press('Bestätigen und Bescheide erlassen', 'Sammelbearbeitung');
    await finished(head);
    await head.follow(references[0] ?? '', references[0] ?? '');
    await head.sees('Bescheid erlassen');

    await head.open('/heilbronn/office/cases', 'Fälle');
    await head.follow('Auswertung', 'Auswertung');
    await head.sees('Alter der offenen Fälle');
    assert.deepEqual([...citizen.faults, ...caseworker.faults, ...head.faults], []);
  });
}

async function arrives({ page }: Person, reference: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    await page.goto(`/heilbronn/office/cases?q=${reference}`);
    if (await page.getByRole('link', { name: reference }).isVisible()) return;
    assert.ok(tries < 100, 'the case is in the inbox');
  }
}

async function tick({ page }: Person, references: readonly string[]): Promise<void> {
  for (const reference of references) await page.getByLabel(reference, { exact: true }).check();
}

/** Waits for the worker; the page loads itself again until it is done. */
async function finished(person: Person): Promise<void> {
  const { page } = person;
  for (let tries = 0; !(await page.getByText('Alle Fälle sind bearbeitet.').isVisible()); tries += 1) {
    assert.ok(tries < 100, `the worker does the cases:\n${(await page.locator('main').innerText()).slice(0, 800)}`);
    await page.reload();
  }
  await person.sees('Alle Fälle sind bearbeitet.');
}
