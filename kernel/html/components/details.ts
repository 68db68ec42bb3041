import { attributes } from '../attributes.ts';
import { html, type Html, type HtmlValue } from '../html.ts';
import { block } from './alert.ts';

/** Something that few need, folded away. Several in a row look like one list. */
export function details(input: { summary: HtmlValue; body: HtmlValue; open?: boolean | undefined }): Html {
  return html`<details class="kern-accordion a-details"${attributes({ open: input.open })}><summary class="kern-accordion__header"><span class="kern-title">${input.summary}</span></summary><div class="kern-accordion__body">${block(input.body)}</div></details>`;
}
