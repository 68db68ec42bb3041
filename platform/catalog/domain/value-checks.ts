import parseLicence from 'spdx-expression-parse';
import { countries } from './code-lists.ts';

const graphemes = new Intl.Segmenter('de', { granularity: 'grapheme' });
const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
// Characters that are always one grapheme each; anything else is counted by the segmenter.
const simpleText = /^[\n\u0020-\u007e\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u20ac]*$/;

/** Length as a reader counts it: user-perceived characters. Counts at most the first 100,000 code units. */
export function visibleLength(text: string): number {
  if (simpleText.test(text)) return text.length;
  let count = 0;
  for (const _ of graphemes.segment(text.slice(0, 100_000))) count++;
  return count;
}

/** An absolute address with a scheme and something behind it: `https://…`, `git://…`. */
export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(\/\/[^\s/]|[^\s/])/i.test(text) && !/[\s\u0000-\u001f]/.test(text) && URL.canParse(text);
}

/** An `http` or `https` address with a host. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && isUrl(text);
}

/** An address or a URN (RFC 2141) that names an organisation or a standard. */
export function isIdentifyingUri(text: string): boolean {
  if (/^urn:/i.test(text)) return /^urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,.:=@;$_!*'%/?#-]+$/i.test(text);
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s/]/i.test(text) && isUrl(text);
}

/** A BCP 47 language tag whose language is known. */
export function isLanguageTag(text: string): boolean {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(text)) return false;
  try {
    const tag = Intl.getCanonicalLocales(text)[0];
    const language = tag?.split('-')[0];
    return language !== undefined && (language === 'und' || languageNames.of(language) !== undefined);
  } catch {
    return false;
  }
}

/** An ISO 3166-1 alpha-2 code, all upper or all lower case. */
export function isCountry(text: string): boolean {
  return (text === text.toUpperCase() || text === text.toLowerCase()) && countries.has(text.toUpperCase());
}

/** An SPDX licence expression. */
export function isLicenceExpression(text: string): boolean {
  try {
    parseLicence(text);
    return true;
  } catch {
    return false;
  }
}

/** A calendar day written `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

/** A media type as in RFC 6838. */
export function isMediaType(text: string): boolean {
  return /^ *[a-z0-9][a-z0-9!#$&^_-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126} *$/i.test(text);
}

/** An e-mail address in the form people use; exotic forms of RFC 5322 are refused. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()[\],;:"]+@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i.test(text);
}
