import { attributes } from '../attributes.ts';
import { html, type Html } from '../html.ts';
import { describedBy, fieldFrame, type Field } from './field-frame.ts';
import { fieldId } from './field-id.ts';
import { fieldTexts } from './field-texts.ts';

/** One possible answer. */
export type Option = { value: string; label: string };

export type Select = Field & {
  options: readonly Option[];
  value?: string | undefined;
  /** Text of the first, empty option; `false` leaves it out. */
  empty?: string | false | undefined;
  autocomplete?: string | undefined;
};

/** A choice out of many. For up to about seven answers radio buttons are better. */
export function select(field: Select): Html {
  const empty = field.empty ?? fieldTexts(field.locale ?? 'de').choose;
  return fieldFrame(
    field,
    html`<div class="kern-form-input__select-wrapper"><select class="kern-form-input__select${field.error ? ' kern-form-input__select--error' : ''}" id="${fieldId(field.name)}" name="${field.name}"${attributes({ autocomplete: field.autocomplete })}${describedBy(field, true)}>${
      empty === false ? '' : html`<option value="">${empty}</option>`
    }${field.options.map((option) => html`<option value="${option.value}"${attributes({ selected: option.value === field.value })}>${option.label}</option>`)}</select></div>`,
  );
}
