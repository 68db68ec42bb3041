import { InvalidInput } from '@allmende/errors';
import { parsePlainDate, type PlainDate } from '@allmende/time';
import type { SubmittedForm } from './submitted-form.ts';

/** A day as it was typed, part by part. */
export type TypedDay = { day: string; month: string; year: string };

/** The parts of a date field. */
export function typedDay(form: SubmittedForm, name: string): TypedDay {
  return { day: form.text(`${name}.day`), month: form.text(`${name}.month`), year: form.text(`${name}.year`) };
}

/** A day in parts, as people write it (`3`, not `03`), for showing it in a field; empty parts for none. */
export function dayParts(day: string | undefined): TypedDay {
  const [year = '', month = '', date = ''] = (day ?? '').split('-');
  return { day: date.replace(/^0/u, ''), month: month.replace(/^0/u, ''), year };
}

/** What was typed as `YYYY-MM-DD`, though it may name no day; empty when nothing was typed. */
export function dayText(typed: TypedDay): string {
  return isEmptyDay(typed) ? '' : `${typed.year.trim()}-${typed.month.trim().padStart(2, '0')}-${typed.day.trim().padStart(2, '0')}`;
}

/** The day that was typed; throws InvalidInput for the field when there is no such day. */
export function readDay(typed: TypedDay, name: string): PlainDate {
  return parseDay(dayText(typed), name);
}

/** The day that a text `YYYY-MM-DD` names; throws InvalidInput at the field. */
export function parseDay(text: string, name: string): PlainDate {
  const day = parsePlainDate(text);
  if (day === undefined) throw new InvalidInput([{ pointer: `/${name}`, code: 'date', message: 'Diesen Tag gibt es nicht. Bitte geben Sie Tag, Monat und Jahr an.' }]);
  return day;
}

/** Whether nothing was typed into a date field. */
export function isEmptyDay(typed: TypedDay): boolean {
  return `${typed.day}${typed.month}${typed.year}`.trim() === '';
}
