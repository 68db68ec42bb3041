import { ROLE_NAMES, type RoleChoice } from '@allmende/access';
import { inLanguage, translations, type Locale, type LocalText } from '@allmende/i18n';

/** A service of an authority that a caseworker may be there for alone. */
export type NamedService = { readonly id: string; readonly name: LocalText };

const texts = translations({ de: { only: (service: string) => `nur ${service}` }, en: { only: (service) => `only ${service}` } });

/** A role as people read it; a service that the authority does not offer any more is called by its id. */
export function roleName({ role, service }: RoleChoice | { readonly role: RoleChoice['role']; readonly service: string | undefined }, locale: Locale, services: readonly NamedService[] = []): string {
  const name = ROLE_NAMES[role][locale];
  return service === undefined ? name : `${name}, ${onlyFor(service, locale, services)}`;
}

/** That something is for one service only. */
export function onlyFor(service: string, locale: Locale, services: readonly NamedService[]): string {
  const known = services.find(({ id }) => id === service);
  return texts(locale).only(known === undefined ? service : inLanguage(known.name, locale));
}
