import { localeFor, type Language } from './language.ts';

type Pattern = { readonly german: RegExp; readonly english: readonly string[]; readonly fixedLetters: number };

const sentences = new Map<string, string>();
const patterns: Pattern[] = [];

/**
 * Declares the English of what the rules of a room say to people. The key is the German sentence as the rule says it; `{}` stands for a value, which
 * the English takes over in the same order. A room does this once, in `web/english-refusals.ts`, which its `module.ts` loads.
 * Throws a TypeError where the two have a different number of values, or where nothing but values is left.
 */
export function declareEnglish(texts: Readonly<Record<string, string>>): void {
  for (const [german, english] of Object.entries(texts)) {
    const parts = german.split(PLACE);
    if (parts.length !== english.split(PLACE).length) throw new TypeError(`not as many values in the English of: ${german}`);
    if (parts.every((part) => part.trim() === '')) throw new TypeError('a sentence is more than its values');
    if (parts.length === 1) sentences.set(german, english);
    else patterns.push({ german: new RegExp(`^${parts.map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&')).join('(.*?)')}$`, 'su'), english: english.split(PLACE), fixedLetters: parts.join('').length });
  }
  // Of two sentences that fit, the one that says more itself is meant.
  patterns.sort((one, other) => other.fixedLetters - one.fixedLetters);
}

/**
 * What a rule says, in the language of the page: `FieldProblem.message`, `DomainError.message`. Values go over as they are, but for days, amounts and
 * words of which the English is known. What has no English, or is said in the language of the page already, comes back unchanged.
 */
export function saidIn(language: Language, message: string): string {
  return localeFor(language) === 'en' ? inEnglish(message) : message;
}

function inEnglish(message: string): string {
  const known = sentences.get(message) ?? valueInEnglish(message);
  if (known !== undefined) return known;
  // No rule says so much; what people typed may be in it.
  if (message.length > LONGEST) return message;
  for (const { german, english } of patterns) {
    const values = german.exec(message)?.slice(1);
    if (values) return english.reduce((said, part, index) => `${said}${inEnglish(values[index - 1] ?? '')}${part}`);
  }
  return message;
}

// „3. Mai 2026“, „1.234“ and „1.234,50 €“ are written otherwise in English.
function valueInEnglish(value: string): string | undefined {
  const [, day, month, year, rest] = /^(\d{1,2})\. (\p{Lu}\p{Ll}+) (\d{4})(?:, (\d\d:\d\d) Uhr)?$/u.exec(value) ?? [];
  const named = MONTHS[month ?? ''];
  if (named !== undefined) return `${day} ${named} ${year}${rest === undefined ? '' : ` at ${rest}`}`;
  const [, sign, whole, cents, euro] = /^(-?)(\d{1,3}(?:\.\d{3})*)(?:,(\d+))?(\s€)?$/u.exec(value) ?? [];
  return whole === undefined ? undefined : `${sign}${euro === undefined ? '' : '€'}${whole.replaceAll('.', ',')}${cents === undefined ? '' : `.${cents}`}`;
}

const PLACE = '{}';
const LONGEST = 2000;
const MONTHS: Readonly<Record<string, string>> = {
  Januar: 'January', Februar: 'February', März: 'March', April: 'April', Mai: 'May', Juni: 'June', Juli: 'July', August: 'August', September: 'September', Oktober: 'October', November: 'November', Dezember: 'December',
};
