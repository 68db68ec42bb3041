import type { AuthenticationTags } from '@allmende/fit-connect';

/**
 * `announced`: the delivery service knows its id and its attachments; `sending`: everything is encrypted and on its way, nobody knows yet whether it has arrived; `sent`: the service has taken it; `submitted`: its event about that is
 * verified, and the tags are ours; `lost`: nobody gave a verdict in time.
 */
export type OutgoingState = 'announced' | 'sending' | 'sent' | 'submitted' | 'accepted' | 'rejected' | 'lost';

/** An application, or a document that came after it, on its way through a delivery service. Holds nothing personal. */
export type Outgoing = {
  /** Of the application, or of the piece of evidence. */
  readonly id: string;
  /** The application that a piece of evidence follows; null for applications. */
  readonly follows: string | null;
  /** The destination that the authority set up. */
  readonly destination: string;
  readonly remoteDestination: string;
  readonly submission: string;
  readonly case: string;
  readonly state: OutgoingState;
  /** Files by the ids under which they were announced. */
  readonly attachments: readonly { readonly id: string; readonly file: string }[];
  /** Tags of each try: when an answer was lost, the second try has other tags than the first. */
  readonly tries: readonly AuthenticationTags[];
  readonly kid: string | null;
  readonly verdicts: readonly { readonly type: string; readonly instance: string }[] | null;
  readonly problem: string | null;
  readonly announcedAt: Date;
  readonly sentAt: Date | null;
  readonly endedAt: Date | null;
  /** How often the event log was read. */
  readonly looks: number;
  readonly nextLookAt: Date | null;
};

/** Whether nothing more is to be expected. */
export function isEnded(outgoing: Pick<Outgoing, 'state'>): boolean {
  return outgoing.state === 'accepted' || outgoing.state === 'rejected' || outgoing.state === 'lost';
}

/** Days after which we stop asking: the service itself rejects after 14 (docs.fitko.de, state of 21 November 2026), and two more are for its events to come. */
export const DAYS_OF_LOOKING = 16;

/** The code of what nobody gave a verdict on. */
export const NO_VERDICT = 'delivery/no-verdict';

/** Whether a machine leaves it alone from now on: what was refused, or lost after it was sent, goes again only when a person says so. */
export function isSettled({ state, problem }: Pick<Outgoing, 'state' | 'problem'>): boolean {
  return state === 'accepted' || state === 'rejected' || (state === 'lost' && problem === NO_VERDICT);
}

const SECOND = 1_000;
const PAUSES = [2, 2, 2, 5, 10, 30, 60, 120, 300, 600, 1_800].map((seconds) => seconds * SECOND);
/** Where the service calls: a look at what it has taken, and then only for calls that were lost. */
const PAUSES_WHERE_TOLD = [5, 30, 300, 1_800].map((seconds) => seconds * SECOND);
const LAST_PAUSE = 3_600 * SECOND;

/** Milliseconds until the event log is read again: seconds at first, an hour in the end. Where the service tells of news (`isTold`) it is read when it does, and seldom in between: thousands may wait for a receiver that is down. */
export function pauseAfter(looks: number, { isTold }: { readonly isTold: boolean }): number {
  return (isTold ? PAUSES_WHERE_TOLD : PAUSES)[looks] ?? LAST_PAUSE;
}
