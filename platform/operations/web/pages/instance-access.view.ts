import { button, code, descriptionList, form, heading, html, lead, link, linkButton } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import type { InstanceAddress } from '../../domain/entrance-port.ts';
import type { Instance } from '../../domain/instance.ts';

const texts = translations({
  de: {
    list: 'Anwendungen', title: (name: string) => `Zugang zu ${name}`, lead: 'Das Programm hat eine eigene Anmeldung. Wer das Passwort kennt, kann darin alles ändern. Dass Sie es ansehen, wird im Prüfprotokoll vermerkt.', show: 'Passwort zeigen', cancel: 'Abbrechen', back: 'Zurück',
    address: 'Adresse', account: 'Konto', password: 'Passwort',
  },
  en: {
    list: 'Apps', title: (name: string) => `Access to ${name}`, lead: 'The program has a sign-in of its own. Whoever knows the password can change everything in it. That you look at it is noted in the audit log.', show: 'Show password', cancel: 'Cancel', back: 'Back',
    address: 'Address', account: 'Account', password: 'Password',
  },
});

/** The page that shows how to sign in to a foreign program; the password only after asking for it. */
export function instanceAccessView(
  model: { instance: Instance; authority: AuthorityRef; entrance: InstanceAddress | undefined; access: { account: string; password: string } | undefined }, options: { locale: Locale; csrf: string; urlFor: UrlFor },
): View {
  const t = texts(options.locale);
  const title = t.title(model.instance.title);
  const back = options.urlFor.office(model.authority.slug, 'instances', model.instance.id);
  return {
    title, breadcrumbs: [{ label: t.list, href: options.urlFor.office(model.authority.slug, 'instances') }, { label: model.instance.title, href: back }, { label: title }],
    main: html`${heading(title)}${lead(t.lead)}${
      model.access
        ? html`${descriptionList([...(model.entrance ? [{ name: t.address, value: link({ label: model.entrance.address, href: `${model.entrance.address}/` }) }] : []), { name: t.account, value: code(model.access.account) }, { name: t.password, value: code(model.access.password) }], options.locale)}${linkButton({ label: t.back, href: back, look: 'secondary' })}`
        : form({ csrf: options.csrf, fields: '', buttons: html`${button({ label: t.show })}${linkButton({ label: t.cancel, href: back, look: 'secondary' })}` })
    }`,
  };
}
