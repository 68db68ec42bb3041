import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findStatement, insertDecision } from '../data/sustainability.ts';
import { StatementDecided } from '../domain/errors.ts';
import type { OwnSolutionPort } from '../domain/own-solution.ts';
import { registerOffers } from '../domain/permissions.ts';
import type { SustainabilityStatement } from '../domain/sustainability.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

/** The operator has seen the source of a supplier's statement and confirms it; once. Throws NotFound, and StatementDecided for one that is confirmed or withdrawn already or is the operator's own. */
export async function confirmStatement(ctx: Context, input: { readonly statement: string }): Promise<void> {
  requirePermission(ctx.actor, registerOffers, PLATFORM_TENANT);
  await decide(ctx, input.statement, 'confirmed', null, (found) => { if (found.author === 'operator') throw new StatementDecided(); });
}

/** The operator withdraws a statement with the reason, which everybody can read; an earlier one of the topic counts again. Throws NotFound, InvalidInput (`/reason`), StatementDecided. */
export async function withdrawStatement(ctx: Context, input: { readonly statement: string; readonly reason: string }): Promise<void> {
  requirePermission(ctx.actor, registerOffers, PLATFORM_TENANT);
  await decide(ctx, input.statement, 'withdrawn', checkedReason(input.reason));
}

/** A supplier withdraws a statement of its own. Throws SignInNeeded, NotFound, InvalidInput (`/reason`), StatementDecided. */
export async function withdrawOwnStatement(ctx: Context, ownSolution: OwnSolutionPort, input: { readonly solution: string; readonly statement: string; readonly reason: string }): Promise<void> {
  const { slug } = await ownSolution(ctx, input.solution);
  await decide(ctx, input.statement, 'withdrawn', checkedReason(input.reason), (found) => { if (found.author !== 'supplier' || found.solution !== slug) throw new NotFound(); });
}

async function decide(ctx: Context, id: string, outcome: 'confirmed' | 'withdrawn', reason: string | null, check: (found: SustainabilityStatement) => void = () => {}): Promise<void> {
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const found = await findStatement(tx, { id });
    if (found === undefined) throw new NotFound();
    check(found);
    if (found.withdrawn !== null || !(await insertDecision(tx, id, { outcome, reason, on: ctx.clock.today(), by: deciding(ctx.actor), at }))) throw new StatementDecided();
    await record(tx, {
      actor: ctx.actor, action: outcome === 'confirmed' ? 'catalog/sustainability-confirmed' : 'catalog/sustainability-withdrawn', subject: { kind: 'solution', id: found.solution }, at, facts: { topic: found.topic, statement: id, hash: found.sha256 },
      ...(reason === null ? {} : { personal: { reason } }),
    });
  });
}

function checkedReason(typed: string): string {
  const reason = typed.trim();
  if (reason.length < 3 || reason.length > 500) throw new InvalidInput([{ pointer: '/reason', code: 'length', message: 'Bitte geben Sie den Grund an (3 bis 500 Zeichen).' }]);
  return reason;
}

function deciding(actor: Actor): string {
  return actor.kind === 'staff' || actor.kind === 'supplier' ? actor.accountId : actor.kind === 'system' ? actor.name : 'platform';
}
