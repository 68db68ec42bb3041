import { InvalidInput } from '@allmende/errors';
import { parsePlainDate, type PlainDate } from '@allmende/time';

/** The day that a text `YYYY-MM-DD` names; throws InvalidInput at the pointer when there is no such day. */
export function readDay(text: string, pointer: string): PlainDate {
  const day = parsePlainDate(text);
  if (day === undefined) throw new InvalidInput([{ pointer, code: 'date', message: 'Diesen Tag gibt es nicht. Bitte geben Sie Tag, Monat und Jahr an.' }]);
  return day;
}
