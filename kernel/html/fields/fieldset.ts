import { html, type Html, type HtmlValue } from '../html.ts';

/** Groups fields that belong together under one legend. */
export function fieldset(input: { legend: string; fields: HtmlValue; hint?: HtmlValue }): Html {
  return html`<fieldset class="kern-fieldset a-fieldset"><legend class="kern-label kern-label--large">${input.legend}</legend>${
    input.hint ? html`<p class="kern-hint">${input.hint}</p>` : ''
  }<div class="kern-fieldset__body a-fields">${input.fields}</div></fieldset>`;
}
