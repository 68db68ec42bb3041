import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, newVisitor } from './browser.ts';
import { filmQrCode } from './camera-film.ts';
import { exampleApplicant, openStatus, registerDog } from './pages/dog-tax-form.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { newPerson } from './person.ts';
import { openPlatform, type Platform } from './platform.ts';
import { assertSoundPage } from './sound-page.ts';
import { openTestWallet } from './test-wallet.ts';

let platform: Platform;
let browser: Browser;
let wallet: Awaited<ReturnType<typeof openTestWallet>>;

before(async () => {
  platform = await openPlatform();
  browser = await launchBrowser();
  wallet = await openTestWallet({ dataDir: platform.dataDir });
  // The second person's PID; the platform may keep the list for a minute.
  wallet.revoked.add(1);
});
after(async () => {
  await wallet?.close();
  await browser?.close();
  await platform?.stop();
});

const START = '/heilbronn/identify?service=hundesteuer-anmelden&level=high&next=/heilbronn/my-account';

async function toTheWallet(page: Page): Promise<void> {
  await page.goto(START);
  await page.getByRole('link', { name: 'Mit der Wallet ausweisen' }).click();
  await assertSoundPage(page);
  await page.getByRole('button', { name: 'Weiter zur Wallet' }).click();
  await page.getByRole('heading', { name: 'Auf diesem Gerät' }).waitFor();
  await assertSoundPage(page);
}

for (const format of ['dc+sd-jwt', 'mso_mdoc'] as const) {
  test(`somebody shows a PID as ${format} with a wallet on the same device and sees what the authority gets`, async () => {
    await using visitor = await newVisitor(browser, platform.address, { screen: 'phone', javaScript: format === 'mso_mdoc' });
    const page = await visitor.newPage();
    await toTheWallet(page);
    await page.getByRole('link', { name: 'Test-Wallet öffnen' }).click();
    await page.getByLabel('Format').selectOption(format);
    await page.getByRole('button', { name: 'Zeigen' }).click();
    await page.getByRole('heading', { name: 'Das hat Ihre Wallet gezeigt' }).waitFor();
    await assertSoundPage(page);
    assert.match(await page.locator('main').innerText(), /Mika[\s\S]*Sommerfeld-Probe/u);
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await page.waitForURL('**/my-account');
    assert.match(await page.locator('main').innerText(), /Sommerfeld-Probe/u, 'the account shows what was read');
  });
}

for (const javaScript of [true, false]) {
  test(`somebody shows a PID with a phone, and only the number on it lets the computer go on (${javaScript ? 'with' : 'without'} JavaScript)`, async () => {
    await using computer = await newVisitor(browser, platform.address, { javaScript });
    await using phone = await newVisitor(browser, platform.address, { screen: 'phone' });
    const desk = await computer.newPage();
    await toTheWallet(desk);
    // What a camera would read.
    const link = await desk.locator('code').first().textContent();
    const hand = await phone.newPage();
    await hand.goto(`${wallet.address}/present?${link?.split('?')[1] ?? ''}`);
    await hand.getByRole('button', { name: 'Zeigen' }).click();
    await hand.getByText('Geben Sie diese Zahl auf dem Gerät ein').waitFor();
    await assertSoundPage(hand);
    const number = (await hand.locator('h1').innerText()).replaceAll(/\D/gu, '');
    // The page takes up the answer by itself, by its script or by loading again.
    const field = desk.getByLabel('Zahl von Ihrem anderen Gerät');
    await field.waitFor();
    await assertSoundPage(desk);
    await field.fill(number === '000000' ? '000001' : '000000');
    await desk.getByRole('button', { name: 'Weiter' }).click();
    await desk.getByText('Diese Zahl passt nicht').first().waitFor();
    await assertSoundPage(desk);
    await desk.getByLabel('Zahl von Ihrem anderen Gerät').fill(number);
    await desk.getByRole('button', { name: 'Weiter' }).click();
    await desk.getByRole('heading', { name: 'Das hat Ihre Wallet gezeigt' }).waitFor();
  });
}

