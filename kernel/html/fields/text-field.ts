import { languageFacts } from '@allmende/i18n';
import { attributes } from '../attributes.ts';
import { html, type Html } from '../html.ts';
import { describedBy, fieldFrame, type Field } from './field-frame.ts';
import { fieldId } from './field-id.ts';

/** How wide a field is: as wide as what is expected in it, so that the width is a hint. */
export type FieldWidth = 'full' | 'half' | 'short' | 'year' | 'two';

export type TextField = Field & {
  value?: string | number | undefined;
  type?: 'text' | 'email' | 'password' | 'tel' | 'search' | 'url' | undefined;
  /** Token of HTML's autofill list, such as `given-name` (WCAG 2.2 SC 1.3.5). */
  autocomplete?: string | undefined;
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'search' | undefined;
  width?: FieldWidth | undefined;
  maxlength?: number | undefined;
  readonly?: boolean | undefined;
  spellcheck?: boolean | undefined;
  /** Is written from left to right in every language, such as a code; numbers, addresses of e-mail and telephone numbers are anyway. */
  ltr?: boolean | undefined;
};

/** One line of text. Never shows a typed password again. */
export function textField(field: TextField): Html {
  return fieldFrame(field, textInput(field));
}

// On a page from right to left somebody may still write a German street: the text itself decides.
function directionOf({ locale, ltr, type, inputmode }: TextField): 'ltr' | 'auto' | undefined {
  if (languageFacts(locale ?? 'de').direction === 'ltr') return undefined;
  return ltr || inputmode === 'numeric' || inputmode === 'decimal' || inputmode === 'tel' || type === 'email' || type === 'tel' || type === 'url' ? 'ltr' : 'auto';
}

/** The input of a text field without its frame. */
export function textInput(field: TextField): Html {
  const type = field.type ?? 'text';
  return html`<input class="kern-form-input__input${field.error ? ' kern-form-input__input--error' : ''}${field.width === undefined || field.width === 'full' ? '' : ` a-width-${field.width}`}" id="${fieldId(field.name)}" name="${field.name}" type="${type}"${attributes({
    value: type === 'password' || field.value === undefined ? undefined : String(field.value),
    autocomplete: field.autocomplete,
    inputmode: field.inputmode,
    maxlength: field.maxlength,
    readonly: field.readonly,
    dir: directionOf(field),
    spellcheck: field.spellcheck === undefined ? undefined : String(field.spellcheck),
  })}${describedBy(field, true)}>`;
}
