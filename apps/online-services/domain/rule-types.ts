import type { Scope, Vocabulary } from './rules/check-expression.ts';
import { inferRules, type InferredRules } from './rules/infer-rules.ts';
import type { ValueType } from './rules/value.ts';
import type { ServicePackage } from './service-package.ts';

type Described = Pick<ServicePackage, 'fields' | 'flow' | 'overlay' | 'tables'>;

/** Finds the type and the row scope of each rule of a package, with what is wrong: mistakes of type, unknown names, circles, mixed groups. */
export function typeOfRules(servicePackage: Described & Pick<ServicePackage, 'rules'>): InferredRules {
  return inferRules(servicePackage.rules.rules, vocabularyOf(servicePackage));
}

/** What rules of a package may refer to, and the rules themselves. */
export function scopeOf(servicePackage: Described, rule: Scope['rule']): Scope {
  return { ...vocabularyOf(servicePackage), rule };
}

/** The fields, parameters, groups and tables that rules of a package may refer to. A field belongs to the group with which its id begins. */
export function vocabularyOf({ fields, flow, overlay, tables }: Described): Vocabulary {
  const groups = new Set(flow.groups?.map(({ id }) => id));
  const groupOf = (id: string) => (groups.has(id.split('.')[0]!) ? id.split('.')[0] : undefined);
  const fieldsById = new Map(fields.map((field) => [field.id, { type: valueTypeOf(field.type), options: field.options, group: groupOf(field.id), ...boundsOf(field) }]));
  const parametersById = new Map(overlay.parameters.map((parameter) => [parameter.id, { type: valueTypeOf(parameter.type), options: parameter.options, ...boundsOf(parameter) }]));
  const tablesById = new Map(tables?.tables.map((table) => [table.id, table]));
  return { field: (id) => fieldsById.get(id), parameter: (id) => parametersById.get(id), hasGroup: (id) => groups.has(id), mostRows: (id) => flow.groups?.find((group) => group.id === id)?.max, table: (id) => tablesById.get(id) };
}

// What nobody bounds from below is not negative: the form takes no less than zero then.
function boundsOf({ type, min, max }: { readonly type: string; readonly min?: number; readonly max?: number }): { min: number | undefined; max: number | undefined } {
  return { min: min ?? (type === 'integer' || type === 'money' ? 0 : undefined), max };
}

function valueTypeOf(type: string): ValueType {
  if (type === 'boolean' || type === 'confirmation') return 'boolean';
  return type === 'integer' || type === 'money' || type === 'decimal' || type === 'date' ? type : 'text';
}
