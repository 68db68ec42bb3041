import { attributes } from '../attributes.ts';
import { html, type Html } from '../html.ts';
import { fieldId } from './field-id.ts';

/** A check box that chooses a row of a table; its label names the row. All boxes of a table share their `name`; `index` (from 0) tells them apart, and the first carries the id of the field. */
export function rowCheck(input: { name: string; value: string; label: string; index: number; checked?: boolean | undefined }): Html {
  const id = input.index === 0 ? fieldId(input.name) : `${fieldId(input.name)}--${input.index + 1}`;
  return html`<div class="kern-form-check"><input class="kern-form-check__checkbox" id="${id}" name="${input.name}" type="checkbox" value="${input.value}"${attributes({ checked: input.checked })}><label class="kern-label" for="${id}">${input.label}</label></div>`;
}
