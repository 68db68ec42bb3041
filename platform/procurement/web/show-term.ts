import { translations, type Locale } from '@allmende/i18n';
import type { ContractTerm } from '../domain/contract-term.ts';

const texts = translations({
  de: {
    open: 'unbestimmt, jederzeit zu beenden', fixed: (months: number) => `${months} Monate, endet von selbst`, renews: (months: number, by: number, notice: number) => `${months} Monate, verlängert sich um je ${by} Monate, Kündigungsfrist ${notice === 1 ? '1 Monat' : `${notice} Monate`}`,
  },
  en: { open: 'open, can be ended at any time', fixed: (months: number) => `${months} months, ends by itself`, renews: (months: number, by: number, notice: number) => `${months} months, renewed by ${by} months each time, notice of ${notice} months` },
});

/** A term in a few words. */
export function showTerm(term: ContractTerm, locale: Locale): string {
  const t = texts(locale);
  if (term.months === null) return t.open;
  return term.renewsMonths === null ? t.fixed(term.months) : t.renews(term.months, term.renewsMonths, term.noticeMonths);
}
