import { attributes } from '../attributes.ts';
import { html, type Html } from '../html.ts';
import { describedBy, fieldFrame, type Field } from './field-frame.ts';
import { fieldId } from './field-id.ts';

export type FileField = Field & { /** Media types or endings: `image/*,.pdf` */ accept?: string | undefined; multiple?: boolean | undefined };

/** An upload. Its form needs `multipart: true`. */
export function fileField(field: FileField): Html {
  return fieldFrame(
    field,
    html`<input class="kern-form-input__input${field.error ? ' kern-form-input__input--error' : ''}" id="${fieldId(field.name)}" name="${field.name}" type="file"${attributes({ accept: field.accept, multiple: field.multiple })}${describedBy(field, true)}>`,
  );
}
