import { html, type Html } from '../html.ts';

export type LineChart = {
  /** Says in a sentence what the line shows, for those who do not see it. */
  label: string;
  /** Oldest first, at equal distances; undefined where nothing was measured: the line breaks there. */
  values: readonly (number | undefined)[];
  /** The value at the upper edge, in words, and the number it stands for. */
  top: { value: number; text: string };
  from: string;
  to: string;
};

const WIDTH = 600;
const HEIGHT = 120;

/** A line over time. A table beside it says the same in numbers. */
export function lineChart(input: LineChart): Html {
  const step = WIDTH / Math.max(1, input.values.length - 1);
  const most = input.top.value > 0 ? input.top.value : 1;
  let path = '';
  let pen = 'M';
  input.values.forEach((value, index) => {
    if (value === undefined) { pen = 'M'; return; }
    const next = input.values[index + 1];
    const [x, y] = [(index * step).toFixed(1), (HEIGHT - (Math.min(value, most) / most) * HEIGHT).toFixed(1)];
    // A single value between gaps would be no line at all.
    path += pen === 'M' && next === undefined ? `M${x} ${y}h2` : `${pen}${x} ${y}`;
    pen = 'L';
  });
  return html`<div class="a-chart"><p class="a-chart__top">${input.top.text}</p><svg class="a-line" viewBox="0 -2 ${WIDTH} ${HEIGHT + 4}" preserveAspectRatio="none" role="img" aria-label="${input.label}"><path class="a-line__ground" d="M0 ${HEIGHT}H${WIDTH}M0 0H${WIDTH}"></path><path class="a-line__line" d="${path}"></path></svg><p class="a-chart__ends"><span>${input.from}</span><span>${input.to}</span></p></div>`;
}
