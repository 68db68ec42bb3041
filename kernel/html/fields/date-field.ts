import { attributes } from '../attributes.ts';
import { html, type Html } from '../html.ts';
import { groupFrame, type Field } from './field-frame.ts';
import { fieldId } from './field-id.ts';
import { fieldTexts } from './field-texts.ts';

export type DateField = Field & {
  /** What was typed, part by part, so that nothing is lost when it is no date. */
  value?: { day?: string | number | undefined; month?: string | number | undefined; year?: string | number | undefined } | undefined;
  /** `bday` lets the browser fill in the day of birth. */
  autocomplete?: 'bday' | undefined;
  legendIsHeading?: boolean | undefined;
};

/** A date as three inputs `name.day`, `name.month`, `name.year`. An error belongs to the name itself; the summary's link leads to the day. */
export function dateField(field: DateField): Html {
  const t = fieldTexts(field.locale ?? 'de');
  return groupFrame(
    field,
    html`${part(field, 'day', t.day, 'two', fieldId(field.name))}${part(field, 'month', t.month, 'two')}${part(field, 'year', t.year, 'year')}`,
    true,
  );
}

function part(field: DateField, unit: 'day' | 'month' | 'year', label: string, width: string, id = fieldId(`${field.name}.${unit}`)): Html {
  const value = field.value?.[unit];
  return html`<div class="kern-form-input"><label class="kern-label" for="${id}">${label}</label><input class="kern-form-input__input${field.error ? ' kern-form-input__input--error' : ''} a-width-${width}" id="${id}" name="${field.name}.${unit}" type="text" inputmode="numeric"${attributes({
    value: value === undefined ? undefined : String(value),
    autocomplete: field.autocomplete && `${field.autocomplete}-${unit}`,
    'aria-invalid': field.error ? 'true' : undefined,
  })}></div>`;
}
