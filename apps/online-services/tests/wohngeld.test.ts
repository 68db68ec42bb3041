import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '@allmende/time';
import { readServicePackage } from '../data/read-service-package.ts';
import { compileServicePackage, type CompiledService } from '../domain/compile-service-package.ts';
import { computeValues } from '../domain/path.ts';
import type { Value } from '../domain/rules/value.ts';
import type { ServicePackage } from '../domain/service-package.ts';
import { situationOf, type Answers } from '../domain/situation.ts';

/** Parameters and official examples as they were researched; beside the checkout, so a copy elsewhere may lack it. */
const OFFICIAL = join(import.meta.dirname, '../../../../shared/data/wohngeld/wohngeld_2025.json');
const EFA = join(import.meta.dirname, '../../../efa');

type Example = { nr: number; haushaltsmitglieder: number; mietenstufe: number; bruttokaltmiete: string | null; Y: string; M: string; wohngeld: number };
type Official = {
  anlage1_hoechstbetrag: Record<string, number[]>; anlage2: Record<string, Record<'a' | 'b' | 'c', string>>; anlage3_minimum: Record<'M' | 'Y', number[]>;
  heizkosten_gesamt: Record<string, string>; klimakomponente: Record<string, string>; testfaelle: { faelle: Example[] };
};

function readPackage(folder: string): ServicePackage {
  const result = readServicePackage(join(EFA, folder));
  assert.ok('servicePackage' in result, JSON.stringify(result));
  return result.servicePackage;
}

const servicePackage = readPackage('wohngeld-mietzuschuss');
const atLevel = new Map([1, 2, 3, 4, 5, 6, 7].map((level) => [level, compileServicePackage(servicePackage, {
  format: 1, service: servicePackage.service.id, parameters: { 'level.rent': level, 'contact.office': 'Beispiel' }, sources: {}, inserts: {},
})] as const));

type Case = { readonly level: number; readonly rentCents: number; readonly incomeCents: number; readonly members: number; readonly leftOut?: number; readonly day?: string };

/** One household in which the first person has all the income, of a kind from which nothing is taken off. */
function valuesOf({ level, rentCents, incomeCents, members, leftOut = 0, day = '2025-06-15' }: Case): Readonly<Record<string, Value | undefined>> {
  const service = atLevel.get(level) as CompiledService;
  const member = (index: number): Answers => {
    const kinds = ['hasWork', 'hasMinijob', 'hasBusiness', 'hasPension', 'hasReplacement', 'hasTraining', 'hasMaintenance', 'hasCapital'].map((kind) => [`member.${kind}`, false]);
    return {
      'member.relation': index === 0 ? 'self' : 'relative', 'member.birthDate': '1980-01-01', 'member.nationality': 'german', 'member.benefit': index >= members, ...Object.fromEntries(kinds) as Answers,
      'member.hasOther': index === 0, ...(index === 0 ? { 'member.otherMonthly': incomeCents } : {}), 'member.paysTax': false, 'member.paysHealth': false, 'member.paysPension': false, 'member.disability': 'none', 'member.persecuted': false,
    };
  };
  const inner = ['memberPerson', 'memberIncome', 'memberAmounts', 'memberContributions', 'memberAllowances'];
  return computeValues(situationOf(service, {
    answers: {
      'home.kind': 'tenant', 'household.singleParent': false, 'household.paysMaintenance': false, 'household.assets': 0, 'rent.net': rentCents, 'rent.utilities': 0,
      'rent.hasOtherUse': false, 'rent.hasOthers': false, 'rent.hasSubsidy': false,
    },
    saved: [...service.pages, service.checkPage].map(({ id }) => id),
    rows: { member: Array.from({ length: members + leftOut }, (_, index) => ({ id: `m${index}`, answers: member(index), saved: inner })) },
  }, plainDate(day)));
}

const cents = (euros: string | number) => Math.round(Number(euros) * 100);

test('the official examples come out exactly, read where they were researched', { skip: !existsSync(OFFICIAL) && 'the researched examples are not beside this checkout' }, () => {
  const { testfaelle } = JSON.parse(readFileSync(OFFICIAL, 'utf8')) as Official;
  assert.equal(testfaelle.faelle.length, 12);
  for (const { nr, haushaltsmitglieder: members, mietenstufe: level, bruttokaltmiete, Y, M, wohngeld } of testfaelle.faelle) {
    // Where the example names no rent, one of two people is left out and M is half of the rent of the flat with its heating part for two.
    const heatingForTwo = 14_260;
    const values = valuesOf({ level, members, incomeCents: cents(Y), ...(bruttokaltmiete === null ? { rentCents: 2 * cents(M) - heatingForTwo, leftOut: 1 } : { rentCents: cents(bruttokaltmiete) }) });
    assert.deepEqual([values['monthlyIncome'], values['monthlyRent'], values['estimate']], [cents(Y), cents(M), wohngeld * 100], `example ${nr}`);
  }
});

