import type { SubmittedForm } from '@allmende/http';
import type { FormBody } from '../domain/parse-field.ts';

/** The fields of a posted form by name. */
export function formBody(form: SubmittedForm): FormBody {
  return Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
}
