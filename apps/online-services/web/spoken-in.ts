import { isLanguage, type Language } from '@allmende/i18n';
import type { ServiceTexts } from '../domain/service-texts.ts';

/** The language in which the words of a service stand on a page: the one that was asked for, or the next that the service speaks. */
export function spokenIn({ language }: Pick<ServiceTexts, 'language'>): Language {
  return isLanguage(language) ? language : 'de';
}
