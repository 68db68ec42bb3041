import type { FieldProblem } from '@allmende/errors';

/** What is wrong with a form, ready for fields and summary. */
export type FormErrors = {
  /** In the order in which they were found; `field` is the name of the field. */
  readonly all: readonly { field: string; message: string }[];
  /** The first message for a field, for its `error`. */
  of(field: string): string | undefined;
};

/** Turns the problems of an InvalidInput into messages by field name: `/dog/name` → `dog.name`. */
export function formErrors(problems: readonly FieldProblem[] | undefined): FormErrors {
  const all = (problems ?? []).map((problem) => ({ field: fieldName(problem.pointer), message: problem.message }));
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
