import { html, type Html, type HtmlValue } from '../html.ts';
import { block } from './alert.ts';

/** The receipt: that it worked, and the reference in large type. Its title is the heading of the page. */
export function confirmPanel(input: { title: string; referenceLabel?: string | undefined; reference?: string | undefined; body?: HtmlValue }): Html {
  return html`<div class="a-confirm"><h1 class="kern-heading-large a-plain">${input.title}</h1>${
    input.reference === undefined ? '' : html`<p class="a-confirm__label">${input.referenceLabel}</p><p class="a-confirm__reference">${input.reference}</p>`
  }${input.body ? block(input.body) : ''}</div>`;
}
