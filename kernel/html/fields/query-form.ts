import { attributes } from '../attributes.ts';
import { html, type Html, type HtmlValue } from '../html.ts';

export type QueryForm = { readonly action: string; /** Names the form for screen readers. */ readonly label: string; readonly fields: HtmlValue; readonly buttons: HtmlValue };

/** Several fields whose result has an address (GET); it changes nothing. */
export function queryForm(input: QueryForm): Html {
  return html`<form class="a-form" method="get" action="${input.action}" novalidate${attributes({ 'aria-label': input.label })}><div class="a-fields">${input.fields}</div><div class="kern-btn-wrapper a-buttons">${input.buttons}</div></form>`;
}
