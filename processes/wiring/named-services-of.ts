import type { ServicesPort } from '@allmende/identity/module';
import { servicesOfAuthority } from '@allmende/online-services';

/** The services that an authority offers today, by name, for pages on which caseworkers are limited to one of them. */
export const namedServicesOf: ServicesPort = async (house, authority) => {
  const services = await servicesOfAuthority(house, { authority });
  return services.map(({ service, title }) => ({ id: service, name: title })).toSorted((one, other) => one.name.de.localeCompare(other.name.de, 'de'));
};
