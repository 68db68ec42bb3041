import { isRole, listGrants, requirePermission, type Role } from '@allmende/access';
import { PLATFORM_TENANT, type TenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import type { PlainDate } from '@allmende/time';
import { listAccounts } from '../data/account.ts';
import { seePeople, seePlatformPeople } from '../domain/permissions.ts';

/** A role that somebody has or will have. */
export type HeldRole = { readonly grantId: string; readonly role: Role; /** The only service that it is for, by id. */ readonly service: string | undefined; readonly validFrom: PlainDate; readonly validUntil: PlainDate | null; /** Name of the person whose work is done in the meantime. */ readonly deputyFor: string | undefined };

/** Somebody who works for an authority or the platform. */
export type Person = { readonly accountId: string; readonly name: string; readonly email: string; readonly mustChange: boolean; readonly roles: readonly HeldRole[] };

/** Who has which role in an authority or on the platform, today or from a later day on, by name. */
export async function listPeople(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly tenant: TenantId }): Promise<Person[]> {
  requirePermission(ctx.actor, input.tenant === PLATFORM_TENANT ? seePlatformPeople : seePeople, input.tenant);
  return peopleOf(ctx, input.tenant);
}

/** The same for callers that have asked for another permission. */
export async function peopleOf(house: Pick<ActionContext, 'database' | 'clock'>, tenant: TenantId): Promise<Person[]> {
  const today = house.clock.today();
  return house.database.inTenant(tenant, async (tx) => {
    const held = new Map<string, HeldRole[]>();
    for (const { id, accountId, role, service, validFrom, validUntil, revokedAt, deputyFor } of await listGrants(tx)) {
      if (!isRole(role) || revokedAt !== null || (validUntil !== null && validUntil < today)) continue;
      held.set(accountId, [...(held.get(accountId) ?? []), { grantId: id, role, service: service ?? undefined, validFrom, validUntil, deputyFor: deputyFor ?? undefined }]);
    }
    const accounts = await listAccounts(tx, [...held.keys()]);
    const names = new Map((await listAccounts(tx, [...new Set([...held.values()].flat().flatMap(({ deputyFor }) => deputyFor ?? []))])).map(({ id, name }) => [id, name]));
    const roles = (id: string) => (held.get(id) ?? []).map((role) => ({ ...role, deputyFor: role.deputyFor && (names.get(role.deputyFor) ?? '') }));
    return accounts.filter((account) => account.disabledAt === null).map(({ id, name, email, passwordMustChange: mustChange }) => ({ accountId: id, name, email, mustChange, roles: roles(id) }));
  });
}
