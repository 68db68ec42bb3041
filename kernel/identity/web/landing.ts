import type { Grant } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { House } from '@allmende/house';

/** Where somebody begins after signing in: the only office, the operator's pages, a choice when there are several, the own account when there is none. */
export async function landingOf(house: Pick<House, 'directory' | 'urlFor'>, grants: readonly Grant[]): Promise<string> {
  const { urlFor } = house;
  const tenants = new Set(grants.map((grant) => grant.tenant));
  const platform = tenants.delete(PLATFORM_TENANT);
  if (platform && tenants.size === 0) return urlFor.operator();
  if (tenants.size === 0) return urlFor.public('account');
  if (tenants.size > 1 || platform) return urlFor.public('offices');
  const [authority] = await house.directory.namesOf([...tenants]);
  return authority ? urlFor.office(authority.slug) : urlFor.public('account');
}
