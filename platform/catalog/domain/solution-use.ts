import type { PlainDate } from '@allmende/time';

/** An authority that uses a solution, since when; public. */
export type SolutionUse = {
  solution: string;
  /** Id of the authority (`tenant_id` elsewhere). */
  authority: string;
  since: PlainDate;
  until: PlainDate | null;
  /** The contract or note behind it, as `room/id`. */
  recordedBy: string;
};
