import type { ErrorKind } from '@allmende/errors';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 422, unauthenticated: 401, forbidden: 403, 'not-found': 404, conflict: 409, gone: 410, 'too-many': 429, unavailable: 503,
};

/** The only place that knows status numbers for refusals. */
export function statusOf(kind: ErrorKind): number {
  return STATUS[kind];
}
