import type { Expression } from './expression.ts';
import type { Value, ValueType } from './value.ts';

const STRENGTH: Record<string, number> = { or: 1, and: 2, not: 3, '=': 4, '!=': 4, '<': 4, '<=': 4, '>': 4, '>=': 4, '+': 5, '-': 5, '*': 6, negate: 7 };

/** The text form of an expression; `parseExpression` of it gives the same expression again. */
export function formatExpression(expression: Expression): string {
  if ('literal' in expression) return formatLiteral(expression.literal, expression.type);
  if ('unknown' in expression) return 'unknown';
  if ('today' in expression) return 'today';
  if ('field' in expression) return expression.field;
  if ('parameter' in expression) return `$${expression.parameter}`;
  if ('rule' in expression) return expression.rule;
  if ('group' in expression) return expression.group;
  if ('table' in expression) return expression.table;
  const { call, of } = expression;
  const own = STRENGTH[call];
  if (own === undefined) return `${call}(${of.map(formatExpression).join(', ')})`;
  if (call === 'not') return `not ${bracketed(of[0], own)}`;
  // A literal behind a minus would be read as a negative literal, so it keeps its brackets.
  if (call === 'negate') return `-${bracketed(of[0], 'literal' in (of[0] ?? {}) ? 99 : own)}`;
  const first = bracketed(of[0], own === 5 || own === 6 ? own : own + 1);
  return [first, ...of.slice(1).map((part) => bracketed(part, own + 1))].join(` ${call} `);
}

function bracketed(part: Expression | undefined, least: number): string {
  if (!part) return '';
  const text = formatExpression(part);
  return least === 99 || ('call' in part && (STRENGTH[part.call] ?? 9) < least) ? `(${text})` : text;
}

function formatLiteral(value: Value, type: ValueType): string {
  if (type === 'text') return `'${String(value).replaceAll("'", "''")}'`;
  if (type === 'date') return `@${value}`;
  if (type === 'decimal') return String(value).includes('.') ? String(value) : `${value}.0`;
  if (type !== 'money') return String(value);
  const amount = Math.abs(Number(value));
  return `${Number(value) < 0 ? '-' : ''}${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, '0')}€`;
}
