import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { procedureOf } from '@allmende/procedure';
import { addDays, addWorkingDays, nextWorkingDay, type PlainDate } from '@allmende/time';
import { loadPeriods } from '../data/standards.ts';
import { datedPeriod, type DatedPeriod, type PeriodKey } from '../domain/dated-period.ts';
import { NotNow } from '../domain/errors.ts';

/** The end of a period with what it rests on. `lastDay` is the last day that belongs to it. */
export type CountedPeriod = { readonly lastDay: PlainDate; readonly period: DatedPeriod; readonly doubts: readonly string[] };

/**
 * Counts a period of the law from an event, the day of the event not counted (§ 82 VgV, Regulation 1182/71). `for` says who must keep it: what bidders are given counts to the later day where a
 * holiday is not entered, what an authority must do to the earlier. Without an authority only holidays of the whole country count. Throws NotNow when nobody entered the period.
 */
export async function countPeriod(ctx: { readonly database: Pick<Database, 'withoutTenant'> }, input: { readonly key: PeriodKey; readonly event: PlainDate; readonly authority?: string; readonly for: 'bidders' | 'authority' }): Promise<CountedPeriod> {
  const period = datedPeriod(await loadPeriods(), input.key, input.event);
  if (period === undefined) throw new NotNow('Für diesen Tag ist keine gesetzliche Frist eingetragen. Ohne sie geht es nicht weiter.');
  if (!period.moves) return { lastDay: addDays(input.event, period.count), period, doubts: [] };
  if (input.authority === undefined) {
    const { seat } = (await procedureOf(ctx, { authority: PLATFORM_TENANT }))(NOWHERE);
    const isHoliday = (day: PlainDate) => seat.on(day).holds === 'yes';
    return { lastDay: period.unit === 'workdays' ? addWorkingDays(input.event, period.count, isHoliday) : nextWorkingDay(addDays(input.event, period.count), isHoliday), period, doubts: [] };
  }
  const counted = (await procedureOf(ctx, { authority: input.authority }))(NOWHERE).endOfPeriod(input.event, { count: period.count, unit: period.unit }, 'vwvfg');
  return { lastDay: input.for === 'bidders' ? counted.latest : counted.earliest, period, doubts: counted.doubts };
}

/** A key of no Land: only holidays of the whole country. */
const NOWHERE = '000000000000';
