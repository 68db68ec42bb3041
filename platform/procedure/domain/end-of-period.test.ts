import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, plainDate, weekday } from '@allmende/time';
import { loadStandards } from '../data/standards.ts';
import { isCertain } from './counted-day.ts';
import { certain, endOfPeriod, type LegalPeriod } from './end-of-period.ts';
import { holidayCalendar } from './holiday-calendar.ts';
import { presumedService, serviceRuleFor } from './presumed-service.ts';
import { endOfRemedyPeriod, filedInTime, remedyRuleFor } from './remedy-period.ts';

const standards = await loadStandards();
const at = (land: string, key?: string) => holidayCalendar(standards.holidays, { land, key });
const MONTH: LegalPeriod = { count: 1, unit: 'months' };
const days = ({ earliest, latest }: { earliest: string; latest: string }) => (earliest === latest ? earliest : `${earliest} … ${latest}`);

test('periods end as in the examples for § 188 BGB and § 108 AO, and move on from free days', () => {
  const cases: [string, LegalPeriod, string, string][] = [
    // Announced on 10 November: ends on 10 December; on 30 January: on 28 February (commentary to § 355 AO).
    ['2026-11-10', MONTH, '08', '2026-12-10'],
    ['2025-01-30', MONTH, '08', '2025-02-28'],
    ['2026-01-30', MONTH, '08', '2026-03-02'],
    // Ends on 3 October, a Saturday and holiday; on Ascension Day; on 6 January, which is a holiday in Baden-Württemberg only.
    ['2026-09-03', MONTH, '08', '2026-10-05'],
    ['2026-04-14', MONTH, '14', '2026-05-15'],
    ['2026-12-06', MONTH, '08', '2027-01-07'],
    ['2026-12-06', MONTH, '14', '2027-01-06'],
    ['2026-10-18', MONTH, '14', '2026-11-19'],
    ['2026-10-18', MONTH, '13', '2026-11-18'],
    ['2026-12-11', { count: 2, unit: 'weeks' }, '14', '2026-12-28'],
    ['2026-12-22', { count: 3, unit: 'workdays' }, '14', '2026-12-28'],
    ['2026-11-20', { count: 3, unit: 'months' }, '14', '2027-02-22'],
    ['2026-11-20', { count: 1, unit: 'years' }, '14', '2027-11-22'],
  ];
  for (const [event, period, land, end] of cases) assert.equal(days(endOfPeriod(certain(plainDate(event)), period, at(land), 'x')), end, `${event} ${land}`);
});

test('an end on a day of which nobody knows whether it is a holiday is two days, with the reason', () => {
  const end = endOfPeriod(certain(plainDate('2030-07-15')), MONTH, at('09', '09162000'), 'x');
  assert.equal(days(end), '2030-08-15 … 2030-08-16');
  assert.deepEqual(end.doubts, ['Ob der 15. August 2030 (Mariä Himmelfahrt) dort ein Feiertag ist, ist nicht eingetragen.']);
  assert.deepEqual(['2030-08-15', '2030-08-16', '2030-08-17'].map((day) => filedInTime(end, plainDate(day))), ['in-time', 'doubt', 'late']);
  const beyond = endOfPeriod(certain(plainDate('2036-01-31')), MONTH, at('08'), 'x');
  assert.equal(days(beyond), '2036-02-29');
  assert.deepEqual([isCertain(beyond), beyond.doubts], [false, ['Für 2036 sind keine Feiertage eingetragen.']]);
});

test('a letter counts as served on the third day until 2024 and on the fourth since, and only for taxes a free day moves it', () => {
  const served = (regime: 'ao-kag' | 'vwvfg' | 'sgb-x', land: string, on: string) => {
    const rule = serviceRuleFor(standards.serviceRules, { regime, land, route: 'post', on: plainDate(on) });
    assert.ok(rule);
    return days(presumedService(rule, plainDate(on), at(land)));
  };
  assert.equal(served('ao-kag', '08', '2024-12-30'), '2025-01-02');
  assert.equal(served('ao-kag', '08', '2024-12-31'), '2025-01-03');
  assert.equal(served('ao-kag', '08', '2025-01-02'), '2025-01-07', 'the fourth day is 6 January, a Monday and a holiday there');
  assert.equal(served('ao-kag', '05', '2025-01-02'), '2025-01-06');
  assert.equal(served('ao-kag', '14', '2026-11-24'), '2026-11-30', 'the fourth day is a Saturday');
  assert.equal(served('sgb-x', '14', '2026-11-24'), '2026-11-28');
  assert.equal(served('sgb-x', '14', '2024-11-26'), '2024-11-29');
  assert.equal(served('vwvfg', '12', '2026-11-24'), '2026-11-28');
  assert.equal(served('vwvfg', '08', '2026-11-24'), '2026-11-27 … 2026-11-28', 'a Land with an act of its own');
  const mailbox = serviceRuleFor(standards.serviceRules, { regime: 'sgb-x', land: '08', route: 'mailbox', on: plainDate('2026-11-24') });
  assert.deepEqual([mailbox?.fewest, mailbox?.most, mailbox?.norm], [4, 4, '§ 9 Abs. 1 Satz 4 OZG']);
});

