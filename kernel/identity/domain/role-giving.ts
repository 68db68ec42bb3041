import { isAuthorityRole, may, requirePermission, type Actor, type Role } from '@allmende/access';
import { PLATFORM_TENANT, type TenantId } from '@allmende/ids';
import { OwnRights, RoleNotGivable } from './errors.ts';
import { managePeople, managePlatformPeople } from './permissions.ts';

/** In which right somebody gives or ends roles in an authority. */
export type GivingRight = 'own-authority' | 'first-officer';

/** In which right this actor manages people of a tenant; throws as `requirePermission` does when there is none. The operator has only the right to set up a first digital officer. */
export function givingRight(actor: Actor, tenant: TenantId): GivingRight {
  if (tenant === PLATFORM_TENANT) {
    requirePermission(actor, managePlatformPeople, PLATFORM_TENANT);
    return 'own-authority';
  }
  if (!may(actor, managePeople, tenant) && may(actor, managePlatformPeople, PLATFORM_TENANT)) return 'first-officer';
  requirePermission(actor, managePeople, tenant);
  return 'own-authority';
}

/** Throws RoleNotGivable when the role belongs to the other kind of tenant, or when a first officer is to be set up where there is one already, or with another role. */
export function checkRole(role: Role, tenant: TenantId, right: GivingRight, officers: number): void {
  if (isAuthorityRole(role) === (tenant === PLATFORM_TENANT)) throw new RoleNotGivable();
  if (right === 'first-officer' && (role !== 'digital-officer' || officers > 0)) throw new RoleNotGivable();
}

/** Throws OwnRights when somebody acts upon the own account: separation of duties. */
export function checkNotOwn(actor: Actor, accountId: string): void {
  if (actor.kind === 'staff' && actor.accountId === accountId) throw new OwnRights();
}
