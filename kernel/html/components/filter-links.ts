import { html, type Html } from '../html.ts';

export type FilterGroup = { name: string; links: readonly { label: string; href: string; count?: number | undefined; current?: boolean | undefined }[] };

/** Filters as links, so that every filtered list has an address. A chosen link leads back to the list without it. Folded on a phone. */
export function filterLinks(input: { label: string; groups: readonly FilterGroup[] }): Html {
  const groups = input.groups.filter((group) => group.links.length > 0);
  const chosen = groups.reduce((sum, group) => sum + group.links.filter((link) => link.current).length, 0);
  return html`<nav class="a-filters" aria-label="${input.label}"><details class="a-fold"><summary class="a-fold__summary">${input.label}${chosen === 0 ? '' : ` (${chosen})`}</summary><div>${groups.map(
    (group) => html`<div class="a-filters__group"><h2 class="a-filters__name">${group.name}</h2><ul class="a-bare">${group.links.map(
      (link) => html`<li><a class="a-filters__link" href="${link.href}"${link.current ? html` aria-current="true"` : ''}><span>${link.label}</span>${link.count === undefined ? '' : html`<span class="a-filters__count">${link.count}</span>`}</a></li>`,
    )}</ul></div>`,
  )}</div></details></nav>`;
}

/** Puts something beside the content: filters before it, or facts after it. */
export function split(input: { aside: Html; content: Html; asideLast?: boolean | undefined }): Html {
  const aside = html`<div>${input.aside}</div>`;
  const content = html`<div>${input.content}</div>`;
  return input.asideLast ? html`<div class="a-split a-split--aside-end">${content}${aside}</div>` : html`<div class="a-split">${aside}${content}</div>`;
}
