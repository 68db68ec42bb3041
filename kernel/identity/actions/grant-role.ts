import type { Role } from '@allmende/access';
import { PLATFORM_TENANT, type TenantId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import type { PlainDate } from '@allmende/time';
import { findAccountForUpdate, lockPeopleOf } from '../data/account.ts';
import { checkNotOwn, givingRight } from '../domain/role-giving.ts';
import { giveRole } from './give-role.ts';
import { inLogsOf } from './in-logs-of.ts';

/**
 * Gives an account a role in an authority (or a platform role in the platform's own tenant) from a day on, today unless told; returns the grant's id. Digital
 * officers give roles in their own authority, operators those of the platform and the first digital officer of an authority; nobody changes the own rights (OwnRights).
 * Throws RoleNotGivable, NotFound for unknown accounts, InvalidInput for a day in the past. Given twice is given once.
 */
export async function grantRole(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>,
  input: { readonly tenant: TenantId; readonly accountId: string; readonly role: Role; /** As a caseworker for this service only. */ readonly service?: string | undefined; readonly validFrom?: PlainDate },
): Promise<string> {
  const right = givingRight(ctx.actor, input.tenant);
  checkNotOwn(ctx.actor, input.accountId);
  const today = ctx.clock.today();
  const validFrom = input.validFrom ?? today;
  if (validFrom < today && ctx.actor.kind === 'staff') throw new InvalidInput([{ pointer: '/validFrom', code: 'in-the-past', message: 'Rollen gelten frühestens ab heute.' }]);
  const logs = right === 'first-officer' ? [input.tenant, PLATFORM_TENANT] : [input.tenant];
  return inLogsOf(ctx.database, logs, async (tx, log) => {
    await lockPeopleOf(tx, input.tenant);
    const account = await findAccountForUpdate(tx, input.accountId);
    if (!account || account.disabledAt !== null || account.supplierId != null) throw new NotFound();
    return giveRole({ ...tx, tenant: input.tenant }, log, { actor: ctx.actor, accountId: account.id, role: input.role, service: input.service, validFrom, right, today, at: ctx.clock.now() });
  });
}
