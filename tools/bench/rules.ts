import { compileRules, inRow, parseExpression, type CompiledRules, type Environment, type Row, type Value } from '@allmende/online-services';
import { addDays, plainDate } from '@allmende/time';
import type { Figures } from './bench.ts';
import { percentilesOf } from './measure/load.ts';

const ROWS = 200;
const ROW_RULES = 220;
const AGGREGATES = 80;
const APPLICATION_RULES = 200;
const HOUSEHOLDS = 8;
const ROUNDS = 400;

export const about = `${ROW_RULES + AGGREGATES + APPLICATION_RULES} rules over ${ROWS} rows of a group: ${ROW_RULES} row rules for each row, ${AGGREGATES} aggregates through all rows, ${APPLICATION_RULES} of the whole application`;

/**
 * Works out every rule of a large form from nothing, in the proportions of efa/wohngeld-mietzuschuss (44 % of its rules are about one person, half of those are conditions, nearly all others amounts):
 * 220 row rules × 200 rows = 44,000 results (110 conditions, 100 amounts, 5 decimals, 5 whole numbers; ages and look-ups in a dated table among them), 80 aggregates that go through 200 rows each, and 200
 * rules of the application on top (60 conditions, 110 amounts, 30 decimals). Eight households in turn, some with gaps, none remembered. Compiling is not counted: it is done once per package.
 * `evaluate_ms` is the median of 400 evaluations; `cpu_ms` that of the processor time in them, which a busy machine disturbs less.
 */
export async function run(say: (line: string) => void): Promise<Figures> {
  const started = performance.now();
  const rules = compiled();
  const compileMs = performance.now() - started;
  const names = [...rules.types.keys()];
  const wrong = [...rules.problems].map(([name, problems]) => `${name} ${problems.join('; ')}`);
  if (wrong.length > 0 || names.length !== ROW_RULES + AGGREGATES + APPLICATION_RULES) throw new Error(`${names.length} rules, wrong: ${wrong.slice(0, 3).join(', ')}`);
  const rowRules = names.filter((name) => rules.groups.get(name) === 'member');
  // Decimals between the steps are worked out for the rules that use them, as in a form; nobody reads them as text.
  const ofRows = rowRules.filter((name) => rules.types.get(name) !== 'decimal').map((name) => rules.rule(name)!);
  const ofApplication = names.filter((name) => rules.groups.get(name) === undefined).map((name) => rules.rule(name)!);
  say(`${rowRules.length} row rules × ${ROWS} rows + ${ofApplication.length} rules of the application, compiled in ${compileMs.toFixed(0)} ms`);

  const households = Array.from({ length: HOUSEHOLDS }, (_, index) => household(index));
  const evaluate = (environment: Environment): void => {
    for (const row of environment.rows!['member']!) {
      const seen = inRow(environment, row);
      for (const rule of ofRows) rule(seen);
    }
    for (const rule of ofApplication) rule(environment);
  };
  const results = rowRules.length * ROWS + ofApplication.length;
  const known = households.map((each) => {
    const environment = fresh(each);
    evaluate(environment);
    const kept = countKept(environment);
    // Whoever had been left out would leave its result only now.
    for (const row of environment.rows!['member']!) for (const name of rowRules) rules.rule(name)!(inRow(environment, row));
    if (countKept(environment).found !== kept.found) throw new Error('not every rule was worked out');
    return kept.known - (kept.found - results);
  });
  const share = known.reduce((sum, each) => sum + each, 0) / (results * HOUSEHOLDS);
  // Figures of an evaluation in which most is unknown would flatter: unknown is quick.
  if (share < 0.9) throw new Error(`only ${(share * 100).toFixed(0)} % of the results are known`);
  say(`${results} results for each evaluation, ${(share * 100).toFixed(1)} % of them known`);

  const timings: number[] = [];
  const cpu: number[] = [];
  for (let round = -100; round < ROUNDS; round += 1) {
    const index = Math.abs(round) % HOUSEHOLDS;
    const environment = fresh(households[index]!);
    const before = process.threadCpuUsage();
    const start = performance.now();
    evaluate(environment);
    const milliseconds = performance.now() - start;
    const { user, system } = process.threadCpuUsage(before);
    if (round >= 0) {
      timings.push(milliseconds);
      cpu.push((user + system) / 1000);
    }
    const kept = countKept(environment);
    if (kept.known - (kept.found - results) !== known[index]) throw new Error('the same answers gave another result');
  }
  const { p50Ms, p95Ms } = percentilesOf(timings);
  return {
    rules: names.length, rows: ROWS, results, known_percent: Number((share * 100).toFixed(1)),
    compile_ms: Number(compileMs.toFixed(1)), evaluate_ms: Number(p50Ms.toFixed(2)), p95_ms: Number(p95Ms.toFixed(2)), cpu_ms: Number(percentilesOf(cpu).p50Ms.toFixed(2)),
  };
}

