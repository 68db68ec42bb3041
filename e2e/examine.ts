import type { Page, Response } from 'playwright-core';
import { axeViolations } from './axe.ts';
import { screens } from './browser.ts';
import { assertValidHtml } from './valid-html.ts';

const narrow = { width: 320, height: 640 };
/** A window of 1,280 pixels at 200 %. */
const zoomed = { width: 640, height: 450 };

/** Collects what is wrong with the pages of a journey, so that one walk finds everything. The same fault in several states is kept once, with where it was seen first. */
export type Examiner = {
  /** Looks at the page as it is now shown, in both colour modes, at 320 px, at 200 %, with text alone at 200 %, and with the keyboard. */
  readonly examine: (page: Page, state: string) => Promise<void>;
  /** How many pages were looked at. */
  readonly seen: () => number;
  readonly faults: readonly string[];
};

/** What to leave out where it has been looked at elsewhere. */
export type Depth = { readonly keyboard: boolean };

/** Looks at pages of a browser window that runs scripts. Leaves it at the width and in the mode in which it found it. */
export function examiner(depth: Depth = { keyboard: true }): Examiner {
  const faults = new Map<string, string>();
  const documents = new WeakMap<Page, { latest?: Response | undefined }>();
  let seen = 0;
  const note = (state: string, found: readonly string[]) => {
    for (const one of found) if (!faults.has(one)) faults.set(one, `${state}: ${one}`);
  };
  const examine = async (page: Page, state: string): Promise<void> => {
    seen += 1;
    const { latest } = watch(page, documents);
    note(state, await frameFaults(page));
    note(state, await axeViolations(page));
    await page.emulateMedia({ colorScheme: 'dark' });
    note(`${state}, dark`, await axeViolations(page, ['color-contrast']));
    await page.emulateMedia({ colorScheme: 'light' });
    note(state, await widthFaults(page));
    if (depth.keyboard) note(state, await keyboardFaults(page));
    if (latest && latest.url().split('#')[0] === page.url().split('#')[0]) note(state, await assertValidHtml(await latest.text().catch(() => '<!DOCTYPE html>'), 'page').then(() => [], (error: Error) => [error.message]));
  };
  return { examine, seen: () => seen, get faults() { return [...faults.values()]; } };
}

// The text as it was sent is there only while the page is; so the last document is remembered for each window.
function watch(page: Page, documents: WeakMap<Page, { latest?: Response | undefined }>): { latest?: Response | undefined } {
  const known = documents.get(page);
  if (known) return known;
  const now: { latest?: Response | undefined } = {};
  documents.set(page, now);
  page.on('response', (response) => { if (response.request().isNavigationRequest() && response.frame() === page.mainFrame() && (response.status() < 300 || response.status() >= 400)) now.latest = response; });
  return now;
}

async function frameFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (!/^(?:de|de-simple|en|uk|ar)$/u.test(root.lang)) found.push('the page does not say its language');
    if ((root.lang === 'ar') !== (root.dir === 'rtl')) found.push('the page does not say its direction');
    for (const [name, wanted] of [['h1', 1], ['main', 1]] as const) if (document.querySelectorAll(name).length !== wanted) found.push(`${document.querySelectorAll(name).length} times <${name}>`);
    if (document.title.trim() === '') found.push('no title');
    let level = 1;
    for (const heading of document.querySelectorAll('main :is(h1,h2,h3,h4)')) {
      const next = Number(heading.tagName[1]);
      if (next > level + 1) found.push(`a heading of level ${next} follows one of level ${level}: ${heading.textContent}`);
      level = next;
    }

    // A text in another language than its element says: no Arabic or Cyrillic letter in it, but words of a sentence in Latin letters. Names stay as they are.
    const latin = /(?<!\p{L})(?:the|and|of|is|are|you|your|we|for|to|und|der|die|das|nicht|Sie|Ihre?|wir|für|wird|ist|oder|von|mit)(?!\p{L})/gu;
    const german = /(?<!\p{L})(?:und|nicht|Sie|Ihre|wird|werden|für|oder|eine|einen|wir|mit|auf)(?!\p{L})/gu;
    const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement;
      if (text.length < 8 || !parent || parent.closest('bdi, code, script, style, textarea') !== null) continue;
      const language = parent.closest('[lang]')?.getAttribute('lang') ?? '';
      const own = language === 'ar' ? /\p{Script=Arabic}/u : language === 'uk' ? /\p{Script=Cyrillic}/u : undefined;
      if (own && !own.test(text) && (text.match(latin) ?? []).length >= 2) found.push(`text in another language without lang, within ${language}: ${text.slice(0, 120)}`);
      if (language === 'en' && (text.match(german) ?? []).length >= 2) found.push(`German text without lang, within en: ${text.slice(0, 120)}`);
      if ((language === 'de' || language === 'en') && /\p{Script=Arabic}{4}|\p{Script=Cyrillic}{4}/u.test(text)) found.push(`foreign script without lang, within ${language}: ${text.slice(0, 120)}`);
    }
    return found;
  });
}

