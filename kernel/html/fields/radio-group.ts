import { attributes } from '../attributes.ts';
import { html, type Html, type HtmlValue } from '../html.ts';
import { groupFrame, type Field } from './field-frame.ts';
import { fieldId } from './field-id.ts';

/** One answer with a line of explanation. */
export type Choice = { value: string; label: string; hint?: HtmlValue };

export type RadioGroup = Field & {
  options: readonly Choice[];
  value?: string | undefined;
  /** Side by side, for two short answers such as yes and no. */
  horizontal?: boolean | undefined;
  /** Makes the legend the heading of the page, for pages with one question. */
  legendIsHeading?: boolean | undefined;
};

/** One answer out of few. */
export function radioGroup(field: RadioGroup): Html {
  return groupFrame(
    field,
    html`${field.options.map((option, index) => choice('radio', field, option, index, option.value === field.value))}`,
    field.horizontal ?? false,
  );
}

/** One radio button or check box with its label. The first of a group carries the id of the field. */
export function choice(type: 'radio' | 'checkbox', field: Field, option: Choice, index: number, checked: boolean): Html {
  const id = index === 0 ? fieldId(field.name) : `${fieldId(field.name)}--${index + 1}`;
  const hintId = `${fieldId(field.name)}--${index + 1}-hint`;
  return html`<div class="kern-form-check${option.hint ? ' a-check-with-hint' : ''}"><input class="kern-form-check__${type}${field.error ? ` kern-form-check__${type}--error` : ''}" id="${id}" name="${field.name}" type="${type}" value="${option.value}"${attributes({ checked, 'aria-describedby': option.hint ? hintId : undefined })}><label class="kern-label" for="${id}">${option.label}</label>${
    option.hint ? html`<div class="a-check-hint kern-body kern-body--small kern-body--muted" id="${hintId}">${option.hint}</div>` : ''
  }</div>`;
}
