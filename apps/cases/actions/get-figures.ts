import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { addDays, addMonths, berlinMidnight } from '@allmende/time';
import { countArrivals, countOpen, countRefusals, countStates } from '../data/figures.ts';
import { CASE_STATES, type CaseState } from '../domain/case-file.ts';
import { seeFigures } from '../domain/permissions.ts';
import { daysOf, quartersUpTo, type Quarter } from '../domain/quarter.ts';
import { suppressSmall, type ShownCounts } from '../domain/suppress-small.ts';

type Words = { readonly de: string; readonly en: string };

/** A table of the figures: counts with totals, small ones held back (null). */
export type FigureTable<Row, Column extends string> = { readonly rows: readonly Row[]; readonly columns: readonly Column[]; readonly counts: ShownCounts };

export type ServiceRow = { readonly service: string; readonly name: Words };
export type RefusalRow = ServiceRow & { /** Null where nobody chose one. */ readonly reason: Words | null };

/** What a head of office sees: never who worked on what. */
export type CaseFigures = {
  /** The one that is looked at, and those that can be, oldest first; they do not overlap, so that no two pages give a small count away. */
  readonly quarter: Quarter;
  readonly quarters: readonly Quarter[];
  /** By quarter: complete on arrival or not; `unknown` where it was not counted yet. */
  readonly arrived: FigureTable<Quarter, 'complete' | 'incomplete' | 'unknown'>;
  /** Cases that arrived in the quarter, by how they stand today. */
  readonly states: FigureTable<ServiceRow, CaseState>;
  /** Open cases by how long ago they arrived. */
  readonly ages: FigureTable<ServiceRow, 'young' | 'middle' | 'old' | 'oldest'>;
  /** Open cases by whether their deadline is over, likely to be missed, or likely to be kept; `unknown` without a deadline or without enough decided cases to compare with. */
  readonly deadlines: FigureTable<ServiceRow, 'late' | 'endangered' | 'in-time' | 'unknown'>;
  /** Refusals of the quarter by reason. */
  readonly refusals: FigureTable<RefusalRow, 'cases'>;
};

/** So many earlier quarters can be looked at. */
const EARLIER = 4;

/** From so many decided cases on, what is usual says something. */
const ENOUGH = 20;

/**
 * The figures of an authority's cases: received, complete on arrival, age, deadlines and refusals by service. Counts below five are held back, with as many others as it takes that they cannot be worked out. Needs
 * `cases/see-figures`. A quarter that cannot be looked at is read as the running one.
 */
export async function getFigures(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly quarter?: string | undefined }): Promise<CaseFigures> {
  requirePermission(ctx.actor, seeFigures, ctx.tenant);
  const today = ctx.clock.today();
  const quarters = quartersUpTo(today, EARLIER);
  const quarter = quarters.find((one) => one === input.quarter) ?? quarters.at(-1) ?? '';
  const { from, before } = daysOf(quarter);
  const [first = quarter] = quarters;
  const ago = (days: number) => berlinMidnight(addDays(today, -days));
  const found = await ctx.database.inTenant(ctx.tenant, async (tx) => ({
    arrived: await countArrivals(tx, berlinMidnight(daysOf(first).from)),
    states: await countStates(tx, berlinMidnight(from), berlinMidnight(before)),
    open: await countOpen(tx, { today, young: ago(14), middle: ago(30), old: ago(90), since: berlinMidnight(addMonths(today, -12)), enough: ENOUGH }),
    refusals: await countRefusals(tx, berlinMidnight(from), berlinMidnight(before)),
  }));
  const arrived = quarters.map((one) => {
    const of = (complete: boolean | null) => found.arrived.find((row) => row.quarter === one && row.complete === complete)?.cases ?? 0;
    return [of(true), of(false), of(null)];
  });
  const refusals = found.refusals.toSorted((one, other) => one.nameDe.localeCompare(other.nameDe, 'de') || (one.reasonDe ?? '').localeCompare(other.reasonDe ?? '', 'de'));
  return {
    quarter, quarters,
    arrived: { rows: quarters, columns: ['complete', 'incomplete', 'unknown'], counts: suppressSmall(arrived) },
    states: byService(found.states, CASE_STATES, ({ state }) => state),
    ages: byService(found.open, ['young', 'middle', 'old', 'oldest'], ({ age }) => age),
    deadlines: byService(found.open, ['late', 'endangered', 'in-time', 'unknown'], ({ due }) => due),
    refusals: {
      rows: refusals.map(({ service, nameDe, nameEn, reason, reasonDe, reasonEn }) => ({ service, name: { de: nameDe, en: nameEn }, reason: reason === null ? null : { de: reasonDe ?? reason, en: reasonEn ?? reasonDe ?? reason } })),
      columns: ['cases'], counts: suppressSmall(refusals.map(({ cases }) => [cases])),
    },
  };
}

function byService<Row extends { readonly service: string; readonly nameDe: string; readonly nameEn: string; readonly cases: number }, Column extends string>(found: readonly Row[], columns: readonly Column[], columnOf: (row: Row) => Column): FigureTable<ServiceRow, Column> {
  const services = new Map(found.map(({ service, nameDe, nameEn }) => [service, { service, name: { de: nameDe, en: nameEn } }]));
  const rows = [...services.values()].toSorted((one, other) => one.name.de.localeCompare(other.name.de, 'de'));
  const count = (service: string, column: Column) => found.reduce((sum, row) => sum + (row.service === service && columnOf(row) === column ? row.cases : 0), 0);
  return { rows, columns, counts: suppressSmall(rows.map(({ service }) => columns.map((column) => count(service, column)))) };
}