test('who is sent a link by somebody else gives that person nothing', async () => {
  await using attacker = await newVisitor(browser, platform.address);
  await using victim = await newVisitor(browser, platform.address, { screen: 'phone' });
  const bad = await attacker.newPage();
  await toTheWallet(bad);
  const address = bad.url();
  const link = await bad.locator('code').first().textContent();
  const good = await victim.newPage();
  await good.goto(`${wallet.address}/present?${link?.split('?')[1] ?? ''}`);
  await good.getByRole('button', { name: 'Zeigen' }).click();
  assert.match(await good.locator('main').innerText(), /geben Sie die Zahl nicht weiter/u);
  await bad.getByLabel('Zahl von Ihrem anderen Gerät').waitFor();
  for (let tries = 0; tries < 6 && await bad.getByLabel('Zahl von Ihrem anderen Gerät').count() > 0; tries += 1) {
    await bad.getByLabel('Zahl von Ihrem anderen Gerät').fill('00000x'.replace('x', String(tries)));
    await bad.getByRole('button', { name: 'Weiter' }).click();
    await bad.waitForLoadState();
  }
  await bad.goto(address);
  assert.doesNotMatch(await bad.locator('main').innerText(), /Sommerfeld/u);
  await bad.getByText('Das hat nicht geklappt').waitFor();
  assert.equal((await good.goto(address))?.status(), 404, 'nor does the victim get the other\'s page');
});

test('somebody who declines, and somebody whose PID was revoked, read why in plain words', async () => {
  await using visitor = await newVisitor(browser, platform.address);
  const page = await visitor.newPage();
  await toTheWallet(page);
  await page.getByRole('link', { name: 'Test-Wallet öffnen' }).click();
  await page.getByRole('button', { name: 'Ablehnen' }).click();
  await page.getByText('Sie haben in Ihrer Wallet abgelehnt').waitFor();
  await assertSoundPage(page);
  await page.getByRole('link', { name: 'Noch einmal versuchen' }).click();
  await page.getByRole('button', { name: 'Weiter zur Wallet' }).click();
  const address = page.url();
  await page.getByRole('link', { name: 'Test-Wallet öffnen' }).click();
  await page.getByLabel('Person').selectOption('1');
  await page.getByRole('button', { name: 'Zeigen' }).click();
  await page.getByRole('heading', { name: 'Nicht angenommen' }).waitFor();
  await page.goto(address);
  await page.getByText('Das hat nicht geklappt').waitFor();
});

