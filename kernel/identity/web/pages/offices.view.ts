import type { Grant } from '@allmende/access';
import { PLATFORM_TENANT, type TenantId } from '@allmende/database';
import { cardGrid, emptyState, heading, html, lead, link } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { roleName, type NamedService } from '../role-name.ts';

const texts = translations({
  de: { title: 'Wo möchten Sie arbeiten?', lead: 'Sie haben Rollen an mehreren Stellen.', platform: 'Betrieb der Plattform', none: 'Sie haben zurzeit keine Rolle.', account: 'Mein Konto' },
  en: { title: 'Where would you like to work?', lead: 'You have roles in several places.', platform: 'Operation of the platform', none: 'You have no role at present.', account: 'My account' },
});

/** The choice among the places where somebody works. */
export function officesView(input: { readonly grants: readonly Grant[]; readonly authorities: readonly AuthorityRef[]; readonly services: readonly NamedService[]; readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const { grants, locale, urlFor } = input;
  const t = texts(locale);
  const roles = (tenant: TenantId) => grants.filter((grant) => grant.tenant === tenant).map((grant) => roleName({ role: grant.role, service: grant.service }, locale, input.services)).join('; ');
  const cards = input.authorities.map((authority) => ({ title: authority.name, href: urlFor.office(authority.slug), body: roles(authority.tenant) }));
  if (grants.some((grant) => grant.tenant === PLATFORM_TENANT)) cards.push({ title: t.platform, href: urlFor.operator(), body: roles(PLATFORM_TENANT) });
  return {
    title: t.title,
    main: html`${heading(t.title)}${cards.length === 0 ? emptyState({ title: t.none, next: link({ label: t.account, href: urlFor.public('account') }) }) : html`${cards.length > 1 ? lead(t.lead) : ''}${cardGrid(cards)}`}`,
  };
}
