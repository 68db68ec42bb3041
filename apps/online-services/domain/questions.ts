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
export function askedFields(fields: readonly CompiledField[], texts: ServiceTexts): readonly AskedField[] {
  let known = asked.get(texts);
  if (!known) asked.set(texts, (known = new WeakMap()));
  return fields.map((field) => {
    const before = known.get(field);
    if (before) return before;
    const words = inWords(field, texts);
    known.set(field, words);
    return words;
  });
}

// The words of a compiled service never change; they live as long as it does.
const asked = new WeakMap<ServiceTexts, WeakMap<CompiledField, AskedField>>();

function inWords({ field, required }: CompiledField, texts: ServiceTexts): AskedField {
  return {
    id: field.id, type: field.type, width: field.width, digits: field.digits, autocomplete: field.autocomplete,
    label: texts.get(`field.${field.id}.label`), hint: texts.find(`field.${field.id}.hint`), optional: required === false,
    options: (field.options ?? []).map((value) => ({ value, label: texts.get(`field.${field.id}.option.${value}`), hint: texts.find(`field.${field.id}.option.${value}.hint`) })),
  } as AskedField;
}
