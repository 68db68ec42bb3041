import type { Html } from '../html.ts';

const drawn = new WeakMap<object, Map<string, Html>>();

/**
 * A part of the frame as it was drawn before, where everything that it shows is the same: `list` by its identity, so it must never change, and `words` for all the rest. It lives as long as the list does;
 * a list that is made anew for each page is drawn anew for each.
 */
export function drawnOnce(list: object, words: readonly (string | undefined)[], draw: () => Html): Html {
  let known = drawn.get(list);
  if (!known) drawn.set(list, (known = new Map()));
  const key = words.map((word) => word ?? '\u0001').join('\u0000');
  let part = known.get(key);
  if (!part) known.set(key, (part = draw()));
  return part;
}
