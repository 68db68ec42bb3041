import { checkbox, checkboxGroup, html, radioGroup, select, textField, type Choice, type FormErrors, type Html } from '@allmende/html';
import type { Locale } from '@allmende/i18n';
import type { ParameterChoice, ParameterField, ParameterSchema } from '@allmende/operations';
import { parameterFieldName, type TypedParameters } from './read-parameters.ts';

/** More answers than this are a list to open. */
const MOST_RADIO_BUTTONS = 7;

/** The fields of the order form that an app's schema asks for, in its order. */
export function parameterFields(schema: ParameterSchema, typed: TypedParameters, errors: FormErrors, locale: Locale): Html {
  return html`${Object.entries(schema.properties).map(([name, field]) => parameterField(field, {
    name: parameterFieldName(name), typed: typed[name] ?? [], error: errors.of(parameterFieldName(name)), locale, required: schema.required?.includes(name) ?? false,
  }))}`;
}

function parameterField(field: ParameterField, { name, typed, error, locale, required }: { name: string; typed: readonly string[]; error: string | undefined; locale: Locale; required: boolean }): Html {
  const frame = { name, label: field.title, hint: field.description, error, locale, optional: !required };
  const value = typed.at(-1) ?? '';
  if (field.type === 'array') return checkboxGroup({ ...frame, options: field.items.oneOf.map(choice), values: typed });
  if (field.type === 'boolean') return checkbox({ ...frame, optional: false, checked: typed.includes('yes') });
  if (field.type === 'string' && 'oneOf' in field) {
    return field.oneOf.length > MOST_RADIO_BUTTONS ? select({ ...frame, value, options: field.oneOf.map((one) => ({ value: one.const, label: one.title })) }) : radioGroup({ ...frame, value, options: field.oneOf.map(choice) });
  }
  if (field.type === 'string') return textField({ ...frame, value, maxlength: field.maxLength });
  return textField({ ...frame, value, width: 'half', inputmode: field.type === 'integer' ? 'numeric' : 'decimal' });
}

function choice(one: ParameterChoice): Choice {
  return { value: one.const, label: one.title, hint: one.description };
}
