import { html, type Html } from '../html.ts';

export type BarChart = {
  /** Says in a sentence what the bars show, for those who do not see them. */
  label: string;
  /** From top to bottom. `value` is undefined where nothing is known or shown; `text` says it in words. */
  bars: readonly { name: string; value: number | undefined; text: string }[];
};

/** Lying bars with their names and values as text. A table beside it says the same. */
export function barChart(input: BarChart): Html {
  const most = Math.max(1, ...input.bars.map(({ value }) => value ?? 0));
  const width = (value: number) => ((100 * value) / most).toFixed(1);
  return html`<div class="a-chart a-rows" role="img" aria-label="${input.label}">${input.bars.map(
    ({ name, value, text }) => html`<div class="a-rows__row" aria-hidden="true"><span class="a-rows__name">${name}</span><svg class="a-rows__bar" viewBox="0 0 100 10" preserveAspectRatio="none">${
      value === undefined ? html`<rect class="a-rows__unknown" x="0.5" y="0.5" width="12" height="9"></rect>` : html`<rect class="a-rows__value" x="0" y="0" width="${width(value)}" height="10"></rect>`
    }</svg><span class="a-rows__text">${text}</span></div>`,
  )}</div>`;
}
