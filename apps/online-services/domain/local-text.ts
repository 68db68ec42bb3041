import { LANGUAGES, type LocalText } from '@allmende/i18n';
import type { ServiceTexts } from './service-texts.ts';
import type { ServicePackage } from './service-package.ts';

/** A text of a package in every language of citizens' pages that it is there in; German and English always, taken from the main language where they lack it. */
export function localText(servicePackage: Pick<ServicePackage, 'texts'>, texts: (language: string) => ServiceTexts, key: string): LocalText {
  const own = LANGUAGES.filter((language) => language !== 'de' && language !== 'en' && Object.hasOwn(servicePackage.texts, language) && Object.hasOwn(servicePackage.texts[language] ?? {}, key));
  return { de: texts('de').get(key), en: texts('en').get(key), ...Object.fromEntries(own.map((language) => [language, texts(language).get(key)])) };
}
