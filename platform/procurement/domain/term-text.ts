import { formatDate, type PlainDate } from '@allmende/time';
import { termDays, type ContractTerm } from './contract-term.ts';

/** A term in German words, as documents say it. */
export function termText(term: ContractTerm, startsOn: PlainDate): string {
  const begins = `Der Vertrag beginnt am ${formatDate(startsOn)}`;
  const first = termDays(term, startsOn, startsOn);
  if (first === undefined) return `${begins} und läuft auf unbestimmte Zeit. Die Auftraggeberin kann ihn auf der Plattform beenden; dann erhält sie alle Daten zurück.`;
  const fixed = `${begins} und läuft ${months(term.months ?? 0)}, zunächst bis zum ${formatDate(first.lastDay)}.`;
  if (term.renewsMonths === null) return `${fixed} Er endet dann, ohne dass jemand kündigt. Die Auftraggeberin erhält alle Daten zurück.`;
  const notice = term.noticeMonths === 0 ? 'bis zum letzten Tag' : `mit einer Frist von ${term.noticeMonths === 1 ? 'einem Monat' : `${term.noticeMonths} Monaten`} zum letzten Tag`;
  return `${fixed} Er verlängert sich jeweils um ${months(term.renewsMonths)}, wenn die Auftraggeberin ihn nicht ${notice} auf der Plattform kündigt. Mit dem Ende erhält sie alle Daten zurück.`;
}

function months(count: number): string {
  return count === 1 ? '1 Monat' : `${count} Monate`;
}
