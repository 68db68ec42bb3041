import { alert, code, descriptionList, heading, html, lead, linkButton } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import type { GivenClient } from '../../actions/create-client.ts';
import { deliveryServiceWords } from './delivery-service.view.ts';

const texts = translations({
  de: { title: (name: string) => `Zugangsdaten für ${name}`, lead: 'Geben Sie diese Angaben dem Betreiber des Programms.', once: 'Das Geheimnis sehen Sie nur jetzt', onceText: 'Wir bewahren es nicht auf. Geht es verloren, legen Sie einen neuen Client an und beenden diesen.', token: 'Adresse für Token', address: 'Adresse des Zustelldienstes', id: 'Client-ID', secret: 'Client-Secret', scopes: 'Scopes', back: 'Zurück zum Zustelldienst' },
  en: { title: (name: string) => `Credentials for ${name}`, lead: 'Give these values to whoever runs the program.', once: 'You see the secret only now', onceText: 'We do not keep it. If it is lost, create a new client and end this one.', token: 'Address for tokens', address: 'Address of the delivery service', id: 'Client id', secret: 'Client secret', scopes: 'Scopes', back: 'Back to the delivery service' },
});

/** The page that shows the credentials of a new client, once. */
export function givenClientView(given: GivenClient & { readonly address: string }, { locale, urlFor }: { locale: Locale; urlFor: UrlFor }): View {
  const t = texts(locale);
  const title = t.title(given.client.name);
  const back = urlFor.operator('delivery-service');
  return {
    title, breadcrumbs: [{ label: deliveryServiceWords(locale).title, href: back }, { label: title }],
    main: html`${heading(title)}${lead(t.lead)}${alert({ kind: 'warning', title: t.once, body: t.onceText })}${descriptionList([
      { name: t.token, value: code(`${given.address}/token`) }, { name: t.address, value: code(given.address) }, { name: t.id, value: code(given.client.id) }, { name: t.secret, value: code(given.secret) },
      { name: t.scopes, value: given.client.scopes.join(' ') },
    ], locale)}${linkButton({ label: t.back, href: back })}`,
  };
}
