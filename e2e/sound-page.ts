import assert from 'node:assert/strict';
import type { Page, Response } from 'playwright-core';
import { assertAccessible } from './axe.ts';
import { assertValidHtml } from './valid-html.ts';

/**
 * Asserts what holds for every page of the platform, now that it is shown: a document in one of our languages with one first heading and one main part,
 * nothing wider than the window, accessible (axe). With the response given, also the document as it was sent: valid HTML, and no script needed.
 */
export async function assertSoundPage(page: Page, response?: Response | null): Promise<void> {
  const seen = await page.evaluate(() => ({
    language: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
    title: document.title.trim(),
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));

  assert.match(seen.language, /^(?:de|de-simple|en|uk|ar)$/, `${page.url()} states its language`);
  assert.equal(seen.headings, 1, `${page.url()} has one first heading`);
  assert.equal(seen.mains, 1, `${page.url()} has one main part`);
  assert.notEqual(seen.title, '', `${page.url()} has a title`);
  assert.ok(seen.overflow <= 0, `${page.url()} is ${seen.overflow} px wider than the window`);
  await assertAccessible(page);
  if (response) await assertValidHtml(await response.text(), page.url());
}

/** Collects what a page must not do: errors on its console, failed requests, requests to other hosts. Call it before the first visit. */
export function watchPage(page: Page, address: string): { readonly faults: readonly string[] } {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The document itself may be refused, for example a form with errors; journeys look at what it says.
    const isDocument = message.text().startsWith('Failed to load resource') && message.location().url === page.url();
    if (message.type() === 'error' && !isDocument) faults.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    // Somebody who goes to the test BundID beside the platform leaves it on purpose.
    const isTestBundid = request.isNavigationRequest() && /^http:\/\/127\.0\.0\.1:\d+\/sign-in\?/u.test(request.url());
    if (!isTestBundid && !request.url().startsWith(`${address}/`) && !request.url().startsWith('data:')) faults.push(`other host: ${request.url()}`);
  });
  return { faults };
}
