import { html, type Html, type HtmlValue } from '../html.ts';
import { mark, type Step } from './steps.ts';

export type TimelineEntry = { /** As shown: `3. Mai 2026, 14:30 Uhr` */ at: string; title: string; detail?: HtmlValue; state?: Step['state'] | undefined };

/** What happened, in the order given. */
export function timeline(entries: readonly TimelineEntry[]): Html {
  return html`<ol class="a-timeline">${entries.map(
    (entry) => html`<li>${mark(entry.state ?? 'done')}<div class="a-step__name"><span class="a-step__label">${entry.title}</span><span class="a-step__time">${entry.at}</span></div>${entry.detail ? html`<p class="a-step__detail">${entry.detail}</p>` : ''}</li>`,
  )}</ol>`;
}
