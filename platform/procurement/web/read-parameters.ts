import type { SubmittedForm } from '@allmende/http';
import type { ParameterField, ParameterSchema } from '@allmende/operations';
import type { Parameters } from '../domain/order-line.ts';

/** What stands in the fields of the form, by the name of the parameter; shown again as it was typed. */
export type TypedParameters = Readonly<Record<string, readonly string[]>>;

/** The field of a parameter in the form: a problem at `/parameters/<name>` finds it. */
export const parameterFieldName = (name: string) => `parameters.${name}`;

/** What was typed, field by field. */
export function typedParameters(schema: ParameterSchema, form: Pick<SubmittedForm, 'all'>): TypedParameters {
  return Object.fromEntries(Object.keys(schema.properties).map((name) => [name, form.all(parameterFieldName(name))]));
}

/** Parameters as the fields of the form show them. */
export function shownParameters(parameters: Parameters): TypedParameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, typeof value === 'object' ? value : typeof value === 'boolean' ? (value ? ['yes'] : []) : [String(value).replace('.', typeof value === 'number' ? ',' : '.')]]));
}

/** What was typed as parameters; empty fields state nothing, and what is no number stays as it was typed, for the check to name. */
export function readParameters(schema: ParameterSchema, typed: TypedParameters): Parameters {
  return Object.fromEntries(Object.entries(schema.properties).flatMap(([name, field]) => {
    const value = readField(field, typed[name] ?? []);
    return value === undefined ? [] : [[name, value]];
  }));
}

function readField(field: ParameterField, typed: readonly string[]): Parameters[string] | undefined {
  if (field.type === 'array') return typed.length === 0 ? undefined : [...new Set(typed)];
  if (field.type === 'boolean') return typed.includes('yes');
  const text = typed.at(-1)?.trim() ?? '';
  if (text === '') return undefined;
  if (field.type === 'string') return text;
  const plain = /^-?(?:\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,\d{1,6})?$/u.test(text) ? text.replaceAll('.', '').replace(',', '.') : undefined;
  return plain === undefined ? text : Number(plain);
}
