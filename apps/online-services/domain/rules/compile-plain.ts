import type { Compute } from './compute.ts';
import { addDecimals, multiplyDecimals, subtractDecimals, type Decimal } from './decimal.ts';

/**
 * Comparisons and sums of two values that are no decimals, each as a function of its own: the engine spends most of its time here, and a call
 * through a table of operators would cost more than the operation. A fixed right side, the usual case of conditions, saves another call.
 * Undefined for other functions.
 */
export function compilePlain(call: string, left: Compute, right: Compute, fixed: unknown): Compute | undefined {
  return (fixed === undefined ? undefined : compileFixed(call, left, fixed)) ?? compileBoth(call, left, right);
}

function compileFixed(call: string, left: Compute, fixed: unknown): Compute | undefined {
  const bound = fixed as number;
  switch (call) {
    case '=': return (environment, row) => {
      const value = left(environment, row);
      return value === undefined ? undefined : value === bound;
    };
    case '!=': return (environment, row) => {
      const value = left(environment, row);
      return value === undefined ? undefined : value !== bound;
    };
    case '<': return (environment, row) => {
      const value = left(environment, row);
      return value === undefined ? undefined : (value as number) < bound;
    };
    case '<=': return (environment, row) => {
      const value = left(environment, row);
      return value === undefined ? undefined : (value as number) <= bound;
    };
    case '>': return (environment, row) => {
      const value = left(environment, row);
      return value === undefined ? undefined : (value as number) > bound;
    };
    case '>=': return (environment, row) => {
      const value = left(environment, row);
      return value === undefined ? undefined : (value as number) >= bound;
    };
    default: return undefined;
  }
}

function compileBoth(call: string, left: Compute, right: Compute): Compute | undefined {
  switch (call) {
    case '=': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : one === other;
    };
    case '!=': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : one !== other;
    };
    case '<': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : one! < other;
    };
    case '<=': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : one! <= other;
    };
    case '>': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : one! > other;
    };
    case '>=': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : one! >= other;
    };
    case '+': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      if (other === undefined) return undefined;
      const sum = (one as number) + (other as number);
      return Number.isSafeInteger(sum) ? sum : undefined;
    };
    case '-': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      if (other === undefined) return undefined;
      const difference = (one as number) - (other as number);
      return Number.isSafeInteger(difference) ? difference : undefined;
    };
    case 'min': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : other < one! ? other : one;
    };
    case 'max': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : other > one! ? other : one;
    };
    default: return undefined;
  }
}

/** The same for two decimals. */
export function compileDecimal(call: string, left: Compute, right: Compute): Compute | undefined {
  switch (call) {
    case '+': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : addDecimals(one as Decimal, other as Decimal);
    };
    case '-': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : subtractDecimals(one as Decimal, other as Decimal);
    };
    case '*': return (environment, row) => {
      const one = left(environment, row);
      const other = one === undefined ? undefined : right(environment, row);
      return other === undefined ? undefined : multiplyDecimals(one as Decimal, other as Decimal);
    };
    default: return undefined;
  }
}
