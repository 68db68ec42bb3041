import { html, type Html } from '../html.ts';
import { fieldFrame, type Field } from './field-frame.ts';
import { textInput } from './text-field.ts';

export type MoneyField = Field & { /** As typed: `1.234,50` */ value?: string | undefined };

/** An amount of euros as the person types it; the sign stands outside the field. `parseEuro` of `@allmende/money` understands it. */
export function moneyField(field: MoneyField): Html {
  return fieldFrame(
    field,
    html`<div class="kern-input-group a-money">${textInput({ ...field, inputmode: 'decimal', width: 'short', autocomplete: 'off' })}<span class="kern-input-group-text" aria-hidden="true">€</span></div>`,
  );
}
