import { badge, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatDateShort } from '@allmende/time';
import type { Contract } from '../domain/contract.ts';

const texts = translations({
  de: { running: 'läuft', ended: (day: string) => `beendet am ${day}`, notice: (day: string) => `gekündigt zum ${day}` },
  en: { running: 'running', ended: (day: string) => `ended on ${day}`, notice: (day: string) => `notice given, ends on ${day}` },
});

/** How a contract stands, as a badge. */
export function contractState({ endsOn, notice }: Pick<Contract, 'endsOn' | 'notice'>, locale: Locale): Html {
  const t = texts(locale);
  if (endsOn !== null) return badge(t.ended(formatDateShort(endsOn, locale)), 'neutral', { small: true });
  return notice === null ? badge(t.running, 'success', { small: true }) : badge(t.notice(formatDateShort(notice.lastDay, locale)), 'warning', { small: true });
}
