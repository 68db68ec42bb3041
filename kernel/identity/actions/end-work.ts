import { listGrants, loadGrants, revokeGrant, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId, Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import type { PlainDate } from '@allmende/time';
import { findAccountForUpdate, lockPeopleOf } from '../data/account.ts';
import { endSessionsOfAccount } from '../data/session.ts';
import { RoleNotGivable } from '../domain/errors.ts';
import { accountLeft } from '../domain/events.ts';
import { checkNotOwn, givingRight } from '../domain/role-giving.ts';
import { closeAccount } from './close-account.ts';

/**
 * Ends somebody's work for an authority at once: all roles there, all sessions, and the account itself when the person works nowhere else. Tells others by `identity/account-left`.
 * Throws OwnRights, RoleNotGivable, NotFound for somebody without a role here.
 */
export async function endWork(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly tenant: TenantId; readonly accountId: string }): Promise<void> {
  if (givingRight(ctx.actor, input.tenant) !== 'own-authority') throw new RoleNotGivable();
  checkNotOwn(ctx.actor, input.accountId);
  const ended = await ctx.database.acrossTenants('identity/end-work', (tx) => endWorkIn(tx, { ...input, actor: ctx.actor, at: ctx.clock.now(), today: ctx.clock.today() }));
  if (!ended) throw new NotFound();
}

/** Does so inside a transaction across authorities, for an actor whose right was checked; false when the person had no role here. */
export async function endWorkIn(tx: Tx, input: { readonly tenant: TenantId; readonly accountId: string; readonly actor: Actor; readonly at: Date; readonly today: PlainDate }): Promise<boolean> {
  const { tenant, accountId, actor, at } = input;
  const here = { ...tx, tenant };
  await lockPeopleOf(tx, tenant);
  const account = await findAccountForUpdate(tx, accountId);
  if (!account || account.disabledAt !== null) return false;
  const own = (await listGrants(here)).filter((grant) => grant.revokedAt === null && (grant.accountId === accountId || grant.deputyFor === accountId));
  if (!own.some((grant) => grant.accountId === accountId)) return false;
  for (const grant of own) await revokeGrant(here, grant.id, { at, accountId: actor.kind === 'staff' ? actor.accountId : undefined });
  await endSessionsOfAccount(tx, accountId, at);
  const closed = (await loadGrants(tx, accountId, input.today)).length === 0;
  if (closed) await closeAccount(tx, account, at);
  await record(here, { actor, action: 'identity/work-ended', subject: { kind: 'account', id: accountId }, facts: { closed }, at });
  await emit(here, accountLeft(accountId, { account: accountId, closed }));
  return true;
}
