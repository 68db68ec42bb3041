import { html, type Html } from '../html.ts';
import { groupFrame, type Field } from './field-frame.ts';
import { choice, type Choice } from './radio-group.ts';

export type CheckboxGroup = Field & { options: readonly Choice[]; values?: readonly string[] | undefined; legendIsHeading?: boolean | undefined };

/** Any number of answers; each checked one is sent under the same name. */
export function checkboxGroup(field: CheckboxGroup): Html {
  return groupFrame(
    field,
    html`${field.options.map((option, index) => choice('checkbox', field, option, index, field.values?.includes(option.value) ?? false))}`,
  );
}
