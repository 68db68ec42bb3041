import { PLATFORM_TENANT } from '@allmende/database';
import type { Grant } from '@allmende/access';
import type { House } from '@allmende/house';
import { Type, type Static } from 'typebox';

/** Roles as the API shows them; `authority` is null for roles of the platform. */
export const grantShape = Type.Object({
  role: Type.String(),
  service: Type.Union([Type.String(), Type.Null()], { description: 'The only service that a caseworker is there for.' }),
  authority: Type.Union([Type.Object({ tenant: Type.String({ format: 'uuid' }), slug: Type.String(), name: Type.String() }), Type.Null()]),
});

/** Roles with the names of their authorities. */
export async function namedGrants(house: Pick<House, 'directory'>, grants: readonly Grant[]): Promise<Static<typeof grantShape>[]> {
  const authorities = new Map((await house.directory.namesOf([...new Set(grants.map((grant) => grant.tenant))])).map((authority) => [authority.tenant, authority]));
  return grants.flatMap(({ tenant, role, service = null }): Static<typeof grantShape>[] => {
    if (tenant === PLATFORM_TENANT) return [{ role, service, authority: null }];
    const authority = authorities.get(tenant);
    return authority ? [{ role, service, authority: { tenant, slug: authority.slug, name: authority.name } }] : [];
  });
}
