import { berlinDate, berlinMidnight, parsePlainDate } from '@allmende/time';

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hourCycle: 'h23', hour: '2-digit', minute: '2-digit' });

/** The instant that `24.12.2026 18:30` names in Europe/Berlin; undefined when there is no such time. An hour that comes twice is the first one. */
export function parseBerlinTime(text: string): Date | undefined {
  const [, day = '', month = '', year = '', hour = '', minute = ''] = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4}),?\s+(\d{1,2}):(\d{2})(?:\s*Uhr)?\s*$/u.exec(text) ?? [];
  const date = parsePlainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (date === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const plain = berlinMidnight(date).getTime() + (Number(hour) * 60 + Number(minute)) * 60_000;
  const wanted = `${hour.padStart(2, '0')}:${minute}`;
  return [plain - 3_600_000, plain, plain + 3_600_000].map((ms) => new Date(ms)).find((instant) => clock.format(instant) === wanted);
}

/** An instant as `24.12.2026 18:30` in Europe/Berlin. */
export function berlinTime(instant: Date): string {
  const [year = '', month = '', day = ''] = berlinDate(instant).split('-');
  return `${day}.${month}.${year} ${clock.format(instant)}`;
}
