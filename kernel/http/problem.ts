import type { DomainError } from '@allmende/errors';
import { statusOf } from './status-of.ts';

/** A refusal in the shape of RFC 9457. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
};

/** A refusal as Problem Details; `type` leads to the page about its code. */
export function problemOf(error: DomainError): Problem {
  return {
    type: `/problems/${error.code}`,
    title: error.code,
    status: statusOf(error.kind),
    detail: error.message,
    ...(error.fields.length > 0 ? { errors: error.fields.map((field) => ({ pointer: field.pointer, code: field.code, detail: field.message })) } : {}),
  };
}

/** The problem for a fault of ours: says nothing but the reference under which the log has it. */
export function faultProblem(reference: string): Problem {
  return { type: '/problems/kernel/fault', title: 'kernel/fault', status: 500, detail: `Das hat wegen eines Fehlers bei uns nicht geklappt. Nennen Sie bei Rückfragen: ${reference}` };
}
