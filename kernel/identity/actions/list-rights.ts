import { isAuthorityRole, requirePermission, type Permission, type Role } from '@allmende/access';
import type { TenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import type { PlainDate } from '@allmende/time';
import { seeRights } from '../domain/permissions.ts';
import { peopleOf } from './list-people.ts';

/** Somebody who has a right, and by which role. */
export type RightHolder = { readonly name: string; readonly email: string; readonly role: Role; /** The only service that the right is for, by id. */ readonly service: string | undefined; readonly validFrom: PlainDate; readonly validUntil: PlainDate | null; readonly deputyFor: string | undefined };

/** A right in an authority, the roles that carry it, and whoever has one of them today. */
export type Right = { readonly permission: string; readonly roles: readonly Role[]; readonly holders: readonly RightHolder[] };

/** Who may do what in an authority today: every permission that one of its roles carries, also those that nobody has. Permission `identity/see-rights`. */
export async function listRights(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly tenant: TenantId; readonly permissions: readonly Permission[] }): Promise<Right[]> {
  requirePermission(ctx.actor, seeRights, input.tenant);
  const today = ctx.clock.today();
  const people = await peopleOf(ctx, input.tenant);
  const holdersOf = (roles: readonly Role[], perService: boolean) => people.flatMap(({ name, email, roles: held }) => held.filter(({ role, service, validFrom }) => roles.includes(role) && (service === undefined || perService) && validFrom <= today).map(({ role, service, validFrom, validUntil, deputyFor }) => ({ name, email, role, service, validFrom, validUntil, deputyFor })));
  return input.permissions.flatMap(({ id, roles, perService }) => {
    const own = roles.filter(isAuthorityRole);
    return own.length === 0 ? [] : [{ permission: id, roles: own, holders: holdersOf(own, perService) }];
  }).toSorted((one, other) => one.permission.localeCompare(other.permission));
}
