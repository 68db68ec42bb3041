import type { SubmittedForm } from '@allmende/http';

/** A day as three fields, as it was typed and as `YYYY-MM-DD` (or what was typed, when it is no day). */
export type TypedDay = { readonly day: string; readonly month: string; readonly year: string };

/** Reads the three parts of a date field. */
export function typedDay(form: SubmittedForm, name: string): TypedDay {
  return { day: form.text(`${name}.day`).trim(), month: form.text(`${name}.month`).trim(), year: form.text(`${name}.year`).trim() };
}

/** The parts of a day to propose; empty parts for none. */
export function partsOfDay(date: string | undefined): TypedDay {
  const [year = '', month = '', day = ''] = (date ?? '').split('-');
  return { day: day.replace(/^0/u, ''), month: month.replace(/^0/u, ''), year };
}

/** `YYYY-MM-DD`; empty when nothing was typed. Whether it is a real day is asked later. */
export function dayText({ day, month, year }: TypedDay): string {
  return day === '' && month === '' && year === '' ? '' : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
