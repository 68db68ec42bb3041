import type { CompiledField } from './compile-service-package.ts';
import type { Field } from './service-package.ts';
import type { ServiceTexts } from './service-texts.ts';

/** A field in words. */
export type AskedField = Pick<Field, 'id' | 'type' | 'width' | 'digits' | 'autocomplete'> & {
  readonly label: string;
  readonly hint: string | undefined;
  readonly optional: boolean;
  readonly options: { readonly value: string; readonly label: string; readonly hint: string | undefined }[];
};

/** The questions of a page in the words of a language. A field that is only sometimes required is not marked as optional. */
export function askedFields(fields: readonly CompiledField[], texts: ServiceTexts): AskedField[] {
  return fields.map(({ field, required }) => ({
    id: field.id, type: field.type, width: field.width, digits: field.digits, autocomplete: field.autocomplete,
    label: texts.get(`field.${field.id}.label`), hint: texts.find(`field.${field.id}.hint`), optional: required === false,
    options: (field.options ?? []).map((value) => ({ value, label: texts.get(`field.${field.id}.option.${value}`), hint: texts.find(`field.${field.id}.option.${value}.hint`) })),
  } as AskedField));
}
