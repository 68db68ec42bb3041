import { ActNotPossible } from './errors.ts';

/** Where the newest description of a solution is on its way. `returned`: with reasons; `approved`: the operator agrees, the supplier has to publish. */
export type WorkState = 'draft' | 'submitted' | 'returned' | 'approved' | 'published';

/** What the store says of a solution. */
export type ListingState = 'unlisted' | 'listed' | 'deprecated' | 'withdrawn';

/** A solution that a supplier brings through the vetting. */
export type VettedSolution = {
  readonly id: string;
  readonly supplier: string;
  readonly name: string;
  /** The repository without its ways of writing; what makes two files the same solution. */
  readonly identity: string | null;
  readonly state: WorkState;
  readonly listing: ListingState;
  /** Number of the newest description. */
  readonly revision: number;
  /** Number of the description that stands in the store. */
  readonly publishedRevision: number | null;
  /** Address in the store. */
  readonly slug: string | null;
  /** Why it was returned, deprecated or withdrawn. */
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
};

export type SolutionAct = 'describe' | 'evidence' | 'submit' | 'return' | 'approve' | 'publish' | 'deprecate' | 'withdraw';

const POSSIBLE: Readonly<Record<SolutionAct, (solution: Pick<VettedSolution, 'state' | 'listing'>) => boolean>> = {
  describe: ({ state, listing }) => state !== 'submitted' && listing !== 'withdrawn',
  evidence: ({ listing }) => listing !== 'withdrawn',
  submit: ({ state, listing }) => (state === 'draft' || state === 'returned') && listing !== 'withdrawn',
  return: ({ state, listing }) => (state === 'submitted' || state === 'approved') && listing !== 'withdrawn',
  approve: ({ state, listing }) => state === 'submitted' && listing !== 'withdrawn',
  publish: ({ state, listing }) => state === 'approved' && listing !== 'withdrawn',
  deprecate: ({ listing }) => listing === 'listed',
  withdraw: ({ listing }) => listing === 'listed' || listing === 'deprecated',
};

/** Whether an act is possible as a solution stands. Who may do it is another question. */
export function isPossible(act: SolutionAct, solution: Pick<VettedSolution, 'state' | 'listing'>): boolean {
  return POSSIBLE[act](solution);
}

/** Throws ActNotPossible when the solution does not stand so. */
export function requirePossible(act: SolutionAct, solution: Pick<VettedSolution, 'state' | 'listing'>): void {
  if (!isPossible(act, solution)) throw new ActNotPossible();
}
