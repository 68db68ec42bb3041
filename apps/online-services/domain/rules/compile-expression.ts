import type { PlainDate } from '@allmende/time';
import type { Environment } from './environment.ts';
import type { Expression } from './expression.ts';
import type { Value } from './value.ts';
import { isStrict, STRICT_FUNCTIONS, type FunctionName } from './functions.ts';

export type { Environment } from './environment.ts';

/** A compiled expression: a known value, or `undefined` for unknown. Never throws. */
export type Evaluate = (environment: Environment) => Value | undefined;

/** What is fixed when a package is compiled with an overlay. */
export type Bindings = {
  readonly parameter: (id: string) => Value | undefined;
  readonly validFrom: (parameter: string) => PlainDate | undefined;
  readonly rule: (name: string) => Evaluate | undefined;
};

/**
 * Turns a checked expression into a function. Unknown spreads through every function except where the rest decides:
 * `false and unknown` is false, `true or unknown` is true (Kleene), `if` with an unknown condition is known when both branches agree.
 */
export function compileExpression(expression: Expression, bindings: Bindings): Evaluate {
  if ('literal' in expression) return constant(expression.literal);
  if ('unknown' in expression) return constant(undefined);
  if ('today' in expression) return (environment) => environment.today;
  if ('field' in expression) {
    const { field } = expression;
    return (environment) => environment.answers[field];
  }
  if ('parameter' in expression) return constant(bindings.parameter(expression.parameter));
  // Looked up when it runs, because rules may be compiled in any order.
  if ('rule' in expression) return (environment) => bindings.rule(expression.rule)?.(environment);
  if (expression.call === 'validFrom') {
    const [parameter] = expression.of;
    return constant(parameter && 'parameter' in parameter ? bindings.validFrom(parameter.parameter) : undefined);
  }
  return compileCall(expression.call, expression.of.map((part) => compileExpression(part, bindings)));
}

function constant(value: Value | undefined): Evaluate {
  return () => value;
}

function compileCall(call: FunctionName, parts: readonly Evaluate[]): Evaluate {
  const [first, second, third] = parts as [Evaluate, Evaluate, Evaluate];
  if (isStrict(call)) return compileStrict(STRICT_FUNCTIONS[call].compute, parts);
  switch (call) {
    case 'and': return compileDominated(parts, false);
    case 'or': return compileDominated(parts, true);
    case 'known': return (environment) => first(environment) !== undefined;
    case 'default': return (environment) => first(environment) ?? second(environment);
    default: return compileIf(first, second, third);
  }
}

function compileStrict(compute: (values: readonly Value[]) => Value | undefined, parts: readonly Evaluate[]): Evaluate {
  return (environment) => {
    const values: Value[] = [];
    for (const part of parts) {
      const value = part(environment);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return compute(values);
  };
}

function compileDominated(parts: readonly Evaluate[], dominant: boolean): Evaluate {
  return (environment) => {
    let unknown = false;
    for (const part of parts) {
      const value = part(environment);
      if (value === dominant) return dominant;
      if (value === undefined) unknown = true;
    }
    return unknown ? undefined : !dominant;
  };
}

function compileIf(condition: Evaluate, then: Evaluate, otherwise: Evaluate): Evaluate {
  return (environment) => {
    const met = condition(environment);
    if (met === true) return then(environment);
    if (met === false) return otherwise(environment);
    const value = then(environment);
    return value !== undefined && value === otherwise(environment) ? value : undefined;
  };
}
