import { attributes } from '../attributes.ts';
import { html, type Html } from '../html.ts';
import { describedBy, fieldError, fieldHint, optionalMark, type Field } from './field-frame.ts';
import { fieldId } from './field-id.ts';

export type Checkbox = Field & { checked?: boolean | undefined; /** What is sent when it is checked; `yes` unless told. */ value?: string | undefined };

/** A single statement that can be true. */
export function checkbox(field: Checkbox): Html {
  const id = fieldId(field.name);
  return html`<div class="a-single-check${field.error ? ' kern-fieldset kern-fieldset--error' : ''}">${fieldError(field)}<div class="kern-form-check"><input class="kern-form-check__checkbox${field.error ? ' kern-form-check__checkbox--error' : ''}" id="${id}" name="${field.name}" type="checkbox" value="${field.value ?? 'yes'}"${attributes({ checked: field.checked })}${describedBy(field, true)}><label class="kern-label" for="${id}">${field.label}${optionalMark(field)}</label></div>${fieldHint(field)}</div>`;
}
