import type { IdentityPorts } from '@allmende/citizen-accounts/module';
import { tenantId } from '@allmende/database';
import { servicesOfPlace } from '@allmende/online-services';

/** The authorities whose services a place has, by name; for the way to the accounts of a citizen. */
export const authoritiesOfPlace: IdentityPorts['authoritiesOf'] = async (house, place) => {
  const services = await servicesOfPlace(house, { place });
  const tenants = [...new Set(services.map(({ authority }) => tenantId(authority)))];
  return tenants.length === 0 ? [] : house.directory.namesOf(tenants);
};