/** Counts what is kept after an evaluation: the results of the rules, known or not, beside the answers that were read and the parts of rules that are kept too. */
function countKept(environment: Environment): { readonly found: number; readonly known: number } {
  let found = 0;
  let known = 0;
  for (const memo of [environment.memo, ...environment.rows!['member']!.map((row) => row.memo)]) {
    for (const result of memo) {
      if (result !== undefined) found += 1;
      if (result !== undefined && result !== null) known += 1;
    }
  }
  return { found, known };
}

type Household = { readonly answers: Readonly<Record<string, Value>>; readonly members: readonly Readonly<Record<string, Value>>[] };

function fresh({ answers, members }: Household): Environment {
  return { answers, today: plainDate('2026-11-22'), memo: [], rows: { member: members.map((member, index): Row => ({ id: String(index), answers: member, memo: [] })) } };
}

function household(seed: number): Household {
  const members = Array.from({ length: ROWS }, (_, index) => {
    const number = index * 7 + seed * 13;
    return {
      'member.birthDate': addDays(plainDate('1946-01-01'), (number * 137) % 29_000),
      'member.relation': ['self', 'partner', 'child', 'other'][number % 4]!,
      'member.earns': number % 3 !== 0,
      'member.gross': (number * 7_919) % 600_000,
      'member.months': (number % 12) + 1,
      'member.disability': (number * 10) % 110,
      'member.taxed': number % 2 === 0,
      // Some people leave out what they need not say.
      ...(number % 20 === 0 ? {} : { 'member.insured': number % 5 !== 0 }),
    };
  });
  return { answers: { 'home.rent': 84_000 + seed * 1_700, 'home.size': 60 + seed, 'home.kind': seed % 2 === 0 ? 'rented' : 'owned', 'application.date': '2026-11-15', 'home.shared': seed % 3 === 0 }, members };
}

