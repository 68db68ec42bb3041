import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseEuro } from '@allmende/money';
import { plainDate } from '@allmende/time';
import type { Vocabulary } from './check-expression.ts';
import { compileRules } from './compile-rules.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { checkTables, type Table } from './tables.ts';
import type { Value } from './value.ts';

// Proves that the language can carry the formula of § 19 WoGG with its tables. The package itself is efa/wohngeld.
const file = join(import.meta.dirname, '../../../../../shared/data/wohngeld/wohngeld_2025.json');
const skip = existsSync(file) ? false : 'shared/data is not beside this repository';

type Law = {
  readonly anlage1_hoechstbetrag: Readonly<Record<string, readonly number[]>>;
  readonly anlage2: Readonly<Record<string, { readonly a: string; readonly b: string; readonly c: string }>>;
  readonly anlage3_minimum: { readonly M: readonly number[]; readonly Y: readonly number[] };
  readonly heizkosten_gesamt: Readonly<Record<string, string>>;
  readonly klimakomponente: Readonly<Record<string, string>>;
  readonly zusatz_ab_13: number;
  readonly bagatellgrenze: number;
  readonly testfaelle: { readonly faelle: readonly { readonly nr: number; readonly haushaltsmitglieder: number; readonly mietenstufe: number; readonly bruttokaltmiete: string | null; readonly Y: string; readonly M: string; readonly wohngeld: number }[] };
};

const RULES = {
  size: 'min(home.members, 12)',
  beyondTwelve: 'max(home.members - 12, 0)',
  ceiling: "lookup(highestRent, today, size, home.level) + lookup(climate, today, size)",
  capped: "min(euros(home.rent), ceiling) + lookup(heating, today, size)",
  counting: 'max(default(euros(home.countingRent), capped), lookup(leastRent, today, size))',
  income: 'max(euros(home.income), lookup(leastIncome, today, size))',
  z1: 'lookup(a, today, size) + lookup(b, today, size) * counting + lookup(c, today, size) * income',
  z2: 'z1 * income',
  z3: 'counting - z2',
  z4: '1.15 * z3',
  rounded: "toMoney(max(z4, 0.0), 'half-up-euro')",
  withFurther: "min(rounded + beyondTwelve * lookup(further, today), toMoney(counting, 'half-up-cent'))",
  entitlement: 'if(beyondTwelve > 0, withFurther, rounded)',
  benefit: 'if(entitlement < lookup(threshold, today), 0€, entitlement)',
};

const vocabularyOf = (tables: readonly Table[]): Vocabulary => ({
  field: (id) => ({ 'home.members': { type: 'integer' as const }, 'home.level': { type: 'integer' as const }, 'home.rent': { type: 'money' as const }, 'home.countingRent': { type: 'money' as const }, 'home.income': { type: 'money' as const } })[id],
  parameter: () => undefined,
  table: (id) => tables.find((table) => table.id === id),
});

function tablesOf(law: Law): Table[] {
  const sizes = Array.from({ length: 12 }, (_, index) => index + 1);
  const from = (id: string, keys: Table['keys'], value: Table['value'], rows: Table['periods'][number]['rows']): Table => ({
    id, keys, value, source: 'WoGG', enteredBy: 'Allmende-Projekt', enteredOn: '2026-11-22', periods: [{ validFrom: '2025-01-01', validTo: '2026-12-31', rows }],
  });
  const bySize = (id: string, valueOf: (size: number) => string) => from(id, ['integer'], 'decimal', sizes.map((size) => ({ keys: [size], value: valueOf(size) })));
  const grown = (amounts: Readonly<Record<string, string>>) => (size: number) => String((Number(amounts[String(Math.min(size, 5))]) * 100 + Math.max(size - 5, 0) * Number(amounts['je_weiteres']) * 100).toFixed(0)).replace(/(\d\d)$/u, '.$1');
  const rent = (size: number, level: number) => law.anlage1_hoechstbetrag[String(Math.min(size, 5))]![level - 1]! + Math.max(size - 5, 0) * law.anlage1_hoechstbetrag['je_weiteres']![level - 1]!;
  return [
    from('highestRent', ['integer', 'integer'], 'decimal', sizes.flatMap((size) => [1, 2, 3, 4, 5, 6, 7].map((level) => ({ keys: [size, level], value: String(rent(size, level)) })))),
    bySize('climate', grown(law.klimakomponente)), bySize('heating', grown(law.heizkosten_gesamt)),
    bySize('a', (size) => law.anlage2[String(size)]!.a), bySize('b', (size) => law.anlage2[String(size)]!.b), bySize('c', (size) => law.anlage2[String(size)]!.c),
    bySize('leastRent', (size) => String(law.anlage3_minimum.M[size - 1])), bySize('leastIncome', (size) => String(law.anlage3_minimum.Y[size - 1])),
    from('further', [], 'money', [{ keys: [], value: law.zusatz_ab_13 * 100 }]), from('threshold', [], 'money', [{ keys: [], value: law.bagatellgrenze * 100 }]),
  ];
}

