import type { AuthenticationTags, Problem } from '@allmende/fit-connect';

/** `waiting`: to be fetched; `taken`: it is a case, and the delivery service has to be told; `gone`: nobody can fetch it any more; `stuck`: a person has to look. */
export type ArrivalState = 'waiting' | 'taken' | 'accepted' | 'rejected' | 'gone' | 'stuck';

/** A submission that came by FIT-Connect. Holds nothing personal. */
export type Arrival = {
  /** The id that the delivery service gave the submission. */
  readonly id: string;
  readonly reception: string;
  readonly caseId: string;
  readonly state: ArrivalState;
  readonly service: string | null;
  readonly attempts: number;
  readonly problem: string | null;
  /** The id under which the system that works on it keeps it. */
  readonly receipt: string | null;
  readonly rejection: readonly Problem[] | null;
  readonly heardAt: Date;
  readonly endedAt: Date | null;
};

/** Sealed with an arrival: what answers to its sender need. */
export type ArrivalSecrets = { readonly tags: AuthenticationTags; readonly setSchema: string; readonly replyKey?: Readonly<Record<string, unknown>>; readonly senderReference?: string; /** Of the data, hex: the same again in the same case brings only documents. Absent in arrivals from before it was kept. */ readonly dataSha512?: string };

/** Largest attachment that is taken, in bytes of plaintext; what citizens upload is smaller. */
export const LARGEST_ATTACHMENT = 50 * 1024 * 1024;

/** Most attachments of one submission. */
export const MOST_ATTACHMENTS = 100;
