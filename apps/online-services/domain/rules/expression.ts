import type { FunctionName } from './functions.ts';
import type { Value, ValueType } from './value.ts';

/**
 * A rule as data: the only form that is stored, hashed and evaluated. People write its text form (see `parseExpression`).
 * Closed, typed and total: no loops, no code, no input or output; every expression of every package ends.
 */
export type Expression =
  | { readonly literal: Value; readonly type: ValueType }
  | { readonly unknown: true }
  | { readonly today: true }
  | { readonly field: string }
  | { readonly parameter: string }
  | { readonly rule: string }
  /** A repeating group: only as the first argument of an aggregate. */
  | { readonly group: string }
  /** A dated table: only as the first argument of `lookup`. */
  | { readonly table: string }
  | { readonly call: FunctionName; readonly of: readonly Expression[] };

export type Call = Extract<Expression, { readonly call: string }>;
export type Mention = Extract<Expression, { readonly field: string } | { readonly parameter: string } | { readonly rule: string }>;

/** Nesting that is accepted. Deeper expressions are refused, so that no package can exhaust the stack. */
export const MAX_DEPTH = 60;

/** How deeply an expression is nested; stops counting beyond `MAX_DEPTH`. */
export function depthOf(expression: Expression, level = 1): number {
  if (!('call' in expression) || level > MAX_DEPTH) return level;
  return expression.of.reduce((deepest, part) => Math.max(deepest, depthOf(part, level + 1)), level);
}

/** Every field, parameter and rule in an expression, in the order of reading. */
export function referencesOf(expression: Expression): Mention[] {
  if ('call' in expression) return expression.of.flatMap(referencesOf);
  return 'field' in expression || 'parameter' in expression || 'rule' in expression ? [expression] : [];
}
