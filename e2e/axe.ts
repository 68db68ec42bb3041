import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { newVisitor, visitorOf } from './browser.ts';

const wcag22AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Asserts that axe finds no violation of WCAG 2.2 A and AA on the page as it is now shown, also for a visitor without JavaScript. */
export async function assertAccessible(page: Page): Promise<void> {
  const found = visitorOf(page.context()).javaScript === false ? await violationsOfCopy(page) : await axeViolations(page);
  assert.deepEqual(found, [], `${page.url()} is not accessible`);
}

/**
 * What axe finds against WCAG 2.2 A and AA, or against some of its rules only, on the page as it is now shown: a line for each element. The pages have no frames, so it
 * looks at the document alone and collects nothing about what is in order, which takes half the time. The window must run scripts.
 */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const found = await page.evaluate(async (runOnly) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly, resultTypes: ['violations'] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html }) => ({ id, help, at: target.join(' '), html })));
  }, rules ? { type: 'rule' as const, values: [...rules] } : { type: 'tag' as const, values: wcag22AA });
  return found.map(({ id, help, at, html }) => `${id} (${help}) at ${at}: ${html.slice(0, 160)}`);
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
    return await axeViolations(copy);
  } finally {
    await context.close();
  }
}
