import type { PlainDate } from '@allmende/time';

/** A bidder's request to take part in a category, and what became of it. */
export type AdmissionRequest = {
  readonly id: string;
  readonly system: string;
  readonly category: string;
  readonly bidder: string;
  readonly receivedAt: Date;
  /** Until when it must be decided (§ 24 Abs. 3 VgV). */
  readonly decideUntil: PlainDate;
  /** Why the longer period was taken. */
  readonly extendedBecause: string | null;
  readonly state: 'open' | 'admitted' | 'refused';
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
};

/** What lies sealed of a request. */
export type RequestTexts = { /** How the bidder meets the criteria of suitability. */ readonly statement: string; readonly reason: string | null };
