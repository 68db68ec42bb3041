import type { PlainDate } from '@allmende/time';
import { kindOf, type Scope, type Vocabulary } from './check-expression.ts';
import { compileExpression, readAs, type Bindings, type Evaluate } from './compile-expression.ts';
import type { Compute } from './compute.ts';
import { Decimal } from './decimal.ts';
import type { Call, Expression } from './expression.ts';
import { inferRules, type InferredRules } from './infer-rules.ts';
import { compileTable, type CompiledTable, type Table } from './tables.ts';
import type { Value } from './value.ts';

/** The rules of a package and everything they may look at, joined with the values of an overlay. */
export type RuleSources = {
  readonly rules: Readonly<Record<string, Expression>>;
  readonly vocabulary: Vocabulary;
  readonly tables?: readonly Table[] | undefined;
  readonly parameter: (id: string) => Value | undefined;
  readonly validFrom: (parameter: string) => PlainDate | undefined;
};

export type CompiledRules = InferredRules & {
  readonly rule: (name: string) => Evaluate | undefined;
  /** Compiles an expression that may use the rules, such as a check. Its own result is not remembered. */
  readonly expression: (expression: Expression) => Evaluate;
};

/**
 * Compiles the rules of a package once. Each rule is worked out at most once for an environment, a row rule once for each row. Rules that
 * `inferRules` finds wrong are unknown. A row rule reads `environment.row`.
 */
export function compileRules({ rules, vocabulary, tables = [], parameter, validFrom }: RuleSources): CompiledRules {
  const inferred = inferRules(rules, vocabulary);
  const rulesByName = new Map<string, Compute>();
  const fieldsById = new Map<string, Compute>();
  const tablesById = new Map<string, CompiledTable>(tables.map((table) => [table.id, compileTable(table)]));
  // Rows of all groups share their numbering, so that a row rule that is asked about a row of another group cannot mistake what is remembered there.
  const application: Layout = { size: 0 };
  const row: Layout = { size: 0 };
  const field = (id: string): Compute | undefined => {
    const reference = vocabulary.field(id);
    const known = fieldsById.get(id);
    if (known || !reference) return known;
    const { type, group } = reference;
    const compute = group === undefined ? keptOnce(({ answers }) => readAs(type, answers[id]), application) : keptByRow((_, each) => readAs(type, each?.answers[id]), row);
    fieldsById.set(id, compute);
    return compute;
  };
  const copies = new Map<string, number>();
  for (const [name, expression] of Object.entries(rules)) if (!inferred.problems.has(name)) countCalls(expression, copies);
  const sharedByText = new Map<string, Compute>();
  const shared = (expression: Call, compile: () => Compute): Compute => {
    if (!COSTLY.has(expression.call)) return compile();
    const text = JSON.stringify(expression);
    const { group } = kindOf(expression, scope);
    // What does not look at the row is worth keeping even if it stands in one place: a row rule would work it out again for each row.
    if (group !== undefined && (copies.get(text) ?? 0) < 2) return compile();
    const known = sharedByText.get(text) ?? (group === undefined ? keptOnce(compile(), application) : keptByRow(compile(), row));
    sharedByText.set(text, known);
    return known;
  };
  const bindings: Bindings = { field, shared, parameter, validFrom, table: (id) => tablesById.get(id), rule: (name) => rulesByName.get(name) };
  const scope: Scope = { ...vocabulary, rule: (name) => (inferred.types.has(name) ? { type: inferred.types.get(name), group: inferred.groups.get(name) } : undefined) };
  // The order puts each rule behind those it uses, so that they are linked directly and need no look-up by name while they run.
  for (const [name, group] of inferred.groups) {
    if (inferred.problems.has(name)) continue;
    const compute = compileExpression(rules[name]!, scope, bindings);
    rulesByName.set(name, group === undefined ? rememberedOnce(compute, application) : rememberedByRow(compute, row));
  }
  return {
    ...inferred,
    rule: (name) => {
      const compute = rulesByName.get(name);
      return compute && outward(compute);
    },
    expression: (expression) => outward(compileExpression(expression, scope, bindings)),
  };
}

function outward(compute: Compute): Evaluate {
  return (environment) => {
    const value = compute(environment, environment.row);
    return value instanceof Decimal ? String(value) : value;
  };
}

/** Functions that cost more than looking up what was kept. */
const COSTLY: ReadonlySet<string> = new Set([
  'age', 'addDays', 'addMonths', 'daysBetween', 'monthsBetween', 'endOfMonth', 'divide', 'round', 'toMoney', 'fraction', 'lookup', 'count', 'countWhere', 'any', 'all', 'sum', 'least', 'greatest',
]);

/** How many results a memo holds. */
type Layout = { size: number };

function rememberedOnce(compute: Compute, layout: Layout): Compute {
  const slot = layout.size++;
  return (environment) => {
    const { memo } = environment;
    const known = memo[slot];
    if (known !== undefined) return known ?? undefined;
    // Without the row, so that what is remembered for the application cannot depend on the row that asked first.
    const value = compute(environment, undefined);
    // All places at once: growing one by one would copy the list again and again.
    if (memo.length < layout.size) memo.length = layout.size;
    memo[slot] = value ?? null;
    return value;
  };
}

function rememberedByRow(compute: Compute, layout: Layout): Compute {
  const slot = layout.size++;
  return (environment, row) => {
    if (row === undefined) return undefined;
    const { memo } = row;
    const known = memo[slot];
    if (known !== undefined) return known ?? undefined;
    const value = compute(environment, row);
    if (memo.length < layout.size) memo.length = layout.size;
    memo[slot] = value ?? null;
    return value;
  };
}

// What is not known is not kept here: an answer may be added while pages are gone through in order.
function keptOnce(compute: Compute, layout: Layout): Compute {
  const slot = layout.size++;
  return (environment) => {
    const { memo } = environment;
    const known = memo[slot];
    if (known !== undefined) return known ?? undefined;
    const value = compute(environment, undefined);
    if (memo.length < layout.size) memo.length = layout.size;
    if (value !== undefined) memo[slot] = value;
    return value;
  };
}

function keptByRow(compute: Compute, layout: Layout): Compute {
  const slot = layout.size++;
  return (environment, row) => {
    if (row === undefined) return undefined;
    const { memo } = row;
    const known = memo[slot];
    if (known !== undefined) return known ?? undefined;
    const value = compute(environment, row);
    if (memo.length < layout.size) memo.length = layout.size;
    if (value !== undefined) memo[slot] = value;
    return value;
  };
}

function countCalls(expression: Expression, copies: Map<string, number>): void {
  if (!('call' in expression)) return;
  if (COSTLY.has(expression.call)) {
    const text = JSON.stringify(expression);
    copies.set(text, (copies.get(text) ?? 0) + 1);
  }
  for (const part of expression.of) countCalls(part, copies);
}
