import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import type { SustainabilityInput } from '../domain/check-sustainability.ts';
import { registerOffers } from '../domain/permissions.ts';
import type { SustainabilityStatement } from '../domain/sustainability.ts';
import type { OwnSolutionPort } from '../domain/own-solution.ts';
import { getSolution } from './get-solution.ts';
import { writeStatement } from './write-statement.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

/** The operator states something of the sustainability of a solution in the store, with source and day. Safe to repeat. Throws NotFound, InvalidInput, StatementWithdrawn. */
export async function stateSustainability(ctx: Context, input: { readonly solution: string; readonly statement: SustainabilityInput }): Promise<SustainabilityStatement> {
  requirePermission(ctx.actor, registerOffers, PLATFORM_TENANT);
  const { slug } = await getSolution(ctx, { slug: input.solution });
  return writeStatement(ctx, { solution: slug, statement: input.statement, by: { author: 'operator', authorName: null } });
}

/** A supplier states something of its own solution, once that stands in the store. Safe to repeat. Throws SignInNeeded, NotFound, InvalidInput, StatementWithdrawn. */
export async function stateOwnSustainability(ctx: Context, ownSolution: OwnSolutionPort, input: { readonly solution: string; readonly statement: SustainabilityInput }): Promise<SustainabilityStatement> {
  const own = await ownSolution(ctx, input.solution);
  if (own.slug === null) throw new NotFound();
  return writeStatement(ctx, { solution: own.slug, statement: input.statement, by: { author: 'supplier', authorName: own.supplier } });
}
