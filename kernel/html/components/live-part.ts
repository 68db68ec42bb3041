import { html, type Html, type HtmlValue } from '../html.ts';

/**
 * A part of a page that takes up changes by itself while somebody looks at it. `source` is the address of its events (`sendEvents`); the view says `live: true`, so that the script comes along. Complete
 * without JavaScript: the part stands there as it is, and the page should offer a link to load it again.
 */
export function livePart(input: { id: string; source: string; content: HtmlValue }): Html {
  return html`<a-live class="a-live" id="${input.id}" src="${input.source}" aria-live="polite">${input.content}</a-live>`;
}
