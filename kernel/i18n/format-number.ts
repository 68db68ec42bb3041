import { languageFacts, type Language } from './language.ts';

const formats = new Map<Language, Intl.NumberFormat>();

/** `128.334` in German, `128,334` in English. */
export function formatNumber(value: number, language: Language): string {
  let format = formats.get(language);
  if (!format) formats.set(language, (format = new Intl.NumberFormat(languageFacts(language).format)));
  return format.format(value);
}
