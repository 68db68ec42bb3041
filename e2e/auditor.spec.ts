import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
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

for (const [screen, javaScript] of [['phone', false], ['desktop', true]] as const) {
  test(`an auditor finds the contract in the log, follows its proof and takes the log away, on a ${screen}`, async () => {
    await using auditor = await newPerson(browser, platform.address, { screen, javaScript });
    const { page } = auditor;
    await signIn(auditor, accountOf(platform, 'Rechnungsprüfung', 'Heilbronn'));
    await auditor.open('/heilbronn/office/audit', 'Prüfprotokoll');
    await auditor.sees('Letzter Prüfpunkt außerhalb');
    await auditor.sees('Baum setzt ihn fort');
    const download = await page.getByRole('link', { name: 'Protokoll herunterladen' }).getAttribute('href');

    if (screen === 'phone') await page.locator('summary', { hasText: 'Filter' }).click();
    await auditor.follow('Bestellungen und Verträge', 'Prüfprotokoll');
    await auditor.sees('Ein Vertrag wurde geschlossen.');
    await auditor.follow('Ein Vertrag wurde geschlossen.', 'Ein Vertrag wurde geschlossen.');
    await auditor.sees('Preis im Jahr');
    await auditor.sees('Geprüft: Der Eintrag steht im Protokoll');
    await auditor.follow('Alles zu diesem Gegenstand', 'Prüfprotokoll');
    await auditor.sees('Eine Vertragsunterlage wurde als PDF abgelegt.');

    const lines = (await (await page.request.get(download ?? '')).text()).trimEnd().split('\n').map((line) => JSON.parse(line) as { format?: string; size?: number });
    assert.equal(lines[0]?.format, 'allmende-audit-export/1');
    assert.equal(lines[0].size, lines.length - 1);
    assert.deepEqual(auditor.faults, []);
  });
}
