import type { PlainDate } from '@allmende/time';
import { kindOf, type Scope } from './check-expression.ts';
import { compileDecimal, compilePlain } from './compile-plain.ts';
import type { Compute } from './compute.ts';
import { isDay } from './day-functions.ts';
import { decimalOf, parseDecimal, type Decimal } from './decimal.ts';
import type { Environment, Row } from './environment.ts';
import type { Call, Expression } from './expression.ts';
import { add, greater, isAggregate, isStrict, lesser, same, STRICT_FUNCTIONS, type AggregateName, type FunctionRule, type LenientFunctionName } from './functions.ts';
import type { CompiledTable, Entries } from './tables.ts';
import type { Computed, Value, ValueType } from './value.ts';

/** A compiled expression for the rest of the room: a known value, decimals as their canonical text, or `undefined` for unknown. Never throws, always ends. */
export type Evaluate = (environment: Environment) => Value | undefined;

/** What is fixed when expressions are compiled with an overlay. */
export type Bindings = {
  readonly field: (id: string) => Compute | undefined;
  readonly parameter: (id: string) => Value | undefined;
  readonly validFrom: (parameter: string) => PlainDate | undefined;
  readonly table: (id: string) => CompiledTable | undefined;
  readonly rule: (name: string) => Compute | undefined;
  /** May take over the compilation of a call, so that it is worked out once where it stands in several places. */
  readonly shared?: (expression: Call, compile: () => Compute) => Compute;
};

/**
 * Turns a checked expression into a function. Unknown spreads through every function except where the rest decides:
 * `false and unknown` is false, `true or unknown` is true (Kleene), `if` with an unknown condition is known when both branches agree.
 * An answer or parameter that is not of its type counts as unknown.
 */
export function compileExpression(expression: Expression, scope: Scope, bindings: Bindings): Compute {
  if ('literal' in expression) return constant(readAs(expression.type, expression.literal));
  if ('unknown' in expression || 'group' in expression || 'table' in expression) return constant(undefined);
  if ('today' in expression) return (environment) => environment.today;
  if ('field' in expression) return bindings.field(expression.field) ?? constant(undefined);
  if ('parameter' in expression) return constant(readAs(scope.parameter(expression.parameter)?.type, bindings.parameter(expression.parameter)));
  if ('rule' in expression) return bindings.rule(expression.rule) ?? constant(undefined);
  const compile = () => compileCall(expression, scope, bindings);
  return bindings.shared ? bindings.shared(expression, compile) : compile();
}

function compileCall(expression: Call, scope: Scope, bindings: Bindings): Compute {
  const { call } = expression;
  if (isAggregate(call)) return compileAggregate(call, expression, scope, bindings);
  const parts = expression.of.map((part) => compileExpression(part, scope, bindings));
  if (!isStrict(call)) return compileLenient(call, expression, parts, bindings);
  const [first, second] = parts;
  const hot = first && second && parts.length === 2 ? compileHot(call, expression.of, first, second, scope) : undefined;
  return hot ?? compilePrepared(STRICT_FUNCTIONS[call], expression.of, parts) ?? compileStrict(STRICT_FUNCTIONS[call].compute, parts);
}

function compilePrepared({ prepare }: FunctionRule, of: readonly Expression[], [first]: readonly Compute[]): Compute | undefined {
  const fixed = of.slice(1).map(fixedValue);
  if (!prepare || !first || fixed.includes(undefined)) return undefined;
  const compute = prepare(...(fixed as Value[]));
  return (environment, row) => {
    const value = first(environment, row);
    return value === undefined ? undefined : compute(value);
  };
}

function compileHot(call: string, of: readonly Expression[], first: Compute, second: Compute, scope: Scope): Compute | undefined {
  const isDecimal = of.some((part) => kindOf(part, scope).type === 'decimal');
  return isDecimal ? compileDecimal(call, first, second) : compilePlain(call, first, second, fixedValue(of[1]!));
}

function fixedValue(expression: Expression): Value | undefined {
  return 'literal' in expression && expression.type !== 'decimal' ? expression.literal : undefined;
}

function constant(value: Computed | undefined): Compute {
  return () => value;
}

/** Takes a value from outside into the engine; undefined when it is not of the type. */
export function readAs(type: ValueType | undefined, value: Value | undefined): Computed | undefined {
  switch (type) {
    case 'boolean': return typeof value === 'boolean' ? value : undefined;
    case 'integer':
    case 'money': return Number.isSafeInteger(value) ? (value as number) + 0 : undefined;
    case 'date': return isDay(value) ? value : undefined;
    case 'decimal': return typeof value === 'string' ? parseDecimal(value) : undefined;
    default: return typeof value === 'string' ? value : undefined;
  }
}

