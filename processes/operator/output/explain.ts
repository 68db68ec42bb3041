import { DomainError } from '@allmende/errors';

/** What went wrong, for the person at the terminal: our refusals in words, faults with their trace. */
export function explain(error: unknown): string {
  if (error instanceof DomainError) return [`${error.message} [${error.code}]`, ...error.fields.map((field) => `  ${field.pointer}: ${field.message}`)].join('\n');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
