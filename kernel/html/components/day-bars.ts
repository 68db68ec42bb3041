import { html, type Html } from '../html.ts';

/** How a day was: all well, some of it bad, bad but announced, not known, or nothing to tell. */
export type DayState = 'good' | 'bad' | 'planned' | 'unknown' | 'none';

export type DayBars = {
  /** Says in a sentence what the bars show, for those who do not see them. */
  label: string;
  /** Oldest first. */
  days: readonly DayState[];
  /** Words below the left and the right end. */
  from: string;
  to: string;
};

const STEP = 8;
const TOP: Readonly<Record<DayState, number>> = { good: 0, bad: 16, planned: 8, unknown: 0, none: 26 };

/** A bar for each day. State shows in height and outline too, not in colour alone; a table beside it says the same in words. */
export function dayBars(input: DayBars): Html {
  const bars = input.days.map((state, index) => html`<rect class="a-bars__${state}" x="${index * STEP + 1}" y="${TOP[state]}" width="${STEP - 2}" height="${32 - TOP[state]}"></rect>`);
  return html`<div class="a-chart"><svg class="a-bars" viewBox="0 -1 ${input.days.length * STEP} 34" preserveAspectRatio="none" role="img" aria-label="${input.label}">${bars}</svg><p class="a-chart__ends"><span>${input.from}</span><span>${input.to}</span></p></div>`;
}
