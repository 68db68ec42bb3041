import type { LocalText } from '@allmende/i18n';
import { Type, type Static } from 'typebox';

/** A text in the languages it is there in. */
export const LocalTextSchema = Type.Object({ de: Type.String(), en: Type.String(), 'de-leicht': Type.Optional(Type.String()), uk: Type.Optional(Type.String()), ar: Type.Optional(Type.String()) });

/** The same as JSON: languages that lack it are left out. */
export function localTextJson(text: LocalText): Static<typeof LocalTextSchema> {
  return { ...Object.fromEntries(Object.entries(text).filter(([, words]) => words !== undefined)), de: text.de, en: text.en };
}
