import { allRooms } from '@allmende/process-wiring';
import type { Page } from 'playwright-core';

/** What is done at each page; the state names the declared path. */
export type Visit = (page: Page, state: string) => Promise<void>;

export type Crawled = {
  /** An address for each declared page that links led to. */
  readonly visited: ReadonlyMap<string, string>;
  /** Declared pages of these areas that no link led to: they need another role, a form or data that are not there. */
  readonly missed: readonly string[];
};

const pages = allRooms.flatMap((room) => room.pages ?? []).filter(({ method }) => method === 'GET').map(({ path, area }) => ({
  path, area, pattern: new RegExp(`^${path.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll(/:[a-z]+/giu, '[^/]+')}$`, 'u'), weight: path.split('/').filter((part) => part.startsWith(':')).length,
}));

// Of two that fit, the one with fewer gaps is meant, as in the router.
function declared(pathname: string): (typeof pages)[number] | undefined {
  return pages.filter(({ pattern }) => pattern.test(pathname)).toSorted((one, other) => one.weight - other.weight)[0];
}

/** Follows every link from the given addresses on and visits each declared page once, so that a new page is visited as soon as something leads to it. Presses no button. */
export async function crawl(page: Page, starts: readonly string[], visit: Visit): Promise<Crawled> {
  const visited = new Map<string, string>();
  const queue = [...starts];
  const known = new Set(queue);
  for (let href = queue.shift(); href !== undefined; href = queue.shift()) {
    const found = declared(new URL(href, 'http://localhost').pathname);
    if (!found || visited.has(found.path) || /\.[a-z]{3,4}$/u.test(found.path)) continue;
    const answer = await page.request.get(href, { maxRedirects: 5 });
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html') || answer.status() !== 200) continue;
    await page.goto(href);
    const shown = new URL(page.url());
    const path = declared(shown.pathname)?.path ?? found.path;
    visited.set(found.path, href);
    if (path !== found.path && visited.has(path)) continue;
    visited.set(path, `${shown.pathname}${shown.search}`);
    await visit(page, path);
    for (const link of await page.locator('a[href^="/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))) {
      if (known.has(link) || link.includes('lang=')) continue;
      known.add(link);
      queue.push(link);
    }
  }
  const areas = new Set(pages.filter(({ path }) => visited.has(path)).map(({ area }) => area));
  return { visited, missed: pages.filter(({ path, area }) => areas.has(area) && !visited.has(path)).map(({ path }) => path) };
}

/** Sends the forms of a page empty that ask for something to be typed, and visits what comes back with mistakes; forms in folds too. Those with a passkey are not sent by their button, and are walked elsewhere. */
export async function sendEmpty(page: Page, href: string, state: string, visit: Visit): Promise<void> {
  await page.goto(href);
  const forms = page.locator('main form[method=post]:not(:has(a-passkey)):has(:is(input[type=text], input[type=email], input:not([type]), textarea))');
  for (let index = 0; index < await forms.count(); index += 1) {
    await forms.nth(index).evaluate((form) => { for (const input of form.querySelectorAll<HTMLInputElement>('input:is([type=text], [type=email], :not([type])), textarea')) input.value = ''; });
    await forms.nth(index).evaluate((form) => { for (let fold = form.closest('details'); fold !== null; fold = fold.parentElement?.closest('details') ?? null) fold.open = true; });
    await Promise.all([Promise.race([page.waitForEvent('load'), page.waitForEvent('download')]), forms.nth(index).locator('button[type=submit]').first().click()]);
    if (await page.getByRole('alert').count() > 0) await visit(page, `${state}, sent empty`);
    await page.goto(href);
  }
}
