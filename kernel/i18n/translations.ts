/** Languages that every page of the platform speaks from the start. Service packages may speak more. */
export type Locale = 'de' | 'en';

export const LOCALES: readonly Locale[] = ['de', 'en'];

/** The texts of one view: German decides the keys, English must have the same. A text with values is a function. */
export type Texts = Record<string, string | ((...values: never[]) => unknown)>;

/**
 * Declares the texts of a view and returns a function from locale to texts: `const t = texts(locale)`, then `t.title`, `t.count(3)`.
 * The compiler refuses a missing or surplus English text.
 */
export function translations<German extends Texts>(
  all: { de: German; en: { [Key in keyof German]: German[Key] extends string ? string : German[Key] } },
): (locale: Locale) => { [Key in keyof German]: German[Key] extends string ? string : German[Key] } {
  type Both = { [Key in keyof German]: German[Key] extends string ? string : German[Key] };
  return (locale) => (locale === 'en' ? all.en : (all.de as unknown as Both));
}

/** Whether a text names a language we speak. */
export function isLocale(text: unknown): text is Locale {
  return text === 'de' || text === 'en';
}