function compiled(law: Law) {
  const tables = tablesOf(law);
  assert.deepEqual(checkTables(tables), []);
  const rules = compileRules({ rules: Object.fromEntries(Object.entries(RULES).map(([name, text]) => [name, parsed(text)])), vocabulary: vocabularyOf(tables), tables, parameter: () => undefined, validFrom: () => undefined });
  assert.deepEqual([...rules.problems], []);
  return (name: keyof typeof RULES, answers: Readonly<Record<string, Value>>, today = '2025-03-01') => rules.rule(name)?.({ answers, today: plainDate(today), memo: [] });
}

function parsed(text: string): Expression {
  const result = parseExpression(text);
  if ('problem' in result) assert.fail(`${text}: ${result.problem}`);
  return result.expression;
}

/** The formula in whole numbers of 10^-20, so that the reference shares no arithmetic with the engine. */
function reference(law: Law, size: number, rent: string, income: string): bigint {
  const unit = (text: string) => BigInt(Math.round(Number(text) * 1e7));
  const { a, b, c } = law.anlage2[String(Math.min(size, 12))]!;
  const [m, y] = [unit(rent), unit(income)];
  const z1 = unit(a) * 10n ** 7n + unit(b) * m + unit(c) * y;
  const z3 = m * 10n ** 14n - z1 * y;
  return 115n * z3;
}

test('every official example of housing benefit comes out to the euro', { skip }, () => {
  const law = JSON.parse(readFileSync(file, 'utf8')) as Law;
  const evaluate = compiled(law);
  const cases = law.testfaelle.faelle;
  assert.ok(cases.length >= 12);
  for (const { nr, haushaltsmitglieder, mietenstufe, bruttokaltmiete, Y, M, wohngeld } of cases) {
    const answers = {
      'home.members': haushaltsmitglieder, 'home.level': mietenstufe, 'home.income': parseEuro(Y)!,
      ...(bruttokaltmiete === null ? { 'home.countingRent': parseEuro(M)! } : { 'home.rent': parseEuro(bruttokaltmiete)! }),
    };
    assert.equal(evaluate('counting', answers), String(Number(M)), `M of case ${nr}`);
    assert.equal(evaluate('benefit', answers), wohngeld * 100, `benefit of case ${nr}`);
    // 10^-23 of the product below is one unit: seven digits of each of three factors, and two of 1.15.
    const [whole = '', rest = ''] = String(evaluate('z4', answers)).split('.');
    assert.equal(BigInt(whole + rest.padEnd(23, '0')), reference(law, haushaltsmitglieder, M, Y), `all digits of case ${nr}`);
  }
});

test('the formula is unknown outside of the years for which the law is entered, and without the level of the town', { skip }, () => {
  const evaluate = compiled(JSON.parse(readFileSync(file, 'utf8')) as Law);
  const answers = { 'home.members': 2, 'home.level': 2, 'home.rent': 48_000, 'home.income': 158_970 };
  assert.equal(evaluate('benefit', answers), 16_600);
  assert.equal(evaluate('benefit', answers, '2024-12-31'), undefined);
  assert.equal(evaluate('benefit', answers, '2027-01-01'), undefined);
  assert.equal(evaluate('benefit', { 'home.members': 2, 'home.rent': 48_000, 'home.income': 158_970 }), undefined);
});
