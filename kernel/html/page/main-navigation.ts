import { html, type Html } from '../html.ts';
import type { NavigationItem, Page } from './page.ts';
import { pageTexts } from './page-texts.ts';

// So many entries fit into one row on a wide screen.
const MOST_IN_A_ROW = 8;

/**
 * The entries of an area. More than fit into one row stand in groups: on a wide screen the groups in one row and below it the entries of the group that is open, on a phone all of them under the names of their groups in the fold. Every
 * entry is a link on every page, without a script.
 */
export function mainNavigation(page: Pick<Page, 'navigation' | 'locale'>): Html | '' {
  const { navigation } = page;
  if (navigation.length === 0) return '';
  const t = pageTexts(page.locale);
  const groups = groupsOf(navigation);
  const isGrouped = navigation.length > MOST_IN_A_ROW && groups.filter(({ name }) => name !== undefined).length > 1;
  const list = isGrouped ? html`<ul class="a-bare a-nav__list a-nav__list--groups">${groups.map(group)}</ul>` : html`<ul class="a-bare a-nav__list">${navigation.map((item) => html`<li>${entry(item)}</li>`)}</ul>`;
  return html`<nav class="a-nav" aria-label="${t.mainNavigation}"><div class="a-container">${
    navigation.length > 3 ? html`<details class="a-fold a-nav__fold"><summary class="a-fold__summary">${t.menu}</summary>${list}</details>` : list
  }</div></nav>`;
}

type Group = { readonly name: string | undefined; readonly items: readonly NavigationItem[] };

/** Groups in the order of their first entries; entries without a group stand for themselves. */
function groupsOf(navigation: readonly NavigationItem[]): Group[] {
  const names = [...new Set(navigation.flatMap(({ group: name }) => (name === undefined ? [] : [name])))];
  return [...navigation.filter(({ group: name }) => name === undefined).map((item) => ({ name: undefined, items: [item] })), ...names.map((name) => ({ name, items: navigation.filter((item) => item.group === name) }))];
}

function group({ name, items }: Group): Html {
  const [first] = items;
  if (name === undefined || first === undefined) return html`<li>${items.map(entry)}</li>`;
  const isOpen = items.some(({ current }) => current);
  return html`<li class="a-nav__group${isOpen ? ' a-nav__group--open' : ''}"><a class="a-nav__link a-nav__tab" href="${first.href}"${isOpen ? html` aria-current="true"` : ''}>${name}</a><span class="a-nav__name">${name}</span><ul class="a-bare a-nav__entries">${items.map((item) => html`<li>${entry(item)}</li>`)}</ul></li>`;
}

function entry(item: NavigationItem): Html {
  return html`<a class="a-nav__link" href="${item.href}"${item.current ? html` aria-current="page"` : ''}>${item.label}</a>`;
}
