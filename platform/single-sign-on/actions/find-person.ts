import { loadGrants, type Role } from '@allmende/access';
import { isUuid, type TenantId } from '@allmende/database';
import { mayUseInstance } from '@allmende/gateway';
import type { House } from '@allmende/house';
import { emailsOfAccounts, namesOfAccounts } from '@allmende/identity';
import { controlInstances } from '@allmende/operations';

/** Somebody as an app may know them. */
export type AppPerson = {
  readonly name: string;
  readonly email: string;
  /** Roles in the authority. */
  readonly roles: readonly Role[];
  /** `user` for everybody who may use the instance, `admin` for those who control the authority's instances. */
  readonly groups: readonly ('user' | 'admin')[];
};

/** A person of the authority who may use the instance now; undefined for everybody else. */
export async function findPerson(house: Pick<House, 'database' | 'clock'>, asked: { readonly tenant: TenantId; readonly instance: string; readonly accountId: string }): Promise<AppPerson | undefined> {
  const { tenant, accountId } = asked;
  if (!isUuid(accountId) || !(await mayUseInstance(house, asked))) return undefined;
  const [grants, emails, names] = await Promise.all([
    house.database.withoutTenant((tx) => loadGrants(tx, accountId, house.clock.today())), emailsOfAccounts(house, [accountId]), namesOfAccounts(house, [accountId]),
  ]);
  const roles = [...new Set(grants.filter((grant) => grant.tenant === tenant && grant.service === undefined).map((grant) => grant.role))].toSorted();
  const email = emails.get(accountId);
  // A closed account has no address any more.
  if (roles.length === 0 || email === undefined) return undefined;
  return { name: names.get(accountId) ?? email, email, roles, groups: ['user', ...(roles.some((role) => controlInstances.roles.includes(role)) ? ['admin' as const] : [])] };
}
