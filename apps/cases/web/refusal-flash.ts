import type { FlashMessage } from '@allmende/http';
import { saidIn, translations, type Locale } from '@allmende/i18n';
import { CaseChanged, CasesNotRunning, NotPossibleNow } from '../domain/errors.ts';

const texts = translations({ de: { title: 'Das ging nicht' }, en: { title: 'That did not work' } });

/** A message for the next page when somebody was faster or the case is not in a state for this; any other error is thrown again. */
export function refusalFlash(error: unknown, locale: Locale): FlashMessage {
  if (error instanceof CaseChanged || error instanceof NotPossibleNow || error instanceof CasesNotRunning) return { kind: 'warning', title: texts(locale).title, body: saidIn(locale, error.message) };
  throw error;
}
