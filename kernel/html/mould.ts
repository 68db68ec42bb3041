import { escape } from './escape.ts';
import { Html } from './html.ts';

/**
 * Draws a part once and from then on only puts other values in: for parts of which a page shows many and that differ in nothing but what was typed. The values are escaped as `html` escapes them; a drawing
 * that does more with a value than to show it is drawn anew each time, so the result is always the same as without the mould.
 */
export function mould<Values extends readonly string[]>(draw: (...values: Values) => Html, count: Values['length']): (...values: Values) => Html {
  const marks = Array.from({ length: count }, (_, index) => `\u{F8000}${index}\u{F8000}`);
  let pieces: readonly { readonly before: string; readonly value: number }[] | undefined;
  let rest = '';
  const take = (): void => {
    const parts = draw(...(marks as unknown as Values)).toString().split(/\u{F8000}(\d+)\u{F8000}/u);
    rest = parts.at(-1) ?? '';
    pieces = parts.slice(0, -1).flatMap((before, index) => (index % 2 === 0 ? [{ before, value: Number(parts[index + 1]) }] : []));
  };
  return (...values) => {
    if (!pieces) take();
    // A value that was left out, doubled or rewritten says that the drawing depends on it.
    if (pieces?.length !== count || values.some((value) => value === '')) return draw(...values);
    let text = '';
    for (const { before, value } of pieces) text += before + escape(values[value] ?? '');
    return Html.trusted(text + rest);
  };
}
