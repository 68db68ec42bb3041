import { html, type Html, type HtmlValue } from '../html.ts';

/** A few numbers that matter, large. */
export function figures(all: readonly { label: HtmlValue; value: HtmlValue }[]): Html {
  return html`<dl class="a-figures">${all.map((figure) => html`<div><dt>${figure.label}</dt><dd>${figure.value}</dd></div>`)}</dl>`;
}
