import type { Language } from '@allmende/i18n';
import { html, type Html, type HtmlValue } from '../html.ts';
import { fieldId } from './field-id.ts';
import { fieldTexts } from './field-texts.ts';

/** What every form field takes. Required fields are not marked, optional ones are. */
export type Field = {
  /** Name under which the value is sent; the id follows from it. */
  name: string;
  label: string;
  /** Stands under the label: what to enter, where to find it, an example. */
  hint?: HtmlValue;
  /** Names the field and the remedy; stands between hint and field. */
  error?: string | undefined;
  optional?: boolean | undefined;
  /** Language of the fixed words; German unless told. */
  locale?: Language | undefined;
};

/** Puts label above, hint under the label, error between hint and input. */
export function fieldFrame(field: Field, input: Html): Html {
  const id = fieldId(field.name);
  return html`<div class="kern-form-input${field.error ? ' kern-form-input--error' : ''}"><label class="kern-label" for="${id}">${field.label}${optionalMark(field)}</label>${fieldHint(field)}${fieldError(field)}${input}</div>`;
}

/** Puts a legend above several inputs that answer one question. The legend can be the heading of the page. */
export function groupFrame(field: Field & { legendIsHeading?: boolean | undefined }, body: Html, horizontal = false): Html {
  const legend = html`${field.label}${optionalMark(field)}`;
  return html`<fieldset class="kern-fieldset${field.error ? ' kern-fieldset--error' : ''}"${describedBy(field)}><legend class="kern-label${field.legendIsHeading ? ' kern-label--large' : ''}">${
    field.legendIsHeading ? html`<h1 class="a-legend-heading">${legend}</h1>` : legend
  }</legend>${fieldHint(field)}${fieldError(field)}<div class="kern-fieldset__body${horizontal ? ' kern-fieldset__body--horizontal' : ''}">${body}</div></fieldset>`;
}

/** `aria-describedby` (and `aria-invalid`, where `invalid` is asked for) of the input that belongs to a field. */
export function describedBy(field: Field, invalid = false): Html {
  const id = fieldId(field.name);
  const hint = hasHint(field);
  if (!hint && !field.error) return html``;
  const ids = `${hint ? `${id}-hint` : ''}${hint && field.error ? ' ' : ''}${field.error ? `${id}-error` : ''}`;
  return field.error && invalid ? html` aria-describedby="${ids}" aria-invalid="true"` : html` aria-describedby="${ids}"`;
}

/** The word for an optional field, or nothing. */
export function optionalMark(field: Field): Html | '' {
  return field.optional ? html` <span class="kern-label__optional">${fieldTexts(field.locale ?? 'de').optional}</span>` : '';
}

/** The hint of a field, or nothing. */
export function fieldHint(field: Field): Html | '' {
  return hasHint(field) ? html`<div class="kern-hint" id="${fieldId(field.name)}-hint">${field.hint}</div>` : '';
}

/** The error of a field, or nothing. */
export function fieldError(field: Field): Html | '' {
  if (!field.error) return '';
  return html`<p class="kern-error" id="${fieldId(field.name)}-error"><span class="kern-icon kern-icon--danger" aria-hidden="true"></span><span class="kern-body"><span class="kern-sr-only">${fieldTexts(field.locale ?? 'de').error} </span>${field.error}</span></p>`;
}

function hasHint(field: Field): boolean {
  return field.hint !== undefined && field.hint !== null && field.hint !== false && field.hint !== '';
}
