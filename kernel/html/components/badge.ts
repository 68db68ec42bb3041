import { html, type Html, type HtmlValue } from '../html.ts';
import { icon } from './icon.ts';
import type { Tone } from './alert.ts';

/** A state in a word or two. The colour repeats what the word says. */
export function badge(label: HtmlValue, tone: Tone | 'neutral' = 'neutral', options: { small?: boolean | undefined } = {}): Html {
  const small = options.small ? ' kern-badge--small' : '';
  if (tone === 'neutral') return html`<span class="kern-badge a-badge-neutral${small}"><span class="kern-label">${label}</span></span>`;
  return html`<span class="kern-badge kern-badge--${tone}${small}">${icon(tone)}<span class="kern-label">${label}</span></span>`;
}