async function widthFaults(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? screens.desktop;
  const found: string[] = [];
  for (const [name, size, textSize] of [['at 320 px', narrow, ''], ['at 200 %', zoomed, ''], ['with text at 200 %', screens.desktop, '200%'], ['with text at 200 % on a phone', screens.phone, '200%']] as const) {
    await page.setViewportSize(size);
    const wide = await page.evaluate((fontSize) => {
      const root = document.documentElement;
      root.style.fontSize = fontSize;
      const over = root.scrollWidth - root.clientWidth;
      const edge = root.dir === 'rtl' ? -1 : root.clientWidth + 1;
      const widest = over <= 0 ? undefined : [...document.querySelectorAll('main *, header *, footer *')].find((one) => {
        const box = one.getBoundingClientRect();
        return one.children.length === 0 && box.width > 0 && (root.dir === 'rtl' ? box.left < edge : box.right > edge);
      });
      // Words that an element cuts off are lost as well.
      const cut = [...document.querySelectorAll<HTMLElement>('main :is(h1,h2,h3,p,a,button,label,dd,dt,td,th,summary)')].find((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).overflowX !== 'visible' && !/auto|scroll/u.test(getComputedStyle(one).overflowX) && !one.className.includes('sr-only'));
      root.style.fontSize = '';
      return [...(over <= 0 ? [] : [`${over} px too wide: ${widest?.outerHTML.slice(0, 160) ?? ''}`]), ...(cut ? [`words are cut off: ${cut.outerHTML.slice(0, 160)}`] : [])];
    }, textSize);
    found.push(...wide.map((one) => `${name} ${one}`));
  }
  await page.setViewportSize(before);
  return found;
}

/** Presses Tab through the whole page: every control is reached once, and one sees where the focus is. */
async function keyboardFaults(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    const groups = new Set<string>();
    const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter((one) => {
      if (one.matches(':disabled, [tabindex="-1"]') || !one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
      if (one.matches('input[type=radio]')) {
        const { name, form } = one as HTMLInputElement;
        const key = `${[...document.forms].indexOf(form ?? document.forms[0] ?? document.createElement('form'))}/${name}`;
        if (groups.has(key)) return false;
        groups.add(key);
      }
      return true;
    });
    all.forEach((one, index) => {
      const mark = one.matches('input[type=radio]') ? [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter((other) => other.name === (one as HTMLInputElement).name && other.form === (one as HTMLInputElement).form) : [one];
      for (const each of mark) each.dataset['stop'] = String(index);
    });
    return all.length;
  });
  const reached = new Set<string>();
  const found: string[] = [];
  // Begins at the top of the document, wherever the page has put the focus.
  await page.evaluate(() => { const top = document.createElement('span'); top.tabIndex = -1; top.id = 'top-of-document'; document.body.prepend(top); top.focus(); });
  for (let stops = 0; stops < count + 3; stops += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const focused = document.activeElement as HTMLElement | null;
      if (!focused || focused === document.body) return undefined;
      const style = getComputedStyle(focused);
      const near = [...[focused, focused.parentElement, focused.nextElementSibling, focused.closest('.kern-form-check, label')].filter((one) => one instanceof HTMLElement).map((one) => getComputedStyle(one)), getComputedStyle(focused, '::before'), getComputedStyle(focused, '::after')];
      const visible = near.some((one) => (one.outlineStyle !== 'none' && Number.parseFloat(one.outlineWidth) > 0) || one.boxShadow !== 'none') || (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0);
      const box = focused.getBoundingClientRect();
      return { stop: focused.dataset['stop'] ?? '', visible, inView: box.bottom > 0 && box.top < innerHeight, html: focused.outerHTML.slice(0, 140) };
    });
    if (at === undefined) break;
    if (at.stop !== '' && reached.has(at.stop)) continue;
    reached.add(at.stop);
    if (!at.visible) found.push(`one does not see the focus on ${at.html}`);
    if (!at.inView) found.push(`the focus is out of sight on ${at.html}`);
  }
  const missed = await page.evaluate((stops) => {
    document.getElementById('top-of-document')?.remove();
    const all = [...document.querySelectorAll<HTMLElement>('[data-stop]')];
    const missing = all.filter((one) => !stops.includes(one.dataset['stop'] ?? '')).map((one) => `the keyboard does not come to ${one.outerHTML.slice(0, 140)}`);
    for (const one of all) delete one.dataset['stop'];
    return missing;
  }, [...reached]);
  return [...found, ...new Set(missed)];
}
