import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { newVisitor, visitorOf } from './browser.ts';

const wcag22AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Asserts that axe finds no violation of WCAG 2.2 A and AA on the page as it is now shown, also for a visitor without JavaScript. */
export async function assertAccessible(page: Page): Promise<void> {
  const found = visitorOf(page.context()).javaScript === false ? await violationsOfCopy(page) : await violationsOf(page);
  assert.deepEqual(found, [], `${page.url()} is not accessible`);
}

async function violationsOf(page: Page): Promise<string[]> {
  // The pages have no frames; without looking for them the check takes half the time.
  const { violations } = await new AxeBuilder({ page }).withTags(wcag22AA).setLegacyMode(true).analyze();
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id} (${violation.help}) at ${node.target.join(' ')}: ${node.html.slice(0, 160)}`));
}

// axe itself is JavaScript and takes the whole browser down where it is switched off. So the same document is shown
// in a window that has it, with the page's own scripts kept out.
async function violationsOfCopy(page: Page): Promise<string[]> {
  const browser = page.context().browser();
  assert.ok(browser, 'the page belongs to a browser');
  const html = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/gi, '');
  const address = page.url();
  const context = await newVisitor(browser, address, { ...visitorOf(page.context()), javaScript: true });
  try {
    await context.addCookies(await page.context().cookies());
    const copy = await context.newPage();
    const size = page.viewportSize();
    if (size) await copy.setViewportSize(size);
    await copy.route(
      (url) => url.href.split('#')[0] === address.split('#')[0],
      (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
    );
    await copy.goto(address);
    return await violationsOf(copy);
  } finally {
    await context.close();
  }
}
