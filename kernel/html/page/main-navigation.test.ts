import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mainNavigation } from './main-navigation.ts';

const items = (count: number, group: (index: number) => string | undefined) => Array.from({ length: count }, (_, index) => ({ label: `Eintrag ${index}`, href: `/e/${index}`, current: index === 5, group: group(index) }));
const shown = (navigation: ReturnType<typeof items>) => mainNavigation({ navigation, locale: 'de' }).toString();
const hrefs = (html: string) => [...html.matchAll(/href="([^"]+)"/gu)].map(([, href]) => href);

test('what fits into one row stands in one row, groups or not', () => {
  const html = shown(items(8, (index) => (index < 4 ? 'Arbeit' : 'Behörde')));
  assert.doesNotMatch(html, /a-nav__group/u);
  assert.deepEqual(hrefs(html), Array.from({ length: 8 }, (_, index) => `/e/${index}`));
});

test('more stand under their groups: each entry is a link, the group leads to its first, and the open one says so', () => {
  const html = shown(items(10, (index) => (index === 0 ? undefined : index < 4 ? 'Arbeit' : 'Behörde')));
  assert.deepEqual(new Set(hrefs(html)), new Set(Array.from({ length: 10 }, (_, index) => `/e/${index}`)));
  assert.match(html, /href="\/e\/1">Arbeit</u);
  assert.match(html, /a-nav__group--open"><a class="a-nav__link a-nav__tab" href="\/e\/4" aria-current="true">Behörde</u);
  assert.equal([...html.matchAll(/aria-current="page"/gu)].length, 1);
});

test('entries that are all of one group, or of none, stay a row', () => {
  for (const group of ['Behörde', undefined]) assert.doesNotMatch(shown(items(12, () => group)), /a-nav__group/u);
});
