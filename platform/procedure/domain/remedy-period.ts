import type { PlainDate } from '@allmende/time';
import type { CountedDay } from './counted-day.ts';
import { endOfPeriod, type LegalPeriod, type Regime } from './end-of-period.ts';
import type { HolidayCalendar } from './holiday-calendar.ts';
import { names, readTable } from './read-table.ts';

/** `widerspruch-oder-klage`: whoever is affected may choose. `unknown` is what a caseworker wrote themselves. */
export type RemedyKind = 'widerspruch' | 'klage' | 'widerspruch-oder-klage' | 'einspruch' | 'unknown';

export type RemedyPeriods = ReadonlyMap<string, { readonly period: LegalPeriod; readonly norm: string }>;

/** Reads `standards/procedure/remedy-periods.tsv`. */
export function readRemedyPeriods(text: string): RemedyPeriods {
  return new Map(readTable('remedy-periods.tsv', text).map(({ cell }) => [cell('kind'), { period: { count: Number(cell('count')), unit: cell('unit') } as LegalPeriod, norm: cell('norm') }]));
}

/** The last day on which a remedy can be sought, counted from the service of a notice that says how. `calendar` is that of the authority, where it must arrive. */
export function endOfRemedyPeriod(periods: RemedyPeriods, served: Pick<CountedDay, 'earliest' | 'latest' | 'doubts'>, kind: string, calendar: HolidayCalendar): CountedDay {
  const found = periods.get(kind) ?? periods.get('unknown');
  if (found === undefined) throw new TypeError('remedy-periods.tsv has no period for unknown remedies');
  return endOfPeriod(served, found.period, calendar, `${found.norm}, § 57 Abs. 2 VwGO, § 222 ZPO, §§ 187, 188 BGB`);
}

/** Whether a remedy arrived in time. `doubt` between the two days of an uncertain end. */
export function filedInTime(end: Pick<CountedDay, 'earliest' | 'latest'>, receivedOn: PlainDate): 'in-time' | 'late' | 'doubt' {
  if (receivedOn <= end.earliest) return 'in-time';
  return receivedOn > end.latest ? 'late' : 'doubt';
}

/** What can be done against notices in a Land. */
export type RemedyRule = { readonly land: string; readonly regime: string; readonly services: string; readonly kind: RemedyKind; readonly from: string; readonly norm: string; readonly source: string };

/** Reads `standards/procedure/remedies.tsv`. */
export function readRemedyRules(text: string): readonly RemedyRule[] {
  return readTable('remedies.tsv', text).map(({ cell }) => ({ land: cell('land'), regime: cell('regime'), services: cell('services'), kind: cell('kind') as RemedyKind, from: cell('from'), norm: cell('norm'), source: cell('source') }));
}

/** The remedy for a service of a Land on a day: the youngest entry. Undefined where nobody has entered one; then the caseworker writes the text. */
export function remedyRuleFor(rules: readonly RemedyRule[], wanted: { readonly land: string; readonly regime: Regime; readonly service: string; readonly on: PlainDate }): RemedyRule | undefined {
  return rules.filter((rule) => rule.land === wanted.land && rule.regime === wanted.regime && names(rule.services, wanted.service) && rule.from <= wanted.on).toSorted((one, other) => other.from.localeCompare(one.from))[0];
}

/** The wording for a kind, with what must be in it (§ 58 Abs. 1 VwGO): the remedy, where, its seat, the period. `court` is filled by the caseworker: which court it is nobody has entered. */
export const REMEDY_WORDINGS: Readonly<Record<Exclude<RemedyKind, 'unknown'>, string>> = {
  widerspruch: 'Sie können gegen diesen Bescheid innerhalb eines Monats nach Bekanntgabe Widerspruch erheben bei: {authority}, {address}.',
  klage: 'Sie können gegen diesen Bescheid innerhalb eines Monats nach Bekanntgabe Klage erheben bei: {court}.',
  'widerspruch-oder-klage': 'Sie können gegen diesen Bescheid innerhalb eines Monats nach Bekanntgabe entweder Widerspruch erheben bei: {authority}, {address}, oder unmittelbar Klage erheben bei: {court}.',
  einspruch: 'Sie können gegen diesen Bescheid innerhalb eines Monats nach Bekanntgabe Einspruch einlegen bei: {authority}, {address}.',
};
