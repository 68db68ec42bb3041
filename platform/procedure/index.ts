export { findRemedy } from './actions/find-remedy.ts';
export { procedureOf, type Procedure } from './actions/procedure-of.ts';
export type { CountedDay } from './domain/counted-day.ts';
export type { LegalPeriod, Regime } from './domain/end-of-period.ts';
export type { HolidayCalendar } from './domain/holiday-calendar.ts';
export { filedInTime, type RemedyKind } from './domain/remedy-period.ts';
