import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { exampleApplicant, openStatus, registerDog, valueOf } from './pages/dog-tax-form.ts';
import { fileBehind } from './pages/file-behind.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
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