test('a decided registration gives a badge to the wallet; the check page reads it by camera or as text, and says when it was withdrawn', { timeout: 240_000 }, async () => {
  await using citizen = await newPerson(browser, platform.address, { screen: 'phone', isHasty: true });
  await using caseworker = await newPerson(browser, platform.address, { isHasty: true });
  const receipt = await registerDog(citizen, { slug: 'heilbronn', name: 'Heilbronn' }, exampleApplicant);
  const { page: desk } = caseworker;
  await signIn(caseworker, accountOf(platform, 'Sachbearbeitung', 'Heilbronn'));
  const inbox = desk.getByRole('link', { name: receipt.reference });
  for (let tries = 0; !(await inbox.isVisible()); tries += 1) {
    assert.ok(tries < 100, 'the case is in the inbox');
    await desk.goto('/heilbronn/office/cases');
  }
  await inbox.click();
  await caseworker.press('Fall übernehmen', receipt.reference);
  await caseworker.follow('Entscheiden', /Wie entscheiden Sie/);
  await desk.getByLabel('Steuer festsetzen').check();
  await caseworker.press('Weiter', 'Beträge und Tage');
  await desk.getByLabel('Betrag im Jahr').fill('96,00');
  await caseworker.press('Weiter', 'Text des Bescheids');
  await caseworker.press('Bescheid prüfen', 'Bescheid prüfen');
  await caseworker.press('Bescheid erlassen', receipt.reference);

  const { page } = citizen;
  const offer = page.getByRole('button', { name: /Hundesteuermarke/ });
  for (let tries = 0; ; tries += 1) {
    await openStatus(citizen, 'heilbronn', receipt);
    if (await offer.first().isVisible()) break;
    assert.ok(tries < 30, 'the badge is offered');
    await citizen.press('Beenden', 'Stand Ihres Antrags');
  }
  await offer.first().click();
  await page.getByRole('heading', { name: 'In die Wallet holen' }).waitFor();
  await assertSoundPage(page);
  const pin = (await page.locator('main').innerText()).match(/Ihre PIN: (\d{3}) (\d{3})/u)?.slice(1).join('') ?? '';
  await page.getByRole('link', { name: 'Test-Wallet öffnen' }).click();
  await page.getByLabel('PIN').fill(pin);
  await page.getByRole('button', { name: 'Holen' }).click();
  const credential = await page.getByLabel('Zum Vorzeigen').inputValue();

  // Somebody else checks it: with a camera, and by pasting.
  const film = join(mkdtempSync(join(tmpdir(), 'allmende-film-')), 'badge.y4m');
  await filmQrCode(film, credential);
  await using camera = await launchBrowser({ camera: film });
  await using inspector = await newVisitor(camera, platform.address, { screen: 'phone' });
  const check = await inspector.newPage();
  await check.goto('/check');
  await assertSoundPage(check);
  await check.getByRole('button', { name: 'Mit der Kamera lesen' }).click();
  await check.getByText('Diese Bescheinigung ist von').waitFor({ timeout: 60_000 });
  assert.match(await check.locator('main').innerText(), /Gilt\n[\s\S]*Heilbronn/u);
  await assertSoundPage(check);
  rmSync(dirname(film), { recursive: true });

  const [number = ''] = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/u.exec(await check.locator('main').innerText()) ?? [];
  assert.notEqual(number, '', 'the badge has a number');
  await desk.goto('/heilbronn/office/credentials');
  await assertSoundPage(desk);
  const row = desk.getByRole('row', { name: number }).first();
  await row.getByText('Ändern').click();
  await row.getByLabel('Neuer Stand').selectOption('revoked');
  await row.getByLabel('Warum?').fill('Der Hund ist abgemeldet.');
  await row.getByRole('button', { name: /Speichern/ }).click();
  await desk.getByText('zurückgezogen').first().waitFor();

  await check.goto('/check');
  await check.getByLabel('Bescheinigung', { exact: true }).fill(credential);
  await check.getByRole('button', { name: 'Prüfen' }).click();
  await check.getByText('Gilt nicht mehr: zurückgezogen').waitFor();
  await assertSoundPage(check);
});

test('without a camera the check page says how to go on', async () => {
  await using visitor = await newVisitor(browser, platform.address, { screen: 'phone' });
  const page = await visitor.newPage();
  await page.goto('/check');
  await page.getByRole('button', { name: 'Mit der Kamera lesen' }).click();
  await page.getByText('Die Kamera ist nicht zu benutzen').waitFor();
  await page.getByLabel('Bescheinigung', { exact: true }).fill('x');
});

test('the page that checks certificates says plainly what is none', async () => {
  for (const screen of ['phone', 'desktop'] as const) {
    await using visitor = await newVisitor(browser, platform.address, { screen, javaScript: screen === 'desktop' });
    const page = await visitor.newPage();
    await page.goto('/check');
    await assertSoundPage(page);
    await page.getByLabel('Bescheinigung').fill('hallo');
    await page.getByRole('button', { name: 'Prüfen' }).click();
    await page.getByText('Nicht lesbar').waitFor();
    await assertSoundPage(page);
  }
});
