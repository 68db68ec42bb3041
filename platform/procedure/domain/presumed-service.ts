import { addDays, nextWorkingDay, type PlainDate } from '@allmende/time';
import type { CountedDay } from './counted-day.ts';
import { certain, moved, type Regime } from './end-of-period.ts';
import type { HolidayCalendar } from './holiday-calendar.ts';
import { names, readTable } from './read-table.ts';

/** On which day after posting, or after it was put into a mailbox, a notice counts as served. */
export type ServiceRule = {
  readonly regime: string;
  readonly lands: string;
  readonly route: string;
  /** Two different numbers where it is not entered which of them holds. */
  readonly fewest: number;
  readonly most: number;
  /** Whether the day moves on from a Saturday, Sunday or holiday: so for taxes (§ 108 Abs. 3 AO), not for § 41 VwVfG and § 37 SGB X. */
  readonly shifts: boolean;
  /** First day of sending to which it applies; empty for always. */
  readonly from: string;
  readonly norm: string;
  readonly source: string;
};

/** Reads `standards/procedure/presumed-service.tsv`. */
export function readServiceRules(text: string): readonly ServiceRule[] {
  return readTable('presumed-service.tsv', text).map(({ line, cell }) => {
    const [fewest, most = fewest] = cell('days').split('-').map(Number);
    if (fewest === undefined || most === undefined || !Number.isInteger(fewest) || !Number.isInteger(most)) throw new TypeError(`presumed-service.tsv:${line}: ${cell('days')} is no number of days`);
    return { regime: cell('regime'), lands: cell('lands'), route: cell('route'), fewest, most, shifts: cell('shifts') === 'yes', from: cell('from'), norm: cell('norm'), source: cell('source') };
  });
}

/** The rule for a notice that was sent on a day: the youngest that applies. Undefined where nobody has entered one. */
export function serviceRuleFor(rules: readonly ServiceRule[], sent: { readonly regime: Regime; readonly land: string; readonly route: 'post' | 'mailbox'; readonly on: PlainDate }): ServiceRule | undefined {
  return rules.filter((rule) => names(rule.regime, sent.regime) && names(rule.lands, sent.land) && rule.route === sent.route && rule.from <= sent.on).toSorted((one, other) => other.from.localeCompare(one.from))[0];
}

/** The day on which a notice counts as served. `calendar` is that of the place where the recipient lives. Later arrival, or none, is for the authority to prove or to believe. */
export function presumedService(rule: ServiceRule, sentOn: PlainDate, calendar: HolidayCalendar): CountedDay & { readonly source: string } {
  const doubts = rule.fewest === rule.most ? [] : [`Ob der ${rule.fewest}. oder der ${rule.most}. Tag zählt, ist für das Land nicht eingetragen.`];
  const counted = { earliest: addDays(sentOn, rule.fewest), latest: addDays(sentOn, rule.most), doubts };
  return { ...(rule.shifts ? moved(counted, nextWorkingDay, calendar) : counted), norm: rule.norm, source: rule.source };
}

/** A day of service that somebody has proof of: delivery by certificate, acknowledgement of receipt, first opening. */
export function provenService(on: PlainDate): CountedDay & { readonly source: string } {
  return { ...certain(on), norm: 'Verwaltungszustellungsgesetz des Landes', source: 'Nachweis der Zustellung' };
}
