import { escape } from './escape.ts';
import { safeUrl } from './safe-url.ts';
import { PLACE, templatePlaces, type Place } from './template-places.ts';

/** A piece of markup that is safe to insert as it is. Comes only from the `html` tag and from `raw`. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** Declares a text to be markup without checking it. Rooms use `raw`. */
  static trusted(text: string): Html {
    return new Html(text);
  }

  /** The markup. */
  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: text and numbers are escaped, Html is inserted, lists are joined, nothing gives nothing. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/** Nothing, as markup. */
export const NOTHING: Html = Html.trusted('');

const placesOf = new WeakMap<TemplateStringsArray, readonly Place[]>();

/**
 * Template tag that builds markup and escapes every value for the place where it stands: texts, quoted attributes, addresses
 * (`href`, `src`, `action` refuse foreign schemes), attribute lists (only Html).
 * @throws TypeError when a template has a value in a place that cannot be protected; at its first use, whatever the value.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let places = placesOf.get(strings);
  if (places === undefined) {
    places = templatePlaces(strings);
    placesOf.set(strings, places);
  }
  let text = strings[0] ?? '';
  for (let index = 0; index < values.length; index += 1) {
    text += rendered(values[index], places[index] ?? PLACE.attribute) + (strings[index + 1] ?? '');
  }
  return Html.trusted(text);
}

/** Takes a text as markup. Only for markup that the platform itself made; never for anything a person typed. */
export function raw(text: string): Html {
  return Html.trusted(text);
}

/** Whether a value is finished markup. */
export function isHtml(value: unknown): value is Html {
  return value instanceof Html;
}

function rendered(value: HtmlValue, place: Place): string {
  if (typeof value === 'string') {
    if (place === PLACE.address) return escape(safeUrl(value));
    if (place === PLACE.tag && value !== '') throw new TypeError('Attributes are inserted as Html: use attributes({ … })');
    return escape(value);
  }
  if (value === null || value === undefined || value === false) return '';
  // Markup may hold quotes; inside an attribute it would leave it.
  if (value instanceof Html) return place === PLACE.attribute || place === PLACE.address ? escape(value.toString()) : value.toString();
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return joined(value as readonly HtmlValue[], place);
  throw new TypeError(`Not a value for a page: ${typeof value}`);
}

function joined(values: readonly HtmlValue[], place: Place): string {
  let text = '';
  for (const value of values) text += rendered(value, place);
  return text;
}
