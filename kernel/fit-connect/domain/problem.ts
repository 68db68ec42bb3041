import { PROBLEM_ROOT } from './vocabulary.ts';

/**
 * Reasons for which a submission is rejected, with their titles. The complete official list is not at hand: all names are ASSUMED from general knowledge of the protocol
 * (`docs/guide/fit-connect-assumptions.md`).
 */
export const PROBLEMS = {
  'invalid-event-log': 'The event log cannot be trusted',
  'missing-authentication-tags': 'Authentication tags are missing',
  'incorrect-authentication-tag': 'The authentication tag is not the one that was submitted',
  'encryption-issue': 'The content cannot be decrypted',
  'hash-mismatch': 'The content has another hash than its metadata says',
  'syntax-violation': 'The content cannot be parsed',
  'missing-schema': 'No schema is named',
  'unsupported-schema': 'The schema is not supported',
  'schema-violation': 'The content does not fit its schema',
  'missing-data': 'The data are missing',
  'missing-attachment': 'An attachment is missing',
  'attachments-mismatch': 'The attachments are not those that were announced',
  'unsupported-service': 'The service is not offered here',
  'service-mismatch': 'Submission and metadata name different services',
  'unsupported-region': 'The region is not served here',
  'malicious-attachment': 'An attachment is harmful',
  'technical-error': 'The receiver could not take the submission',
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** The part of a submission that a problem is about. `submission` is ASSUMED. */
export type ProblemInstance = 'submission' | 'metadata' | 'data' | 'attachments' | `attachment:${string}`;

/** A problem as it stands in a rejection. */
export type Problem = { readonly type: string; readonly title: string; readonly detail: string; readonly instance: string };

/** A problem for a rejection. `detail` must hold nothing of the content: the service reads it. */
export function problemOf(name: ProblemName, instance: ProblemInstance, detail: string = PROBLEMS[name]): Problem {
  return { type: `${PROBLEM_ROOT}${name}`, title: PROBLEMS[name], detail, instance };
}

/** The name of a problem that came in; undefined for one that we do not know, which is no reason to refuse it. */
export function problemName(problem: Pick<Problem, 'type'>): ProblemName | undefined {
  const name = problem.type.startsWith(PROBLEM_ROOT) ? problem.type.slice(PROBLEM_ROOT.length) : '';
  return Object.hasOwn(PROBLEMS, name) ? (name as ProblemName) : undefined;
}
