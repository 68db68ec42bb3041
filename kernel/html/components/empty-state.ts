import { html, type Html, type HtmlValue } from '../html.ts';
import { block } from './alert.ts';

/** What stands where nothing is yet: a sentence and the next step. */
export function emptyState(input: { title: string; text?: HtmlValue; next?: HtmlValue }): Html {
  return html`<div class="a-empty"><p class="a-empty__title">${input.title}</p>${input.text ? block(input.text) : ''}${input.next ? html`<div class="a-empty__next">${input.next}</div>` : ''}</div>`;
}
