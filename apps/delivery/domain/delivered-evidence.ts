import type { LocalText, ParcelCompleteness } from './parcel-content.ts';

/** A piece of evidence on its way to the system that works on the submission. The same one may come again with more: once it was checked, once it was read. */
export type DeliveredEvidence = {
  readonly id: string;
  readonly submission: string;
  readonly label: LocalText;
  /** `clean` has bytes; everything else has none. */
  readonly state: string;
  /** As the applicant's device named it; personal. */
  readonly name: string;
  readonly contentType: string | undefined;
  readonly bytes: Uint8Array | undefined;
  /** It came after the application was sent. */
  readonly isLate: boolean;
  /** ISO 8601 in UTC. */
  readonly receivedAt: string;
  /** What a machine's look into the document said; a hint, nothing more. */
  readonly hints: readonly { readonly text: LocalText; /** `fits`, `differs` or `unreadable`. */ readonly outcome: string; /** Ids of the answers that it was compared with, and the row they stand in; absent where nobody says. */ readonly fields?: readonly string[]; readonly row?: string }[];
  readonly completeness: ParcelCompleteness;
  readonly missingEvidence: readonly LocalText[];
};