function compileStrict(compute: FunctionRule['compute'], parts: readonly Compute[]): Compute {
  const [first, second, third] = parts as [Compute, Compute, Compute];
  if (parts.length === 1) {
    return (environment, row) => {
      const value = first(environment, row);
      return value === undefined ? undefined : compute(value);
    };
  }
  if (parts.length === 2) {
    return (environment, row) => {
      const left = first(environment, row);
      if (left === undefined) return undefined;
      const right = second(environment, row);
      return right === undefined ? undefined : compute(left, right);
    };
  }
  if (parts.length === 3) {
    return (environment, row) => {
      const one = first(environment, row);
      if (one === undefined) return undefined;
      const two = second(environment, row);
      if (two === undefined) return undefined;
      const three = third(environment, row);
      return three === undefined ? undefined : compute(one, two, three);
    };
  }
  return (environment, row) => {
    const values = allOf(parts, environment, row);
    return values && compute(...values);
  };
}

function allOf(parts: readonly Compute[], environment: Environment, row: Row | undefined): Computed[] | undefined {
  const values: Computed[] = [];
  for (const part of parts) {
    const value = part(environment, row);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function compileLenient(call: LenientFunctionName, { of }: Call, parts: readonly Compute[], bindings: Bindings): Compute {
  const [first, second, third] = parts as [Compute, Compute, Compute];
  switch (call) {
    case 'and': return compileDominated(parts, false);
    case 'or': return compileDominated(parts, true);
    case 'known': return (environment, row) => first(environment, row) !== undefined;
    case 'default': return (environment, row) => first(environment, row) ?? second(environment, row);
    case 'validFrom': return constant(of[0] && 'parameter' in of[0] ? bindings.validFrom(of[0].parameter) : undefined);
    case 'lookup': return compileLookup(of[0] && 'table' in of[0] ? bindings.table(of[0].table) : undefined, second, parts.slice(2));
    default: return compileIf(first, second, third);
  }
}

function compileDominated(parts: readonly Compute[], dominant: boolean): Compute {
  const [first, second] = parts;
  if (first && second && parts.length === 2) {
    return (environment, row) => {
      const one = first(environment, row);
      if (one === dominant) return dominant;
      const other = second(environment, row);
      return other === dominant ? dominant : one === undefined || other === undefined ? undefined : !dominant;
    };
  }
  return (environment, row) => {
    let unknown = false;
    for (const part of parts) {
      const value = part(environment, row);
      if (value === dominant) return dominant;
      if (value === undefined) unknown = true;
    }
    return unknown ? undefined : !dominant;
  };
}

function compileIf(condition: Compute, then: Compute, otherwise: Compute): Compute {
  return (environment, row) => {
    const met = condition(environment, row);
    if (met === true) return then(environment, row);
    if (met === false) return otherwise(environment, row);
    const value = then(environment, row);
    if (value === undefined) return undefined;
    const other = otherwise(environment, row);
    return other !== undefined && same(value, other) ? value : undefined;
  };
}

function compileLookup(table: CompiledTable | undefined, date: Compute, keys: readonly Compute[]): Compute {
  if (!table) return constant(undefined);
  return (environment, row) => {
    const day = date(environment, row);
    if (day === undefined) return undefined;
    let found: Entries | undefined = table(day as PlainDate);
    for (const compute of keys) {
      const key = compute(environment, row);
      if (key === undefined || !(found instanceof Map)) return undefined;
      found = found.get(key as Value);
    }
    return found as number | Decimal | undefined;
  };
}

function compileAggregate(call: AggregateName, { of }: Call, scope: Scope, bindings: Bindings): Compute {
  const group = of[0] && 'group' in of[0] ? of[0].group : '';
  if (call === 'count') return (environment) => rowsOf(environment, group)?.length;
  const expression = of[1] ?? { unknown: true };
  const each = compileExpression(expression, scope, bindings);
  switch (call) {
    case 'any': return compileQuantifier(group, each, true);
    case 'all': return compileQuantifier(group, each, false);
    case 'countWhere': return compileFold(group, 0, (sum, met) => (met === true ? Number(sum) + 1 : sum), each);
    case 'sum': return compileFold(group, kindOf(expression, scope).type === 'decimal' ? decimalOf(0) : 0, add, each);
    default: return compileFold(group, undefined, call === 'least' ? lesser : greater, each);
  }
}

function compileQuantifier(group: string, each: Compute, dominant: boolean): Compute {
  return (environment) => {
    const rows = rowsOf(environment, group);
    if (!rows) return undefined;
    let unknown = false;
    for (const row of rows) {
      const value = each(environment, row);
      if (value === dominant) return dominant;
      if (value === undefined) unknown = true;
    }
    return unknown ? undefined : !dominant;
  };
}

/** Goes through the rows as long as everything is known. Without `start` the first row is the start, and no rows are unknown. */
function compileFold(group: string, start: Computed | undefined, join: (result: Computed, value: Computed) => Computed | undefined, each: Compute): Compute {
  return (environment) => {
    const rows = rowsOf(environment, group);
    if (!rows) return undefined;
    let result = start;
    for (const row of rows) {
      const value = each(environment, row);
      if (value === undefined) return undefined;
      result = result === undefined ? value : join(result, value);
      if (result === undefined) return undefined;
    }
    return result;
  };
}

function rowsOf({ rows }: Environment, group: string): readonly Row[] | undefined {
  return rows !== undefined && Object.hasOwn(rows, group) ? rows[group] : undefined;
}