test('the tables of the package say what was researched', { skip: !existsSync(OFFICIAL) && 'the researched examples are not beside this checkout' }, () => {
  const official = JSON.parse(readFileSync(OFFICIAL, 'utf8')) as Official;
  const rows = (id: string) => servicePackage.tables?.tables.find((table) => table.id === id)?.periods[0]?.rows.map(({ value }) => value);
  const sizes = ['1', '2', '3', '4', '5'];
  assert.deepEqual(rows('rentLimits'), sizes.flatMap((size) => official.anlage1_hoechstbetrag[size]!.map(cents)));
  assert.deepEqual(rows('rentLimitsFurther'), official.anlage1_hoechstbetrag['je_weiteres']!.map(cents));
  for (const [table, amounts] of [['heating', official.heizkosten_gesamt], ['climate', official.klimakomponente]] as const) {
    assert.deepEqual(rows(table), sizes.map((size) => cents(amounts[size]!)));
    assert.deepEqual(rows(`${table}Further`), [cents(amounts['je_weiteres']!)]);
  }
  for (const letter of ['a', 'b', 'c'] as const) assert.deepEqual(rows(`factor${letter.toUpperCase()}`), Object.values(official.anlage2).map((each) => each[letter]));
  assert.deepEqual(rows('leastRent'), official.anlage3_minimum.M.map(String));
  assert.deepEqual(rows('leastIncome'), official.anlage3_minimum.Y.map(String));
});

const anyCase = fc.record({
  level: fc.integer({ min: 1, max: 7 }), members: fc.integer({ min: 1, max: 16 }), leftOut: fc.integer({ min: 0, max: 4 }),
  rentCents: fc.integer({ min: 0, max: 300_000 }), incomeCents: fc.integer({ min: 0, max: 900_000 }),
});

test('is never negative, never below 10 euros but 0, in whole euros unless the rent caps it, and in smaller households never more than 1.15 times the rent that counts', () => {
  fc.assert(fc.property(anyCase, (one) => {
    const { estimate, monthlyRent } = valuesOf(one) as Record<string, number>;
    assert.ok(estimate !== undefined && (estimate === 0 || estimate >= 1_000), `${estimate}`);
    // With more than twelve people the rent itself is the cap, with its cents.
    if (one.members <= 12) assert.equal(estimate % 100, 0);
    else assert.ok(estimate <= Math.max(monthlyRent ?? 0, 29_800));
    assert.ok(monthlyRent !== undefined && monthlyRent > 0);
    // a is negative from six persons on, so that the formula may pass the rent itself.
    if (one.members < 6) assert.ok(estimate <= Math.max(monthlyRent, 10_300) * 1.15 + 50);
  }), { numRuns: 400 });
});

test('grows with the rent up to the limit of the law and stays there', () => {
  fc.assert(fc.property(anyCase, fc.integer({ min: 0, max: 100_000 }), (one, more) => {
    const [less, higher] = [valuesOf(one), valuesOf({ ...one, rentCents: one.rentCents + more })] as Record<string, number>[];
    assert.ok(higher!['monthlyRent']! >= less!['monthlyRent']!);
    assert.ok(higher!['estimate']! >= less!['estimate']!, `${less!['estimate']} → ${higher!['estimate']}`);
    // A share of the rent has parts of cents, which the rent that is shown has not: they may carry the amount over the next cent or euro.
    const mostApart = one.leftOut === 0 ? 0 : one.members > 12 ? 1 : 100;
    if (higher!['monthlyRent'] === less!['monthlyRent']) assert.ok(higher!['estimate']! - less!['estimate']! <= mostApart, `${less!['estimate']} → ${higher!['estimate']}`);
  }), { numRuns: 400 });
  const top = valuesOf({ level: 1, members: 1, rentCents: 38_020, incomeCents: 60_000 });
  assert.deepEqual(valuesOf({ level: 1, members: 1, rentCents: 90_000, incomeCents: 60_000 }), top, '361 euros and the climate part of 19.20 are the most');
});

test('shrinks with the income', () => {
  fc.assert(fc.property(anyCase.filter(({ members }) => members < 6), fc.integer({ min: 0, max: 200_000 }), (one, more) => {
    assert.ok(Number(valuesOf({ ...one, incomeCents: one.incomeCents + more })['estimate']) <= Number(valuesOf(one)['estimate']));
  }), { numRuns: 200 });
});

test('shows no amount before and after the days of the tables', () => {
  for (const day of ['2024-12-31', '2027-01-01']) assert.equal(valuesOf({ level: 3, members: 2, rentCents: 50_000, incomeCents: 90_000, day })['estimate'], undefined, day);
  for (const day of ['2025-01-01', '2026-12-31']) assert.notEqual(valuesOf({ level: 3, members: 2, rentCents: 50_000, incomeCents: 90_000, day })['estimate'], undefined, day);
});
