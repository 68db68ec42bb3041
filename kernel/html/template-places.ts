/** Where in the document a value of a template lands; each place has its own rule. */
export const PLACE = { text: 0, attribute: 1, address: 2, tag: 3 } as const;

export type Place = (typeof PLACE)[keyof typeof PLACE];

const addressAttributes = new Set(['href', 'src', 'action', 'formaction', 'poster', 'cite']);

/**
 * Reads the fixed parts of a template once and says where each value lands.
 * @throws TypeError for a place where escaping cannot protect: an unquoted attribute, `style` or `on…`, inside script, style or a comment.
 */
export function templatePlaces(strings: readonly string[]): readonly Place[] {
  const places: Place[] = [];
  let state: 'text' | 'tag' | 'double' | 'single' = 'text';
  let attribute = '';
  let element = '';
  for (let part = 0; part < strings.length - 1; part += 1) {
    const text = strings[part] ?? '';
    for (let index = 0; index < text.length; index += 1) {
      const character = text[index];
      if (state === 'text') {
        if (text.startsWith('<!--', index)) {
          const end = text.indexOf('-->', index);
          if (end === -1) throw refusal('a comment', strings);
          index = end + 2;
        } else if (character === '<') {
          state = 'tag';
          const name = /^<(\/?[a-z][a-z0-9-]*|!doctype)/i.exec(text.slice(index))?.[1];
          if (name === undefined) throw refusal('the name of an element', strings);
          element = name.toLowerCase();
        }
      } else if (state === 'tag') {
        if (character === '>') state = 'text';
        else if (character === '"' || character === "'") {
          state = character === '"' ? 'double' : 'single';
          attribute = /([^\s"'<>/=]+)=$/.exec(text.slice(0, index))?.[1]?.toLowerCase() ?? '';
        }
      } else if ((state === 'double' && character === '"') || (state === 'single' && character === "'")) state = 'tag';
    }
    places.push(placeOf(text, state, attribute, element, strings));
  }
  return places;
}

function placeOf(text: string, state: string, attribute: string, element: string, strings: readonly string[]): Place {
  if (state === 'text') {
    if (element === 'script' || element === 'style') throw refusal(`<${element}>`, strings);
    return PLACE.text;
  }
  if (state === 'tag') {
    if (text.endsWith('=')) throw refusal('an attribute without quotes', strings);
    return PLACE.tag;
  }
  if (attribute === 'style' || attribute === 'srcdoc' || attribute.startsWith('on')) throw refusal(`the attribute ${attribute}`, strings);
  if (!addressAttributes.has(attribute)) return PLACE.attribute;
  // Two values in a row could make up a scheme that neither of them is.
  if (text === '') throw refusal('an address right after another value', strings);
  return /=["']\s*$/.test(text) ? PLACE.address : PLACE.attribute;
}

function refusal(where: string, strings: readonly string[]): TypeError {
  return new TypeError(`A value may not stand in ${where}: ${strings.join('${…}').slice(0, 200)}`);
}
