import { parsePlainDate } from '@allmende/time';
import type { Value } from './rules/value.ts';
import type { Field } from './service-package.ts';

/** Whether an answer that was given to another question, or to an earlier version of this one, could have been given to this field. */
export function fitsField(field: Field, value: Value): boolean {
  switch (field.type) {
    case 'boolean': return typeof value === 'boolean';
    case 'confirmation': return value === true;
    case 'integer': case 'money': return typeof value === 'number' && Number.isSafeInteger(value) && value >= (field.min ?? 0) && value <= (field.max ?? Number.MAX_SAFE_INTEGER);
    case 'date': return typeof value === 'string' && parsePlainDate(value) !== undefined;
    case 'choice': return typeof value === 'string' && (field.options ?? []).includes(value);
    default: return typeof value === 'string' && value !== '' && value.length <= (field.maxLength ?? (field.type === 'longText' ? 2_000 : 254)) && (field.digits === undefined || (/^\d+$/u.test(value) && value.length === field.digits));
  }
}
