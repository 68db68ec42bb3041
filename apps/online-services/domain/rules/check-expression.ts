import { parsePlainDate } from '@allmende/time';
import { isCanonicalDecimal } from './decimal.ts';
import { depthOf, MAX_DEPTH, type Call, type Expression, type Mention } from './expression.ts';
import { isAggregate, isFunctionName, typeOfCall, type AggregateName } from './functions.ts';
import { fits, type MaybeType, type Typing } from './signatures.ts';
import type { Table } from './tables.ts';
import type { Value, ValueType } from './value.ts';

/** What an expression may refer to. A choice also names its options, so that a comparison with a misspelt one is found. */
export type Reference = {
  readonly type: ValueType;
  readonly options?: readonly string[] | undefined;
  /** The repeating group that a field belongs to. */
  readonly group?: string | undefined;
  /** Bounds that every answer keeps, in whole numbers or cents. They let `canNeverHold` see more. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
};

/** The names that a package gives to its rules to use. */
export type Vocabulary = {
  readonly field: (id: string) => Reference | undefined;
  readonly parameter: (id: string) => Reference | undefined;
  /** Whether there is a repeating group of this name. Without it there is none. */
  readonly hasGroup?: ((id: string) => boolean) | undefined;
  /** The most rows that a group may have; without it any number is thought possible. */
  readonly mostRows?: ((id: string) => number | undefined) | undefined;
  readonly table?: ((id: string) => Pick<Table, 'keys' | 'value'> | undefined) | undefined;
};

export type Scope = Vocabulary & {
  /** Type of a rule, and the group whose rows it reads. */
  readonly rule: (name: string) => { readonly type: MaybeType; readonly group?: string | undefined } | undefined;
};

export type CheckedExpression = {
  readonly type: MaybeType;
  /** The group whose rows it reads, which makes it a row rule; undefined when it can be worked out once for the whole application. */
  readonly group: string | undefined;
  readonly problems: readonly string[];
};

/** What is gathered on the way through one row scope. */
type Reading = {
  readonly scope: Scope;
  readonly problems: string[];
  /** The group that is read, and what reads it. */
  group: string | undefined;
  reader: string;
  aggregate: AggregateName | undefined;
};

/**
 * Checks types, names and row scope of an expression before anybody uses it. An expression that reads a field or a row rule of a group reads one
 * row of it; it may read one group only, and no aggregate stands beside that or inside of another: it gets a rule of its own, which is worked out
 * once. So the work of a package grows with its rows, never with their square. Never throws; the problems are for the author of the package.
 */
export function checkExpression(expression: unknown, scope: Scope): CheckedExpression {
  if (!isExpression(expression)) return { type: undefined, group: undefined, problems: ['is not an expression'] };
  if (depthOf(expression) > MAX_DEPTH) return { type: undefined, group: undefined, problems: [`is nested deeper than ${MAX_DEPTH}`] };
  const reading: Reading = { scope, problems: [], group: undefined, reader: '', aggregate: undefined };
  const type = typeOf(expression, reading);
  if (reading.group !== undefined && reading.aggregate !== undefined) {
    reading.problems.push(`reads one row (${reading.reader} of group ${reading.group}) and goes through all rows ("${reading.aggregate}"): give the aggregate a rule of its own`);
  }
  return { type, group: reading.group, problems: reading.problems };
}

/** Type and row scope of a part of an expression that was checked before. */
export function kindOf(expression: Expression, scope: Scope): Omit<CheckedExpression, 'problems'> {
  const reading: Reading = { scope, problems: [], group: undefined, reader: '', aggregate: undefined };
  const type = typeOf(expression, reading);
  return { type, group: reading.group };
}

function typeOf(expression: Expression, reading: Reading): MaybeType {
  if ('literal' in expression) return expression.type;
  if ('unknown' in expression || 'group' in expression || 'table' in expression) return undefined;
  if ('today' in expression) return 'date';
  if (!('call' in expression)) return typeOfMention(expression, reading);
  if (isAggregate(expression.call)) return typeOfAggregate(expression, expression.call, reading);
  const types = expression.of.map((part) => typeOf(part, reading));
  const typing = expression.call === 'lookup' ? typeOfLookup(expression, types, reading.scope) : typeOfCall(expression.call, types, expression.of.map((part) => ('literal' in part ? part.literal : undefined)));
  if ('problem' in typing) reading.problems.push(`"${expression.call}" ${typing.problem}`);
  if (expression.call === 'validFrom' && !('parameter' in (expression.of[0] ?? {}))) reading.problems.push('"validFrom" takes one overlay parameter');
  if (['=', '!=', 'oneOf'].includes(expression.call)) checkOptions(expression.of, reading);
  return 'problem' in typing ? undefined : typing.type;
}

function typeOfMention(expression: Mention, reading: Reading): MaybeType {
  const { scope, problems } = reading;
  const found = 'field' in expression ? scope.field(expression.field) : 'parameter' in expression ? scope.parameter(expression.parameter) : scope.rule(expression.rule);
  if (!found) {
    const isGroup = 'rule' in expression && scope.hasGroup?.(expression.rule) === true;
    problems.push(isGroup ? `uses the group ${expression.rule} as a value: groups stand in aggregates only` : `refers to unknown ${describe(expression)}`);
    return undefined;
  }
  readRow(found.group, describe(expression), reading);
  return found.type;
}

function readRow(group: string | undefined, reader: string, reading: Reading): void {
  if (group === undefined) return;
  if (reading.group === undefined) {
    reading.group = group;
    reading.reader = reader;
  } else if (reading.group !== group) {
    reading.problems.push(`mixes rows of two groups: ${reading.reader} of group ${reading.group} and ${reader} of group ${group}`);
  }
}

function typeOfAggregate(expression: Call, call: AggregateName, reading: Reading): MaybeType {
  const { scope, problems } = reading;
  const [first, each] = expression.of;
  const group = first && 'group' in first ? first.group : '';
  if (scope.hasGroup?.(group) !== true) problems.push(`refers to unknown group ${group}`);
  const inner: Reading = { scope, problems, group: undefined, reader: '', aggregate: undefined };
  const types = expression.of.map((part) => typeOf(part, inner));
  const typing = typeOfCall(call, types, []);
  if ('problem' in typing) problems.push(`"${call}" ${typing.problem}`);
  else if (inner.aggregate !== undefined) problems.push(`"${call}" goes through the rows of "${inner.aggregate}" again for each row: give "${inner.aggregate}" a rule of its own`);
  else if (each && inner.group === undefined && problems.length === 0) problems.push(`"${call}" reads nothing of a row of ${group}`);
  else if (each && inner.group !== undefined && inner.group !== group) problems.push(`"${call}" goes through ${group}, but ${inner.reader} belongs to group ${inner.group}`);
  reading.aggregate ??= call;
  return 'problem' in typing ? undefined : typing.type;
}

function typeOfLookup({ of }: Call, types: readonly MaybeType[], scope: Scope): Typing {
  const [first] = of;
  const name = first && 'table' in first ? first.table : '';
  const table = scope.table?.(name);
  if (!table) return { problem: `refers to unknown table ${name}` };
  const wanted: ValueType[] = ['date', ...table.keys];
  const good = types.length === wanted.length + 1 && wanted.every((type, index) => fits(types[index + 1], type));
  return good ? { type: table.value } : { problem: `needs (${[name, ...wanted].join(', ')})` };
}

function checkOptions(parts: readonly Expression[], { scope, problems }: Reading): void {
  for (const part of parts) {
    const options = 'field' in part ? scope.field(part.field)?.options : 'parameter' in part ? scope.parameter(part.parameter)?.options : undefined;
    if (!options) continue;
    for (const other of parts) {
      if ('literal' in other && !options.includes(String(other.literal))) problems.push(`${describe(part)} has no option '${other.literal}'`);
    }
  }
}

function describe(expression: Expression): string {
  if ('field' in expression) return `field ${expression.field}`;
  if ('parameter' in expression) return `parameter ${expression.parameter}`;
  return 'rule' in expression ? `rule ${expression.rule}` : 'expression';
}

/** Whether data from outside has the shape of an expression. Says nothing about its types. */
export function isExpression(data: unknown, level = 0): data is Expression {
  if (typeof data !== 'object' || data === null || level > MAX_DEPTH) return false;
  const node = data as Record<string, unknown>;
  const keys = Object.keys(node);
  if (keys.length === 1) {
    const [key] = keys as [string];
    return key === 'unknown' || key === 'today' ? node[key] === true : ['field', 'parameter', 'rule'].includes(key) && typeof node[key] === 'string';
  }
  if (keys.length !== 2) return false;
  if ('literal' in node) return isLiteral(node['literal'], node['type']);
  const { call, of } = node;
  if (typeof call !== 'string' || !isFunctionName(call) || !Array.isArray(of)) return false;
  const named = isAggregate(call) ? 'group' : call === 'lookup' ? 'table' : undefined;
  return of.every((part, index) => (named !== undefined && index === 0 ? isNamed(part, named) : isExpression(part, level + 1))) && (named === undefined || of.length > 0);
}

function isNamed(data: unknown, key: 'group' | 'table'): boolean {
  if (typeof data !== 'object' || data === null || Object.keys(data).length !== 1) return false;
  const name = (data as Record<string, unknown>)[key];
  return typeof name === 'string' && /^[a-zA-Z]\w*$/u.test(name);
}

function isLiteral(value: unknown, type: unknown): value is Value {
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'integer' || type === 'money') return Number.isSafeInteger(value);
  if (type === 'date') return typeof value === 'string' && parsePlainDate(value) !== undefined;
  if (type === 'decimal') return typeof value === 'string' && isCanonicalDecimal(value);
  return type === 'text' && typeof value === 'string';
}