function compiled(): CompiledRules {
  const texts = new Map<string, string>();
  const many = (prefix: string, count: number, text: (index: number) => string) => {
    for (let index = 0; index < count; index += 1) texts.set(`${prefix}${index}`, text(index));
  };
  const turn = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

  // One row: 110 conditions, 100 amounts, 5 decimals, 5 whole numbers.
  many('ageOver', 10, (index) => `age(member.birthDate, application.date) >= ${15 + 5 * index}`);
  many('counts', 40, (index) => `${turn(["oneOf(member.relation, 'self', 'partner')", "member.relation = 'child'", "member.relation != 'other'"], index)} and (ageOver${index % 10} or member.gross > ${index * 100}.00€)`);
  many('must', 40, (index) => `if(member.earns, counts${index}, not default(member.insured, false)) or member.disability >= ${index * 2}`);
  many('has', 20, (index) => `counts${index} and member.${turn(['earns', 'taxed'], index)}`);
  many('income', 30, (index) => `if(has${index % 20}, member.gross * 12 + ${90 + index}.50€, 0€)`);
  many('base', 30, (index) => `if(must${index}, max(member.gross - ${90 + index}.50€, 0€), member.gross)`);
  many('share', 20, (index) => `fraction(base${index}, member.months, 12) + if(member.taxed, ${index}.10€, 0€)`);
  many('free', 20, (index) => `if(member.relation = 'child' and ageOver${index % 10}, min(income${index}, toMoney(lookup(rates, application.date, ${1 + (index % 12)}) * 100.0, 'down-cent')), 0€)`);
  many('tenths', 5, (index) => `10 - if(member.taxed, 1, 0) - if(member.earns, ${index}, 0)`);
  many('exact', 5, (index) => `euros(share${index}) * decimal(tenths${index}) * 0.1 + lookup(rates, application.date, member.months)`);

  many('total', 35, (index) => `sum(member, ${turn(['income', 'base', 'share', 'free'], index)}${index % 20})`);
  many('exactTotal', 5, (index) => `sum(member, exact${index})`);
  many('number', 15, (index) => `countWhere(member, must${index})`);
  many('some', 15, (index) => `${turn(['any', 'all'], index)}(member, counts${index} and must${index + 1})`);
  many('edge', 10, (index) => `${turn(['least', 'greatest'], index)}(member, ${turn(['base', 'share', 'income'], index)}${index})`);

  many('asked', 60, (index) => `home.kind = 'rented' and (home.rent > ${200 + index}.00€ or some${index % 15}) and not (number${index % 15} > ${index * 2})`);
  many('amount', 80, (index) => `if(asked${index % 60}, min(total${index % 35}, home.rent * ${1 + (index % 3)}), fraction(home.rent, ${index}, 80))`);
  many('perHead', 30, (index) => `divide(euros(amount${index}), decimal(max(number${index % 15}, 1)), 10, 'half-up') + lookup(rates, application.date, ${1 + (index % 12)}) * exactTotal${index % 5}`);
  many('result', 30, (index) => `toMoney(1.15 * (euros(home.rent) - (lookup(rates, application.date, 3) + 0.0003 * euros(amount${index})) * perHead${index}), 'half-up-euro')`);

  const types: Record<string, { readonly type: 'date' | 'text' | 'boolean' | 'money' | 'integer'; readonly options?: readonly string[]; readonly group?: string }> = {
    'member.birthDate': { type: 'date', group: 'member' }, 'member.relation': { type: 'text', options: ['self', 'partner', 'child', 'other'], group: 'member' }, 'member.earns': { type: 'boolean', group: 'member' },
    'member.gross': { type: 'money', group: 'member' }, 'member.months': { type: 'integer', group: 'member' }, 'member.disability': { type: 'integer', group: 'member' },
    'member.taxed': { type: 'boolean', group: 'member' }, 'member.insured': { type: 'boolean', group: 'member' },
    'home.rent': { type: 'money' }, 'home.size': { type: 'integer' }, 'home.kind': { type: 'text', options: ['rented', 'owned'] }, 'home.shared': { type: 'boolean' }, 'application.date': { type: 'date' },
  };
  const rates = {
    id: 'rates', keys: ['integer' as const], value: 'decimal' as const, source: 'made up for the bench', enteredBy: 'bench', enteredOn: '2026-11-22',
    periods: ['2024', '2025', '2026'].map((year) => ({ validFrom: `${year}-01-01`, validTo: `${year}-12-31`, rows: Array.from({ length: 12 }, (_, index) => ({ keys: [index + 1], value: `0.00${year}${index + 1}` })) })),
  };
  const rules = Object.fromEntries([...texts].map(([name, text]) => {
    const parsed = parseExpression(text);
    if ('problem' in parsed) throw new Error(`${name}: ${text}: ${parsed.problem}`);
    return [name, parsed.expression];
  }));
  return compileRules({ rules, vocabulary: { field: (id) => types[id], parameter: () => undefined, hasGroup: (id) => id === 'member', table: (id) => (id === 'rates' ? rates : undefined) }, tables: [rates], parameter: () => undefined, validFrom: () => undefined });
}
