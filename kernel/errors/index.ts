export { DomainError, type DomainErrorOptions, type ErrorKind, type FieldProblem } from './domain-error.ts';
export { InvalidInput } from './invalid-input.ts';
export { NotFound } from './not-found.ts';
