import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { alert, buildAssets, card, cardGrid, html, paragraph, renderPage } from '@allmende/html';
import { galleryPage } from '@allmende/html/gallery';
import type { Browser } from 'playwright-core';
import { assertAccessible } from '../axe.ts';
import { launchBrowser, newVisitor } from '../browser.ts';
import { assertValidHtml } from '../valid-html.ts';

const good = `<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Grüße</title></head>
<body><main><h1>Grüße aus Süderholz</h1><p id="said">ohne</p></main><script>said.textContent = 'mit';</script></body></html>`;
const bad = good.replace('<p id="said">ohne</p>', '<p id="said" style="color:#bbb;background:#fff">ohne</p><form><input type="text"></form>').replace(' lang="de"', '');

const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(request.url === '/bad' ? bad : good);
});
let browser: Browser;
let address = '';

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  server.close();
});

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript';

  test(`a page runs its scripts only for a visitor who has them, ${how}`, async () => {
    await using context = await newVisitor(browser, address, { javaScript, screen: 'phone' });
    const page = await context.newPage();
    await page.goto('/');

    assert.equal(await page.locator('#said').textContent(), javaScript ? 'mit' : 'ohne');
    assert.deepEqual(page.viewportSize(), { width: 375, height: 812 });
  });

  test(`axe passes an accessible page and names the faults of another, ${how}`, async () => {
    await using context = await newVisitor(browser, address, { javaScript });
    const page = await context.newPage();

    await page.goto('/');
    await assertAccessible(page);

    await page.goto('/bad');
    await assert.rejects(assertAccessible(page), (error: Error & { actual: string[] }) => {
      const rules = new Set(error.actual.map((fault) => fault.split(' ')[0]));
      return rules.has('html-has-lang') && rules.has('label') && rules.has('color-contrast');
    });
  });
}

test('valid HTML passes, a faulty document is refused', async () => {
  await assertValidHtml(good.replace(/<script>.*<\/script>/, ''));
  await assert.rejects(assertValidHtml('<!DOCTYPE html><html lang="de"><head><title>a</title></head><body><p><div class=x></div></p></body></html>'));
});

test('a long word and every component is no wider than a phone, also with text at 200 %', async () => {
  const assets = await buildAssets();
  const stylesheet = assets.files.find(({ path }) => path === assets.stylesheet);
  assert.ok(stylesheet);
  const css = await readFile(stylesheet.file, 'utf8');
  // In an English page German words are not hyphenated.
  const title = 'Confirmation by the provider of the home (Wohnungsgeberbestätigung)';
  const body = paragraph('Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung');
  const parts = { card: card({ title, body }), 'card that is a link': card({ title, body, href: '#main' }), grid: cardGrid([{ title, body }]), alert: alert({ kind: 'info', title, body }), 'every component': galleryPage() };
  await using context = await newVisitor(browser, address, { screen: 'phone' });
  const page = await context.newPage();
  for (const [name, part] of Object.entries(parts)) {
    await page.setContent(renderPage({ title: 'Evidence', main: name === 'every component' ? part : html`<h1>Evidence</h1>${part}`, locale: 'en', area: 'place', path: '/', siteName: 'Heilbronn', siteHref: '/', navigation: [], footer: [], assets }));
    await page.addStyleTag({ content: css });
    for (const [width, fontSize] of [[320, ''], [375, '200%']] as const) {
      await page.setViewportSize({ width, height: 640 });
      const over = await page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
        return document.documentElement.scrollWidth - document.documentElement.clientWidth;
      }, fontSize);
      assert.ok(over <= 0, `${name} at ${width} px ${fontSize}: ${over} px too wide`);
    }
  }
});
