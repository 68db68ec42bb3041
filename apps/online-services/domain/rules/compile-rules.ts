import type { PlainDate } from '@allmende/time';
import type { Scope, Vocabulary } from './check-expression.ts';
import { compileExpression, type Bindings, type Compute, type Evaluate } from './compile-expression.ts';
import { Decimal } from './decimal.ts';
import type { Expression } from './expression.ts';
import { inferRules, type InferredRules } from './infer-rules.ts';
import { compileTable, type CompiledTable, type Table } from './tables.ts';
import type { Computed, Value } from './value.ts';

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
  const computes = new Map<string, Compute>();
  const compiledTables = new Map<string, CompiledTable>(tables.map((table) => [table.id, compileTable(table)]));
  const bindings: Bindings = { parameter, validFrom, table: (id) => compiledTables.get(id), rule: (name) => computes.get(name) };
  const scope: Scope = { ...vocabulary, rule: (name) => (inferred.types.has(name) ? { type: inferred.types.get(name), group: inferred.groups.get(name) } : undefined) };
  const slots = new Map<string | undefined, number>();
  // The order puts each rule behind those it uses, so that they are linked directly and need no look-up by name while they run.
  for (const name of inferred.types.keys()) {
    if (inferred.problems.has(name)) continue;
    const group = inferred.groups.get(name);
    const slot = slots.get(group) ?? 0;
    slots.set(group, slot + 1);
    const compute = compileExpression(rules[name]!, scope, bindings);
    computes.set(name, group === undefined ? rememberedOnce(slot, compute) : rememberedByRow(slot, compute));
  }
  return {
    ...inferred,
    rule: (name) => {
      const compute = computes.get(name);
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

function rememberedOnce(slot: number, compute: Compute): Compute {
  return (environment) => {
    const known = environment.memo[slot];
    if (known !== undefined) return known ?? undefined;
    // Without the row, so that what is remembered for the application cannot depend on the row that asked first.
    const value: Computed | undefined = compute(environment, undefined);
    environment.memo[slot] = value ?? null;
    return value;
  };
}

function rememberedByRow(slot: number, compute: Compute): Compute {
  return (environment, row) => {
    if (row === undefined) return undefined;
    const known = row.memo[slot];
    if (known !== undefined) return known ?? undefined;
    const value = compute(environment, row);
    row.memo[slot] = value ?? null;
    return value;
  };
}
