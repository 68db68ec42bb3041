import { requirePermission } from '@allmende/access';
import type { TenantTx } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { listPeople, namesOfAccounts, type Person } from '@allmende/identity';
import { getInstance, type Instance } from '@allmende/operations';
import { selectGrants } from '../data/grant.ts';
import type { InstanceGrant } from '../domain/grant.ts';
import { seeGrants } from '../domain/permissions.ts';

/** A grant with the name of its person. `isEffective` is false when they work for the authority no more: then it opens nothing. */
export type NamedGrant = InstanceGrant & { readonly name: string; readonly email: string | undefined; readonly byName: string | undefined; readonly isEffective: boolean };

/** Who may use an instance, by name, and who of the authority does not yet. Throws NotFound for an unknown instance. */
export async function listGrants(
  ctx: ActionContext, input: { readonly instance: string },
): Promise<{ readonly instance: Instance; readonly grants: readonly NamedGrant[]; readonly others: readonly Pick<Person, 'accountId' | 'name' | 'email'>[] }> {
  requirePermission(ctx.actor, seeGrants, ctx.tenant);
  const { instance } = await getInstance(ctx, { instance: input.instance });
  const held = await ctx.database.inTenant(ctx.tenant, (tx: TenantTx) => selectGrants(tx, instance.id, ctx.clock.now()));
  const people = new Map((await listPeople(ctx, { tenant: ctx.tenant })).map((person) => [person.accountId, person]));
  const names = await namesOfAccounts(ctx, held.flatMap((grant) => [grant.accountId, ...(grant.by === undefined ? [] : [grant.by])]));
  const grants = held.map((grant) => ({
    ...grant, name: names.get(grant.accountId) ?? '', email: people.get(grant.accountId)?.email, byName: grant.by === undefined ? undefined : names.get(grant.by), isEffective: worksNow(people.get(grant.accountId), ctx.clock.today()),
  })).toSorted((one, other) => one.name.localeCompare(other.name, 'de'));
  const has = new Set(grants.map((grant) => grant.accountId));
  return { instance, grants, others: [...people.values()].filter((person) => !has.has(person.accountId)).map(({ accountId, name, email }) => ({ accountId, name, email })) };
}

function worksNow(person: Person | undefined, today: string): boolean {
  return person !== undefined && person.roles.some((role) => role.validFrom <= today);
}
