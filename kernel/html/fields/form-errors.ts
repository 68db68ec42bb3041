import type { FieldProblem } from '@allmende/errors';
import { saidIn, type Language } from '@allmende/i18n';

/** What is wrong with a form, ready for fields and summary. */
export type FormErrors = {
  /** In the order in which they were found; `field` is the name of the field. */
  readonly all: readonly { field: string; message: string }[];
  /** The first message for a field, for its `error`. */
  of(field: string): string | undefined;
};

/** Turns the problems of an InvalidInput into messages by field name, `/dog/name` → `dog.name`, in the language of the page where its English is declared. */
export function formErrors(problems: readonly FieldProblem[] | undefined, language: Language): FormErrors {
  const all = (problems ?? []).map((problem) => ({ field: fieldName(problem.pointer), message: saidIn(language, problem.message) }));
  return { all, of: (field) => all.find((error) => error.field === field)?.message };
}

/** `~1` and `~0` stand for `/` and `~`, RFC 6901 §4. */
function fieldName(pointer: string): string {
  return pointer
    .split('/')
    .filter((step) => step !== '')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}
