import { escape } from './escape.ts';
import { raw, type Html } from './html.ts';

const addresses = new Set(['href', 'src', 'action', 'formaction']);
const name = /^[a-z][a-z0-9-]*$/;

/**
 * A list of attributes with a leading blank, for the inside of a tag: `html`<input${attributes({ id, disabled })}>``.
 * `true` gives the bare name, `false` and `undefined` leave the attribute out, the empty text keeps it (`value=""`).
 */
export function attributes(all: Readonly<Record<string, string | number | boolean | undefined>>): Html {
  let text = '';
  for (const key in all) {
    const value = all[key];
    if (value === undefined || value === false) continue;
    if (!name.test(key) || key.startsWith('on') || key === 'style') throw new TypeError(`Not an attribute for a page: ${key}`);
    if (addresses.has(key)) throw new TypeError(`An address stands in the template itself: ${key}`);
    text += value === true ? ` ${key}` : ` ${key}="${typeof value === 'string' ? escape(value) : value}"`;
  }
  return raw(text);
}
