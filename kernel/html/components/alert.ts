import { html, type Html, type HtmlValue } from '../html.ts';

export type Tone = 'info' | 'success' | 'warning' | 'danger';

/** A message that stands out. Not announced by itself: the page's `flash` is. */
export function alert(input: { kind: Tone; title: HtmlValue; body?: HtmlValue }): Html {
  return html`<div class="kern-alert kern-alert--${input.kind}"><div class="kern-alert__header"><span class="kern-icon kern-icon--${input.kind}" aria-hidden="true"></span><p class="kern-title a-plain">${input.title}</p></div>${
    input.body ? html`<div class="kern-alert__body">${block(input.body)}</div>` : ''
  }</div>`;
}

/** Puts bare text into a paragraph; markup stays as it is. */
export function block(value: HtmlValue): HtmlValue {
  return typeof value === 'string' || typeof value === 'number' ? html`<p class="kern-body">${value}</p>` : value;
}
