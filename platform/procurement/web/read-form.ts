import { InvalidInput } from '@allmende/errors';
import type { SubmittedForm } from '@allmende/http';
import { parsePlainDate, type PlainDate } from '@allmende/time';

/** A day as it was typed, part by part. */
export type TypedDay = { day: string; month: string; year: string };

/** The parts of a date field. */
export function typedDay(form: SubmittedForm, name: string): TypedDay {
  return { day: form.text(`${name}.day`), month: form.text(`${name}.month`), year: form.text(`${name}.year`) };
}

/** A day in parts, for showing it in a field. */
export function dayParts(day: PlainDate): TypedDay {
  const [year = '', month = '', date = ''] = day.split('-');
  return { day: date, month, year };
}

/** The day that was typed; throws InvalidInput for the field when there is no such day. */
export function readDay(typed: TypedDay, name: string): PlainDate {
  return parseDay(`${typed.year.trim()}-${typed.month.trim().padStart(2, '0')}-${typed.day.trim().padStart(2, '0')}`, name);
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
