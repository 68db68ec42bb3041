import type { ActionContext } from '@allmende/house';

/** A solution of the acting supplier; slug is null until it stands in the store. */
export type OwnSolution = { readonly slug: string | null; readonly name: string; readonly supplier: string };

/** Finds a solution of the acting supplier by its id in the vetting. Throws SignInNeeded, and NotFound for solutions of others. */
export type OwnSolutionPort = (ctx: Pick<ActionContext, 'database' | 'actor'>, id: string) => Promise<OwnSolution>;
