import { isLanguage, languageChain } from '@allmende/i18n';
import { IntlMessageFormat } from 'intl-messageformat';
import type { ServicePackage } from './service-package.ts';

/** The texts of a package in one language: by key, with values for the placeholders. */
export type ServiceTexts = {
  readonly language: string;
  /** The text, from the next language of the chain where this one lacks it; undefined when none has it. */
  readonly find: (key: string, values?: WantedValues) => string | undefined;
  /** As `find`, but the key itself when the text is missing everywhere. */
  readonly get: (key: string, values?: WantedValues) => string;
};

export type TextValues = Readonly<Record<string, string | number>>;

/** Values, or how to get them: most texts have no placeholder, and working values out costs more than finding the text. */
export type WantedValues = TextValues | (() => TextValues);

/** Makes the texts of a package readable. Messages with placeholders (ICU MessageFormat) are compiled when first used. */
export function compileTexts(servicePackage: ServicePackage): (language: string) => ServiceTexts {
  const byLanguage = new Map<string, ServiceTexts>();
  const [main = 'de'] = servicePackage.service.languages;
  return (language) => {
    const known = byLanguage.get(language);
    if (known) return known;
    const chain = [...new Set([language, ...languageChain(language), main])].filter((one) => Object.hasOwn(servicePackage.texts, one));
    const texts = textsIn(servicePackage, chain);
    // Only languages that exist are remembered: what somebody makes up takes no room.
    if (isLanguage(language)) byLanguage.set(language, texts);
    return texts;
  };
}

function textsIn(servicePackage: ServicePackage, chain: readonly string[]): ServiceTexts {
  const compiled = new Map<string, IntlMessageFormat>();
  const language = chain[0] ?? 'de';
  // The first language of the chain that has a text wins, so the last is read first.
  const known = new Map(chain.toReversed().flatMap((one) => Object.entries(servicePackage.texts[one] ?? {}).map(([key, text]) => [key, { text, textLanguage: one, isPlain: !text.includes('{') }] as const)));
  const find = (key: string, values?: WantedValues): string | undefined => {
    const found = known.get(key);
    if (!found || found.isPlain) return found?.text;
    const { text, textLanguage } = found;
    let format = compiled.get(key);
    if (!format) compiled.set(key, (format = compileMessage(text, textLanguage)));
    try {
      return String(format.format((typeof values === 'function' ? values() : values) ?? {}));
    } catch {
      // A value that the text wants was not given; the sentence without it is better than no page.
      return text.replaceAll(/\{[^{}]*\}/gu, '…');
    }
  };
  return { language, find, get: (key, values) => find(key, values) ?? key };
}

/** Compiles one ICU message; throws SyntaxError when it is malformed. HTML is text here. */
export function compileMessage(text: string, language: string): IntlMessageFormat {
  return new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
}

/** The name under which a parameter or rule is a placeholder in texts: points become underscores. */
export function placeholderOf(id: string): string {
  return id.replaceAll('.', '_');
}
