import type { Database } from '@allmende/database';
import { findAuthority } from '@allmende/register';
import type { PlainDate } from '@allmende/time';
import { loadStandards, type Standards } from '../data/standards.ts';
import type { CountedDay } from '../domain/counted-day.ts';
import { decisionLimitFor, type DecisionLimit } from '../domain/decision-limit.ts';
import { COUNTING_NORMS, certain, endOfPeriod, type LegalPeriod, type Regime } from '../domain/end-of-period.ts';
import { holidayCalendar, type HolidayCalendar, type Locality } from '../domain/holiday-calendar.ts';
import { presumedService, provenService, serviceRuleFor } from '../domain/presumed-service.ts';
import { endOfRemedyPeriod } from '../domain/remedy-period.ts';

/** The procedural law of one authority for cases of one place: the Land's rules and the holidays. Everything in it is pure. */
export type Procedure = {
  /** The holidays at the authority's seat. */
  readonly seat: HolidayCalendar;
  /** When a notice that was sent on a day counts as served at the place; undefined where no rule is entered. */
  presumedService(sent: { readonly regime: Regime; readonly route: 'post' | 'mailbox'; readonly on: PlainDate }): (CountedDay & { readonly source: string }) | undefined;
  /** A day of which somebody has proof: a certificate of delivery, an acknowledgement of receipt. */
  provenService(on: PlainDate): CountedDay & { readonly source: string };
  /** Until when a remedy must arrive at the authority. */
  endOfRemedyPeriod(served: Pick<CountedDay, 'earliest' | 'latest' | 'doubts'>, kind: string): CountedDay;
  /** The last day of a period for the authority. */
  endOfPeriod(event: PlainDate, period: LegalPeriod, regime: Regime): CountedDay;
  /** Until when the law wants a decision on an application; undefined where nobody has entered it. */
  decisionLimit(regime: Regime, service: string): DecisionLimit | undefined;
};

// The id of an authority is made of its kind and key, so what is known of it by that never changes.
const localities = new Map<string, Locality>();
const calendars = new Map<string, HolidayCalendar>();

/**
 * The procedural law for an authority, by the place of a case (Regionalschlüssel, 12 digits). An authority that the register does not know is taken to be in the place's Land, with the
 * holidays of municipalities unknown. Reads the register once for each authority; call it before a transaction, not in one.
 */
export async function procedureOf(ctx: { readonly database: Pick<Database, 'withoutTenant'> }, input: { readonly authority: string }): Promise<(placeArs: string) => Procedure> {
  const standards = await loadStandards();
  const locality = localities.get(input.authority) ?? (await localityOf(ctx, input.authority));
  return (placeArs) => procedure(standards, locality ?? { land: placeArs.slice(0, 2), key: undefined }, placeArs);
}

async function localityOf(ctx: { readonly database: Pick<Database, 'withoutTenant'> }, id: string): Promise<Locality | undefined> {
  const authority = await findAuthority(ctx, { id });
  if (!authority) return undefined;
  // Of an association or a district only the district is known, not the municipality in which its house stands.
  const locality = { land: authority.land.key, key: authority.kind === 'town' ? authority.key : authority.key.slice(0, 5) };
  localities.set(id, locality);
  return locality;
}

function procedure(standards: Standards, locality: Locality, placeArs: string): Procedure {
  const seat = calendarOf(standards, locality);
  return {
    seat,
    presumedService: ({ regime, route, on }) => {
      const rule = serviceRuleFor(standards.serviceRules, { regime, land: locality.land, route, on });
      // Holidays at the recipient's place move the day of service, those at the seat the end of a period (AEAO zu § 108).
      return rule && presumedService(rule, on, calendarOf(standards, { land: placeArs.slice(0, 2), key: `${placeArs.slice(0, 5)}${placeArs.slice(-3)}` }));
    },
    provenService,
    endOfRemedyPeriod: (served, kind) => endOfRemedyPeriod(standards.remedyPeriods, served, kind, seat),
    endOfPeriod: (event, period, regime) => endOfPeriod(certain(event), period, seat, COUNTING_NORMS[regime]),
    decisionLimit: (regime, service) => decisionLimitFor(standards.decisionLimits, regime, service),
  };
}

function calendarOf(standards: Standards, place: Locality): HolidayCalendar {
  const id = `${place.land}:${place.key ?? ''}`;
  const known = calendars.get(id) ?? holidayCalendar(standards.holidays, place);
  calendars.set(id, known);
  return known;
}
