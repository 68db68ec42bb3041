import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, addWorkingDays, easterSunday, isWorkingDay, nextWorkingDay, periodEnd, plainDate, weekday, workingDaysBetween, type Period } from './index.ts';

const anyDay = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays(plainDate('1970-01-01'), days));
const anyPeriod: fc.Arbitrary<Period> = fc.record({ count: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom('days', 'weeks', 'months', 'years') });

test('a period in months ends on the day with the number of the event, or on the last of a shorter month (§ 188 Abs. 2 und 3 BGB)', () => {
  const ends: [string, Period, string][] = [
    ['2026-11-10', { count: 1, unit: 'months' }, '2026-12-10'],
    ['2026-01-30', { count: 1, unit: 'months' }, '2026-02-28'],
    ['2028-01-31', { count: 1, unit: 'months' }, '2028-02-29'],
    ['2026-03-31', { count: 1, unit: 'months' }, '2026-04-30'],
    ['2026-02-28', { count: 1, unit: 'months' }, '2026-03-28'],
    ['2026-11-30', { count: 3, unit: 'months' }, '2027-02-28'],
    ['2028-02-29', { count: 1, unit: 'years' }, '2029-02-28'],
    ['2026-11-24', { count: 2, unit: 'weeks' }, '2026-12-08'],
    ['2026-12-29', { count: 4, unit: 'days' }, '2027-01-02'],
  ];
  for (const [event, period, end] of ends) assert.equal(periodEnd(plainDate(event), period), end, `${event} + ${period.count} ${period.unit}`);
});

test('a later event never ends earlier, a longer period never either, and weeks keep the day of the week', () => {
  fc.assert(fc.property(anyDay, anyPeriod, fc.integer({ min: 0, max: 400 }), (day, period, later) => {
    const end = periodEnd(day, period);
    assert.ok(end > day);
    assert.ok(periodEnd(addDays(day, later), period) >= end);
    assert.ok(periodEnd(day, { ...period, count: period.count + 1 }) > end);
    if (period.unit === 'weeks') assert.equal(weekday(end), weekday(day));
  }));
});

test('Easter falls where the tables say', () => {
  const known = ['2018-04-01', '2019-04-21', '2020-04-12', '2021-04-04', '2022-04-17', '2023-04-09', '2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2029-04-01', '2030-04-21', '2031-04-13', '2032-03-28', '2033-04-17', '2034-04-09', '2035-03-25', '1981-04-19', '1954-04-18', '2038-04-25'];
  for (const day of known) assert.equal(easterSunday(Number(day.slice(0, 4))), day);
  for (let year = 1900; year <= 2199; year += 1) assert.equal(weekday(easterSunday(year)), 7, String(year));
});

test('the next working day is one, at most so far away as the free days reach, and it is the day itself where people work', () => {
  const isHoliday = (day: string) => day.endsWith('-12-25') || day.endsWith('-12-26') || day.endsWith('-01-01');
  fc.assert(fc.property(anyDay, (day) => {
    const next = nextWorkingDay(day, isHoliday);
    assert.ok(next >= day && isWorkingDay(next, isHoliday));
    if (isWorkingDay(day, isHoliday)) assert.equal(next, day);
    assert.equal(nextWorkingDay(next, isHoliday), next);
  }));
});

test('working days are counted there and back', () => {
  const isHoliday = (day: string) => day.endsWith('-05-01');
  const holidays = (year: number) => [plainDate(`${year}-05-01`)];
  fc.assert(fc.property(anyDay, fc.integer({ min: 1, max: 400 }), (day, count) => {
    const end = addWorkingDays(day, count, isHoliday);
    assert.equal(workingDaysBetween(day, end, holidays), count);
    assert.equal(workingDaysBetween(end, day, holidays), -count);
  }));
  assert.equal(workingDaysBetween(plainDate('2026-04-30'), plainDate('2026-05-04'), holidays), 1);
  assert.equal(workingDaysBetween(plainDate('2026-05-02'), plainDate('2026-05-03'), holidays), 0);
});
