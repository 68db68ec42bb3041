import type { Language } from '@allmende/i18n';
import { formatAnswer } from '../domain/format-value.ts';
import { lockedWords, originWords } from '../domain/origin-words.ts';
import type { ServiceTexts } from '../domain/service-texts.ts';
import type { Situation } from '../domain/situation.ts';
import type { Question } from './question.ts';

/** The questions of a page with where their answers come from: what an identity document says is shown and not asked. */
export function withOrigins(questions: readonly Question[], situation: Situation, texts: ServiceTexts, language: Language): readonly Question[] {
  const { origins } = situation.draft;
  if (!origins || Object.keys(origins).length === 0) return questions;
  let isExplained = false;
  return questions.map((asked) => {
    const origin = origins[asked.id];
    const answer = situation.draft.answers[asked.id];
    const field = situation.service.package.fields.find(({ id }) => id === asked.id);
    if (!origin || answer === undefined || !field) return asked;
    const from = originWords(origin, language);
    if (origin.from === 'id') {
      // Once a page is enough.
      const why = isExplained ? from : `${from}. ${lockedWords(language)}`;
      isExplained = true;
      return { ...asked, locked: { value: formatAnswer(field, answer, texts), why } };
    }
    return { ...asked, hint: asked.hint === undefined ? from : `${asked.hint} (${from})` };
  });
}
