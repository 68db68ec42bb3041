import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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

    // What is taken away is held against a checkpoint kept before, by the program that shares no code with the platform.
    await auditor.open('/heilbronn/office/audit', 'Prüfprotokoll');
    const bundle = await (await page.request.get((await page.getByRole('link', { name: 'Prüfbündel herunterladen' }).getAttribute('href')) ?? '')).body();
    const folder = await mkdtemp(path.join(tmpdir(), 'allmende-auditor-'));
    const note = bundle.toString('utf8').split('\n').map((line) => (line === '' ? {} : (JSON.parse(line) as { checkpoint?: { note: string } }))).find((line) => line.checkpoint !== undefined)?.checkpoint?.note ?? '';
    await writeFile(path.join(folder, 'bundle.jsonl'), bundle);
    await writeFile(path.join(folder, 'kept.checkpoint'), note);
    const verifier = fileURLToPath(new URL('../tools/verify/verify.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [verifier, path.join(folder, 'bundle.jsonl'), '--checkpoint', path.join(folder, 'kept.checkpoint')]);
    await rm(folder, { recursive: true });
    assert.match(stdout, /Das Protokoll ist unverändert: [\s\S]*gegen 1 von Ihnen aufbewahrte/u);
    assert.match(stdout, /Prüfstelle ZUM TEST, ohne Beweiswert/u);

    await auditor.follow('Aufbewahrten Prüfpunkt prüfen', 'Aufbewahrten Prüfpunkt prüfen');
    await page.getByLabel('Ihr Prüfpunkt').fill(note);
    await page.getByRole('button', { name: 'Prüfen' }).click();
    await auditor.sees('Das Protokoll setzt Ihren Prüfpunkt fort');

    // A sample by a word of the auditor's own, stamps, and the register of data sets.
    await auditor.open('/heilbronn/office/audit', 'Prüfprotokoll');
    await auditor.follow('Arbeitsplatz der Prüfung', 'Arbeitsplatz der Prüfung');
    await auditor.sees('zum Test gestempelt, ohne Beweiswert');
    await page.getByLabel('Ihr Wort').fill('Herbst');
    await page.getByRole('button', { name: 'Stichprobe ziehen' }).click();
    await auditor.sees('steht im Protokoll');
    await auditor.follow('Verzeichnis aller Datenbestände', 'Verzeichnis der Datenbestände');
    await auditor.sees('purchase_order');
    assert.deepEqual(auditor.faults, []);
  });
}
