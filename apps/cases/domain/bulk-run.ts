import { NotPossibleNow } from './errors.ts';

/** So many cases may be worked on at once. */
export const MOST_AT_ONCE = 500;

export type BulkKind = 'assign' | 'request' | 'decide';

/** Work on many cases at once, as it stands. `waiting`: a second person has to confirm it; `refused`: the second person did not. */
export type BulkRun = {
  readonly id: string;
  readonly kind: BulkKind;
  readonly state: 'waiting' | 'running' | 'done' | 'refused';
  /** For `assign`; null gives the cases back to everybody. */
  readonly assignTo: { readonly accountId: string; readonly name: string } | null;
  /** For `decide`: which of the ways to decide. */
  readonly decision: string | null;
  readonly authorityName: string;
  readonly startedBy: { readonly accountId: string; readonly name: string };
  readonly startedAt: Date;
  readonly confirmedBy: { readonly accountId: string; readonly name: string } | null;
  readonly confirmedAt: Date | null;
  readonly finishedAt: Date | null;
};

/** A case of a run: the version that the person saw, and what became of it. `reason` says in words why nothing was changed. */
export type BulkItem = { readonly case: string; readonly position: number; readonly reference: string; readonly service: string; readonly version: number; readonly outcome: 'open' | 'done' | 'unchanged'; readonly reason: string | null };

/** The run with a second person's word. Throws NotPossibleNow when it does not wait for one, and when the person is the first. */
export function secondWord(run: BulkRun, by: NonNullable<BulkRun['confirmedBy']>, isConfirmed: boolean, at: Date): BulkRun {
  if (run.state !== 'waiting') throw new NotPossibleNow('Über diese Sammelbearbeitung hat schon jemand entschieden.');
  if (run.startedBy.accountId === by.accountId) throw new NotPossibleNow('Bestätigen muss eine zweite Person: Vier Augen sehen mehr als zwei.');
  return { ...run, state: isConfirmed ? 'running' : 'refused', confirmedBy: by, confirmedAt: at, finishedAt: isConfirmed ? null : at };
}
