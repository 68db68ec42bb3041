import { link, NOTHING, paragraph, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';

const texts = translations({ de: { ocds: 'Vergabedaten im offenen Standard (OCDS 1.1.5, JSON)' }, en: { ocds: 'Procurement data in the open standard (OCDS 1.1.5, JSON)' } });

/** The link to the OCDS record of an order; nothing before it is handed in. */
export function ocdsLink(order: string, isHandedIn: boolean, { locale, urlFor, authority }: { locale: Locale; urlFor: UrlFor; authority: AuthorityRef }): Html {
  return isHandedIn ? paragraph(link({ label: texts(locale).ocds, href: urlFor.office(authority.slug, 'orders', order, 'ocds') })) : NOTHING;
}
