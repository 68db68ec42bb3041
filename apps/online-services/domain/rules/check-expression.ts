import { parsePlainDate } from '@allmende/time';
import { depthOf, MAX_DEPTH, type Expression } from './expression.ts';
import type { Value, ValueType } from './value.ts';
import { isFunctionName, typeOfCall, type FunctionName, type MaybeType } from './functions.ts';

/** What an expression may refer to. A choice also names its options, so that a comparison with a misspelt one is found. */
export type Reference = { readonly type: ValueType; readonly options?: readonly string[] | undefined };

export type Scope = {
  readonly field: (id: string) => Reference | undefined;
  readonly parameter: (id: string) => Reference | undefined;
  readonly rule: (name: string) => { readonly type: MaybeType } | undefined;
};

export type CheckedExpression = { readonly type: MaybeType; readonly problems: readonly string[] };

/** Checks types and names of an expression before anybody uses it. Never throws; the problems are for the author of the package. */
export function checkExpression(expression: unknown, scope: Scope): CheckedExpression {
  if (!isExpression(expression)) return { type: undefined, problems: ['is not an expression'] };
  if (depthOf(expression) > MAX_DEPTH) return { type: undefined, problems: [`is nested deeper than ${MAX_DEPTH}`] };
  const problems: string[] = [];
  return { type: typeOf(expression, scope, problems), problems };
}

function typeOf(expression: Expression, scope: Scope, problems: string[]): MaybeType {
  if ('literal' in expression) return expression.type;
  if ('unknown' in expression) return undefined;
  if ('today' in expression) return 'date';
  if ('call' in expression) return typeOfOperation(expression, scope, problems);
  const found = 'field' in expression ? scope.field(expression.field) : 'parameter' in expression ? scope.parameter(expression.parameter) : scope.rule(expression.rule);
  if (!found) problems.push(`refers to unknown ${describe(expression)}`);
  return found?.type;
}

function typeOfOperation(expression: Extract<Expression, { call: FunctionName }>, scope: Scope, problems: string[]): MaybeType {
  const types = expression.of.map((part) => typeOf(part, scope, problems));
  const typing = typeOfCall(expression.call, types);
  if ('problem' in typing) problems.push(`"${expression.call}" ${typing.problem}`);
  if (expression.call === 'validFrom' && !('parameter' in (expression.of[0] ?? {}))) problems.push('"validFrom" takes one overlay parameter');
  if (['=', '!=', 'oneOf'].includes(expression.call)) checkOptions(expression.of, scope, problems);
  return 'problem' in typing ? undefined : typing.type;
}

function checkOptions(parts: readonly Expression[], scope: Scope, problems: string[]): void {
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
  return typeof node['call'] === 'string' && isFunctionName(node['call']) && Array.isArray(node['of']) && node['of'].every((part) => isExpression(part, level + 1));
}

function isLiteral(value: unknown, type: unknown): value is Value {
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'integer' || type === 'money') return Number.isSafeInteger(value);
  if (type === 'date') return typeof value === 'string' && parsePlainDate(value) !== undefined;
  return type === 'text' && typeof value === 'string';
}
