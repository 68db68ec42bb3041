import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page, Response } from 'playwright-core';
import { newVisitor, type Visitor } from './browser.ts';
import { assertSoundPage, watchPage } from './sound-page.ts';

/** Somebody in front of a browser. Every page they come to is checked by `assertSoundPage`, and must say what they expect of it. */
export type Person = {
  readonly page: Page;
  /** Goes to an address and expects its first heading. */
  open(path: string, heading: string | RegExp): Promise<void>;
  /** Presses a button and expects the first heading of the page that follows. */
  press(button: string | RegExp, heading: string | RegExp): Promise<void>;
  /** Follows a link, in the main part unless told otherwise, and expects the first heading of the page that follows. */
  follow(link: string | RegExp, heading: string | RegExp, within?: Locator): Promise<void>;
  /** Goes back as the browser does. */
  back(heading: string | RegExp): Promise<void>;
  /** Does what leads to another page, and expects its first heading. */
  comeTo(heading: string | RegExp, go: () => Promise<unknown>): Promise<void>;
  /** Asserts that the main part says something. */
  sees(text: string | RegExp): Promise<void>;
  /** Errors on the console, failed requests and requests to other hosts so far. */
  readonly faults: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
};

const screenshots = process.env['ALLMENDE_SCREENSHOTS'];
let shots = 0;

/**
 * Opens a browser window for somebody. With `ALLMENDE_SCREENSHOTS=<folder>` a picture of every page they see is kept there.
 * `isHasty` leaves the checks of pages out, for the part of a journey that another one has looked at.
 */
export async function newPerson(browser: Browser, address: string, visitor: Visitor & { readonly isHasty?: boolean } = {}): Promise<Person> {
  const context = await newVisitor(browser, address, visitor);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const { faults } = watchPage(page, address);
  let latest: Response | undefined;
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) latest = response;
  });

  const comeTo = async (heading: string | RegExp, go: () => Promise<unknown>): Promise<void> => {
    latest = undefined;
    // The page before may have had the same heading.
    await Promise.all([page.waitForEvent('load', { timeout: 20_000 }), go()]);
    await page.locator('h1', { hasText: heading }).first().waitFor().catch(async () => {
      assert.fail(`${page.url()} shows “${await page.locator('h1').first().textContent().catch(() => 'no heading')}”, expected was “${String(heading)}”:\n${(await page.locator('main').innerText().catch(() => '')).slice(0, 1500)}`);
    });
    if (visitor.isHasty) return;
    await keepPicture(page);
    const look = await lookOf(page, visitor);
    if (looksChecked.has(look)) return;
    await assertSoundPage(page, latest);
    looksChecked.add(look);
  };

  return {
    page, faults, comeTo,
    open: (path, heading) => comeTo(heading, () => page.goto(path)),
    press: (button, heading) => comeTo(heading, () => page.locator('main').getByRole('button', { name: button, exact: true }).click()),
    follow: (link, heading, within) => comeTo(heading, () => (within ?? page.locator('main')).getByRole('link', { name: link, exact: true }).first().click()),
    back: (heading) => comeTo(heading, () => page.goBack()),
    sees: async (text) => {
      await page.locator('main').getByText(text).first().waitFor().catch(async () => {
        assert.fail(`${page.url()} does not say “${String(text)}”:\n${(await page.locator('main').innerText()).slice(0, 2500)}`);
      });
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

// Two visitors who see the same document in the same way need no second check; ids, references and times of day make no other document.
const looksChecked = new Set<string>();

async function lookOf(page: Page, visitor: Visitor): Promise<string> {
  const html = (await page.content()).replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,27}|name="_(?:csrf|stamp|puzzle)"[^>]*|stamp="[^"]*"|nonce="[^"]*"|[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2,3}|\d\d:\d\d/g, '');
  const withScripts = /<script\b/i.test(html) ? visitor.javaScript ?? true : '';
  return createHash('sha256').update(JSON.stringify([new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{36}/g, ''), page.viewportSize(), visitor.darkMode ?? false, withScripts, html])).digest('hex');
}

async function keepPicture(page: Page): Promise<void> {
  if (screenshots === undefined || screenshots === '') return;
  await mkdir(screenshots, { recursive: true });
  const name = new URL(page.url()).pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replaceAll(/[^a-z0-9]+/gi, '_');
  await page.screenshot({ path: join(screenshots, `${String((shots += 1)).padStart(3, '0')}${name}-${page.viewportSize()?.width ?? 0}.png`), fullPage: true });
}
