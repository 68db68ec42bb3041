import type { PlainDate } from '@allmende/time';
import type { Computed, Value } from './value.ts';

/** A result that was computed already: `null` stands for unknown, a hole for not computed. Belongs to the engine; start with `[]`. */
export type Memo = (Computed | null | undefined)[];

/** One entry of a repeating group: its own answers by full field id (`member.givenName`) and what was computed for it. */
export type Row = {
  readonly id: string;
  readonly answers: Readonly<Record<string, Value>>;
  readonly memo: Memo;
};

/**
 * What an evaluation looks at: the answers that count, the day, the rows of the repeating groups, and what was computed already. One per
 * evaluation: after any change of answers or rows start with fresh memos (`forget`).
 */
export type Environment = {
  readonly answers: Readonly<Record<string, Value>>;
  readonly today: PlainDate;
  readonly memo: Memo;
  /** By group. A group that is missing is unknown in every aggregate; one without rows (`[]`) is known to be empty: its count is 0. */
  readonly rows?: Readonly<Record<string, readonly Row[]>> | undefined;
  /** The row that fields and row rules of its group read. Without it they are unknown. Aggregates go through `rows` and need none. */
  readonly row?: Row | undefined;
};

/** The same evaluation seen from one row: for conditions and checks of a group's inner pages. Shares all that is remembered. */
export function inRow(environment: Environment, row: Row): Environment {
  return { ...environment, row };
}

/** The same answers and rows with nothing remembered: use it after answers were added to an environment that had been evaluated. */
export function forget(environment: Environment): Environment {
  const rows = environment.rows && Object.fromEntries(Object.entries(environment.rows).map(([group, list]) => [group, list.map((row) => ({ ...row, memo: [] }))]));
  const row = environment.row && { ...environment.row, memo: [] };
  return { ...environment, memo: [], rows, row };
}
