import { alert, code, descriptionList, heading, html, lead, linkButton } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import type { GivenCredential } from '../../actions/create-credential.ts';
import { marketplaceWords } from './marketplaces.view.ts';

const texts = translations({
  de: { title: (name: string) => `Zugangsdaten für ${name}`, lead: 'Geben Sie diese drei Angaben dem Marktplatz. Er bestellt damit in Ihrem Namen; freigeben muss weiterhin eine zweite Person.', once: 'Das Geheimnis sehen Sie nur jetzt', onceText: 'Wir bewahren es nicht auf. Geht es verloren, legen Sie neue Zugangsdaten an.', address: 'Adresse', user: 'Benutzername', secret: 'Geheimnis', back: 'Fertig' },
  en: { title: (name: string) => `Credentials for ${name}`, lead: 'Give these three values to the marketplace. It orders in your name; a second person still has to approve.', once: 'You see the secret only now', onceText: 'We do not keep it. If it is lost, create new credentials.', address: 'Address', user: 'User name', secret: 'Secret', back: 'Done' },
});

/** The page that shows new credentials, once. */
export function givenCredentialView(given: GivenCredential, { locale, urlFor, authority }: { locale: Locale; urlFor: UrlFor; authority: AuthorityRef }): View {
  const t = texts(locale);
  const title = t.title(given.credential.name);
  const back = urlFor.office(authority.slug, 'marketplaces');
  return {
    title, breadcrumbs: [{ label: marketplaceWords(locale).title, href: back }, { label: title }],
    main: html`${heading(title)}${lead(t.lead)}${alert({ kind: 'warning', title: t.once, body: t.onceText })}${descriptionList([
      { name: t.address, value: code(urlFor.absolute(urlFor.public('osb'))) }, { name: t.user, value: code(given.userName) }, { name: t.secret, value: code(given.secret) },
    ], locale)}${linkButton({ label: t.back, href: back })}`,
  };
}
