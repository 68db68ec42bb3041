import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import type { Clock } from '@allmende/time';
import { statementsOf, unconfirmedStatements } from '../data/sustainability.ts';
import { registerOffers } from '../domain/permissions.ts';
import { currentStatements, type CurrentStatement, type SustainabilityStatement } from '../domain/sustainability.ts';

type Context = { readonly database: Pick<Database, 'withoutTenant'>; readonly clock: Clock };

/** What is stated of the sustainability of solutions today, by slug; expired statements are marked, what nobody has stated is missing. For everybody. */
export async function sustainabilityOf(ctx: Context, input: { readonly solutions: readonly string[] }): Promise<ReadonlyMap<string, readonly CurrentStatement[]>> {
  const all = await ctx.database.withoutTenant((tx) => statementsOf(tx, input.solutions));
  return new Map(input.solutions.map((slug) => [slug, currentStatements(all.filter((one) => one.solution === slug), ctx.clock.today())]));
}

/** Every statement on a solution, the withdrawn ones with their reasons, newest first. For everybody: nothing that was stated vanishes. */
export async function listStatements(ctx: Context, input: { readonly solution: string }): Promise<readonly SustainabilityStatement[]> {
  return ctx.database.withoutTenant((tx) => statementsOf(tx, [input.solution]));
}

/** Statements of suppliers that wait for the operator, the longest waiting first; at most 200. */
export async function listUnconfirmedStatements(ctx: Pick<ActionContext, 'database' | 'actor'>): Promise<readonly SustainabilityStatement[]> {
  requirePermission(ctx.actor, registerOffers, PLATFORM_TENANT);
  return ctx.database.withoutTenant((tx) => unconfirmedStatements(tx));
}
