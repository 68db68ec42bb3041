import type { FieldProblem } from '@allmende/errors';

/** What is wrong with the reason of a correction; undefined when nothing is. Trimmed 3 to 500 characters, no control characters but line breaks and tabs. */
export function checkReason(reason: string, hint: string): FieldProblem | undefined {
  const trimmed = reason.trim();
  if (trimmed.length >= 3 && trimmed.length <= 500 && !/[^\P{Cc}\n\r\t]/u.test(trimmed) && trimmed.isWellFormed()) return undefined;
  return { pointer: '/reason', code: 'length', message: `${hint} (3 bis 500 Zeichen).` };
}
