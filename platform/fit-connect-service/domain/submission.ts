/** Which description of the interface a client follows. */
export type ApiVersion = 'v1' | 'v2';

/** A public service as a sender names it. */
export type PublicService = { readonly identifier: string; readonly name?: string; readonly description?: string };

/** States of a submission: `incomplete` until it is sent, `deleted` when its content is gone without an answer. */
export type SubmissionState = 'incomplete' | 'submitted' | 'forwarded' | 'accepted' | 'rejected' | 'deleted';

/** Ids of a submission and where it belongs. */
export type SubmissionRef = { readonly destinationId: string; readonly submissionId: string; readonly caseId: string };

/** A submission without its content. */
export type Submission = SubmissionRef & {
  readonly state: SubmissionState;
  readonly version: ApiVersion;
  readonly client: string;
  readonly service: PublicService;
  readonly region: string | undefined;
  readonly announced: readonly string[];
  readonly callbackUrl: string | undefined;
};

/** Authentication tags of the parts: the fifth segment of each JWE. */
export type AuthenticationTags = { readonly metadata: string; readonly data?: string; readonly attachments?: Readonly<Record<string, string>> };

/** What a receiver may say about a submission, and in which states. */
const ANSWERS = {
  'forward-submission': { from: ['submitted'], to: 'forwarded' },
  'accept-submission': { from: ['submitted', 'forwarded'], to: 'accepted' },
  'reject-submission': { from: ['submitted', 'forwarded'], to: 'rejected' },
} as const satisfies Record<string, { from: readonly SubmissionState[]; to: SubmissionState }>;

export type Answer = keyof typeof ANSWERS;

export function isAnswer(event: string): event is Answer {
  return Object.hasOwn(ANSWERS, event);
}

/** The state that an answer leads to; undefined when it is not possible in the state that the submission has. */
export function stateAfter(state: SubmissionState, answer: Answer): SubmissionState | undefined {
  const { from, to } = ANSWERS[answer];
  return (from as readonly SubmissionState[]).includes(state) ? to : undefined;
}

/** Whether a receiver may read it. */
export function isReadable(state: SubmissionState): boolean {
  return state === 'submitted' || state === 'forwarded';
}

const DAY_MS = 86_400_000;

/** Days after which the technical contact is told of a submission that waits (docs.fitko.de, "Benachrichtigungen und Löschfristen"; state of 21 November 2026). */
export const DAYS_UNTIL_NOTICE = 3;

/** Days after which the service rejects what is still waiting; the same source. */
export const DAYS_UNTIL_REJECTION = 14;

/** Days after which what was never sent is removed: ASSUMED, see docs/guide/fit-connect-assumptions.md. */
export const DAYS_UNTIL_INCOMPLETE_IS_REMOVED = 14;

/** The instant so many days before another. */
export function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * DAY_MS);
}
