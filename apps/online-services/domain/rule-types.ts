import { checkExpression, type Scope } from './rules/check-expression.ts';
import { referencesOf, type Expression } from './rules/expression.ts';
import type { ValueType } from './rules/value.ts';
import type { MaybeType } from './rules/functions.ts';
import type { ServicePackage } from './service-package.ts';

/** How long a chain of rules that use each other may be. */
export const MAX_CHAIN = 200;

export type RuleTypes = {
  /** Type by rule; undefined for one that is always unknown or wrong. */
  readonly types: ReadonlyMap<string, MaybeType>;
  readonly problems: ReadonlyMap<string, readonly string[]>;
};

/** Finds the type of each rule of a package, with what is wrong: mistakes of type, unknown names, circles. */
export function typeOfRules(servicePackage: Pick<ServicePackage, 'fields' | 'overlay' | 'rules'>): RuleTypes {
  const types = new Map<string, MaybeType>();
  const problems = new Map<string, readonly string[]>();
  const rules = servicePackage.rules.rules;
  const scope = scopeOf(servicePackage, (name) => {
    if (!Object.hasOwn(rules, name)) return undefined;
    if (!types.has(name)) visit(name);
    return { type: types.get(name) };
  });
  const onTheWay: string[] = [];
  const visit = (name: string): void => {
    if (onTheWay.includes(name)) {
      problems.set(name, [`goes in a circle: ${[...onTheWay.slice(onTheWay.indexOf(name)), name].join(' → ')}`]);
      return;
    }
    if (onTheWay.length >= MAX_CHAIN) {
      problems.set(name, [`uses a chain of more than ${MAX_CHAIN} rules`]);
      return;
    }
    onTheWay.push(name);
    const checked = checkExpression(rules[name], scope);
    onTheWay.pop();
    types.set(name, checked.type);
    if (checked.problems.length > 0) problems.set(name, [...(problems.get(name) ?? []), ...checked.problems]);
  };
  for (const name of Object.keys(rules)) if (!types.has(name)) visit(name);
  return { types, problems };
}

/** What rules of a package may refer to. */
export function scopeOf(servicePackage: Pick<ServicePackage, 'fields' | 'overlay'>, rule: Scope['rule']): Scope {
  const fields = new Map(servicePackage.fields.map((field) => [field.id, { type: valueTypeOf(field.type), options: field.options }]));
  const parameters = new Map(servicePackage.overlay.parameters.map((parameter) => [parameter.id, { type: valueTypeOf(parameter.type), options: parameter.options }]));
  return { field: (id) => fields.get(id), parameter: (id) => parameters.get(id), rule };
}

/** The answers that an expression looks at, through other rules too. Circles are walked once. */
export function fieldsBehind(expression: Expression, rules: Readonly<Record<string, Expression>>, seen = new Set<string>()): Set<string> {
  const fields = new Set<string>();
  for (const reference of referencesOf(expression)) {
    if ('field' in reference) fields.add(reference.field);
    else if ('rule' in reference && !seen.has(reference.rule)) {
      seen.add(reference.rule);
      const rule = rules[reference.rule];
      if (rule) for (const field of fieldsBehind(rule, rules, seen)) fields.add(field);
    }
  }
  return fields;
}

function valueTypeOf(type: string): ValueType {
  if (type === 'boolean' || type === 'confirmation') return 'boolean';
  return type === 'integer' || type === 'money' || type === 'date' ? type : 'text';
}
