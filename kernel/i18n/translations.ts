import { LANGUAGES, languageChain, languageFacts, type Language } from './language.ts';

/** The texts of one view: German decides the keys, English must have the same. A text with values is a function. */
export type Texts = Record<string, string | ((...values: never[]) => unknown)>;

type Same<German extends Texts> = { [Key in keyof German]: German[Key] extends string ? string : German[Key] };
type Further = Exclude<Language, 'de' | 'en'>;

type Declared = { readonly all: Readonly<Partial<Record<Language, Texts>>> };
const declared: Declared[] = [];

/**
 * Declares the texts of a view and returns a function from language to texts: `const t = texts(language)`, then `t.title`, `t.count(3)`.
 * The compiler refuses a missing or surplus English text. The languages of citizens' pages may come beside them; a text that one lacks is taken from the
 * next language of its chain (`languageChain`), and `missingTexts` names it.
 */
export function translations<German extends Texts>(all: { de: German; en: Same<German> } & { readonly [Each in Further]?: Partial<Same<German>> }): (language: Language) => Same<German> {
  const given = all as unknown as Readonly<Partial<Record<Language, Texts>>>;
  declared.push({ all: given });
  const ready = new Map<Language, Same<German>>();
  return (language) => {
    let found = ready.get(language);
    if (!found) ready.set(language, (found = Object.assign({}, ...[...languageFacts(language).chain].reverse().map((one) => given[one] ?? {})) as Same<German>));
    return found;
  };
}

/** A text that a language lacks: the first keys of the view tell which one it is. */
export type MissingText = { readonly language: Language; readonly key: string; readonly german: string };

/** Marks where `missingTexts` begins: what was declared by modules loaded before is left out. */
export function declaredSoFar(): number {
  return declared.length;
}

/** The texts that citizens' languages lack, of all views declared since a mark, and how many there are in all. For tests. */
export function missingTexts(since = 0): { readonly texts: number; readonly missing: readonly MissingText[] } {
  const views = declared.slice(since);
  return {
    texts: views.reduce((sum, { all }) => sum + Object.keys(all.de ?? {}).length, 0),
    missing: views.flatMap(({ all }) => LANGUAGES.flatMap((language) => Object.entries(all.de ?? {}).flatMap(([key, german]) => (
      Object.hasOwn(all[languageChain(language)[0] ?? 'de'] ?? {}, key) ? [] : [{ language, key, german: typeof german === 'string' ? german : String(german) }]
    )))),
  };
}