test('a remedy may be sought until a month after service, and late is late', () => {
  const end = endOfRemedyPeriod(standards.remedyPeriods, certain(plainDate('2026-11-30')), 'widerspruch', at('14', '14521620'));
  assert.equal(days(end), '2026-12-30');
  assert.match(end.norm, /§ 70 Abs\. 1 VwGO/u);
  assert.equal(days(endOfRemedyPeriod(standards.remedyPeriods, certain(plainDate('2026-11-26')), 'whatever', at('14', '14521620'))), '2026-12-28');
  assert.equal(filedInTime(end, plainDate('2026-12-31')), 'late');
});

test('remedies are those that somebody has entered, and nothing else', () => {
  const kind = (land: string, regime: 'ao-kag' | 'vwvfg' | 'sgb-x', service: string, on = '2026-11-20') => remedyRuleFor(standards.remedyRules, { land, regime, service, on: plainDate(on) })?.kind;
  assert.deepEqual([kind('09', 'ao-kag', 'hundesteuer-anmelden'), kind('09', 'sgb-x', 'wohngeld-mietzuschuss'), kind('09', 'vwvfg', 'wohnsitz-anmelden')], ['widerspruch-oder-klage', 'widerspruch-oder-klage', 'klage']);
  assert.deepEqual([kind('05', 'sgb-x', 'wohngeld-mietzuschuss'), kind('05', 'sgb-x', 'unterhaltsvorschuss'), kind('03', 'ao-kag', 'hundesteuer-anmelden'), kind('06', 'vwvfg', 'wohnsitz-anmelden')], ['widerspruch', undefined, undefined, undefined]);
  assert.equal(kind('05', 'sgb-x', 'wohngeld-mietzuschuss', '2014-12-31'), undefined);
});

const anyDay = fc.integer({ min: 0, max: 6000 }).map((offset) => addDays(plainDate('2018-01-02'), offset));
const anyLand = fc.integer({ min: 1, max: 16 }).map((number) => String(number).padStart(2, '0'));
const anyPeriod: fc.Arbitrary<LegalPeriod> = fc.record({ count: fc.integer({ min: 1, max: 12 }), unit: fc.constantFrom('days', 'weeks', 'months', 'workdays') });

test('no period ends on a Saturday, Sunday or holiday, none ends before it began, and later events end no earlier', () => {
  fc.assert(fc.property(anyDay, anyPeriod, anyLand, fc.integer({ min: 0, max: 60 }), (day, period, land, later) => {
    const calendar = at(land);
    const end = endOfPeriod(certain(day), period, calendar, 'x');
    assert.ok(end.earliest > day && end.latest >= end.earliest);
    for (const last of [end.earliest, end.latest]) assert.ok(weekday(last) < 6 && calendar.on(last).holds !== 'yes', `${day} → ${last}`);
    assert.notEqual(calendar.on(end.latest).holds, 'unknown');
    const after = endOfPeriod(certain(addDays(day, later)), period, calendar, 'x');
    assert.ok(after.earliest >= end.earliest && after.latest >= end.latest);
    if (end.earliest !== end.latest) assert.ok(end.doubts.length > 0);
  }));
});

test('presumed service is never before the third day, and never later than the free days reach', () => {
  fc.assert(fc.property(anyDay, anyLand, fc.constantFrom('ao-kag', 'vwvfg', 'sgb-x'), (day, land, regime) => {
    const rule = serviceRuleFor(standards.serviceRules, { regime: regime as 'ao-kag', land, route: 'post', on: day });
    assert.ok(rule);
    const { earliest, latest } = presumedService(rule, day, at(land));
    assert.ok(earliest >= addDays(day, 3) && latest >= earliest && latest <= addDays(day, 10));
    if (regime === 'ao-kag') assert.ok(weekday(earliest) < 6 && weekday(latest) < 6);
  }));
});
