import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, plainDate, weekday } from '@allmende/time';
import { loadStandards } from '../data/standards.ts';
import { holidayCalendar, holidaysOfYear } from './holiday-calendar.ts';

const { holidays: table } = await loadStandards();
const LANDS = Array.from({ length: 16 }, (_none, index) => String(index + 1).padStart(2, '0'));
const YEARS = Array.from({ length: 18 }, (_none, index) => 2018 + index);
const certainDays = (land: string, year: number, key?: string) => [...holidaysOfYear(table, { land, key }, year)].filter(([, { holds }]) => holds === 'yes').map(([day]) => day).toSorted();

test('each Land has its known number of holidays in every year of the table, each with a paragraph', () => {
  const usual: Record<string, number> = { '01': 10, '02': 10, '03': 10, '04': 10, '05': 11, '06': 10, '07': 11, '08': 12, '09': 12, '10': 12, '11': 10, '12': 12, '13': 11, '14': 11, '15': 11, '16': 11 };
  for (const land of LANDS) {
    for (const year of YEARS) {
      const days = holidaysOfYear(table, { land, key: undefined }, year);
      for (const { norm } of days.values()) assert.ok(norm !== undefined && /§|Art\./u.test(norm), `${land} ${year}`);
      let expected = usual[land] ?? 0;
      if (land === '11') expected += (year < 2019 ? -1 : 0) + (year === 2020 || year === 2025 ? 1 : 0);
      if (land === '13' && year < 2023) expected -= 1;
      if (land === '16' && year < 2019) expected -= 1;
      // 1 May or 3 October never meet a movable day, Ascension and 1 May once in the table's years.
      const met = certainDays(land, year);
      assert.equal(met.length, expected, `${land} ${year}: ${met.join(' ')}`);
    }
  }
});

test('the days of a year are the published ones', () => {
  assert.deepEqual(certainDays('14', 2026), ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25', '2026-10-03', '2026-10-31', '2026-11-18', '2026-12-25', '2026-12-26']);
  assert.deepEqual(certainDays('08', 2026), ['2026-01-01', '2026-01-06', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25', '2026-06-04', '2026-10-03', '2026-11-01', '2026-12-25', '2026-12-26']);
  for (const [year, day] of [[2018, '21'], [2022, '16'], [2023, '22'], [2028, '22'], [2033, '16'], [2035, '21']] as const) assert.ok(certainDays('14', year).includes(plainDate(`${year}-11-${day}`)), `Buß- und Bettag ${year}`);
  const on = (land: string, day: string) => holidayCalendar(table, { land, key: undefined }).on(plainDate(day)).holds;
  assert.deepEqual([on('11', '2018-03-08'), on('11', '2019-03-08'), on('13', '2022-03-08'), on('13', '2023-03-08')], ['no', 'yes', 'no', 'yes']);
  assert.deepEqual([on('11', '2024-05-08'), on('11', '2025-05-08'), on('11', '2026-05-08'), on('12', '2025-05-08')], ['no', 'yes', 'no', 'no']);
  assert.deepEqual([on('16', '2018-09-20'), on('16', '2019-09-20'), on('03', '2018-10-31'), on('06', '2018-10-31')], ['no', 'yes', 'yes', 'no']);
});

test('what depends on the municipality is known where it is entered, and unknown where it is not', () => {
  const on = (land: string, key: string | undefined, day: string) => holidayCalendar(table, { land, key }).on(plainDate(day)).holds;
  assert.deepEqual([on('09', '09761000', '2027-08-08'), on('09', '09162000', '2027-08-09'), on('09', '09162000', '2029-08-08')], ['yes', 'no', 'no']);
  assert.equal(on('09', '09162000', '2028-08-15'), 'unknown');
  assert.equal(on('10', '10046118', '2028-08-15'), 'yes');
  assert.deepEqual([on('14', '14625080', '2026-06-04'), on('14', '14521620', '2026-06-04'), on('14', '14625020', '2026-06-04'), on('14', '14625', '2026-06-04'), on('14', undefined, '2026-06-04')], ['yes', 'no', 'unknown', 'unknown', 'unknown']);
  assert.deepEqual([on('16', '16061115', '2026-06-04'), on('16', '16061', '2026-06-04'), on('16', '16063032', '2026-06-04'), on('16', '16063999', '2026-06-04'), on('16', '16051000', '2026-06-04')], ['yes', 'yes', 'yes', 'unknown', 'no']);
});

test('outside the years of the table nothing is taken for an ordinary day', () => {
  const calendar = holidayCalendar(table, { land: '08', key: '08121000' });
  assert.equal(calendar.on(plainDate('2036-02-06')).holds, 'unknown');
  assert.equal(calendar.on(plainDate('2017-12-29')).holds, 'unknown');
});

test('a holiday of a Land is one in each of its municipalities', () => {
  fc.assert(fc.property(fc.constantFrom(...LANDS), fc.integer({ min: 0, max: 6573 }), fc.integer({ min: 0, max: 999_999 }), (land, offset, rest) => {
    const day = addDays(plainDate('2018-01-01'), offset);
    const everywhere = holidayCalendar(table, { land, key: undefined }).on(day).holds;
    const here = holidayCalendar(table, { land, key: `${land}${String(rest).padStart(6, '0')}` }).on(day).holds;
    if (everywhere !== 'unknown') assert.equal(here, everywhere, `${day} ${weekday(day)}`);
  }));
});
