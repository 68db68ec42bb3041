import { attributes } from '../attributes.ts';
import { html, type Html } from '../html.ts';
import { describedBy, fieldFrame, type Field } from './field-frame.ts';
import { fieldId } from './field-id.ts';

export type TextArea = Field & { value?: string | undefined; rows?: number | undefined; maxlength?: number | undefined };

/** Several lines of text. */
export function textArea(field: TextArea): Html {
  // A parser drops a line break right after the opening tag; one of ours keeps the person's own.
  return fieldFrame(
    field,
    html`<textarea class="kern-form-input__input${field.error ? ' kern-form-input__input--error' : ''}" id="${fieldId(field.name)}" name="${field.name}" rows="${field.rows ?? 5}"${attributes({ maxlength: field.maxlength })}${describedBy(field, true)}>
${field.value}</textarea>`,
  );
}
