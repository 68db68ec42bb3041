import { DomainError, type FieldProblem } from './domain-error.ts';

/** Thrown at a boundary when the input has the wrong shape or size; `fields` says where and what to do. */
export class InvalidInput extends DomainError {
  override name = 'InvalidInput';

  constructor(fields: readonly FieldProblem[], options: { message?: string; code?: string; cause?: unknown } = {}) {
    super({
      kind: 'invalid',
      code: options.code ?? 'kernel/invalid-input',
      message: options.message ?? 'Bitte prüfen Sie Ihre Angaben.',
      fields,
      ...(options.cause === undefined ? {} : { cause: options.cause }),
    });
  }
}
