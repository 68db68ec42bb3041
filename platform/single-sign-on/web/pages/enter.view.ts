import { heading, html, lead, linkButton, paragraph } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';

const texts = translations({
  de: {
    title: 'Sie werden angemeldet', lead: (app: string) => `Weiter zu: ${app}`, open: 'Weiter zur Anwendung', none: 'Kein Zugang', noneLead: 'Sie haben keinen Zugang zu dieser Anwendung.',
    noneText: 'Den Zugang vergibt die Behörde, für die sie läuft: Wenden Sie sich dort an die oder den Digitalbeauftragten.', offices: 'Zu Ihrem Arbeitsplatz',
    over: 'Diese Anmeldung gilt nicht mehr', overLead: 'Sie wurde vor mehr als einer Stunde, in einem anderen Browser oder schon einmal abgeschlossen.', overText: 'Öffnen Sie die Anwendung noch einmal und melden Sie sich von dort aus an.',
  },
  en: {
    title: 'You are being signed in', lead: (app: string) => `On to: ${app}`, open: 'Go on to the app', none: 'No access', noneLead: 'You have no access to this app.',
    noneText: 'Access is given by the authority for which it runs: ask the digital officer there.', offices: 'To your office',
    over: 'This sign-in is no longer valid', overLead: 'It began more than an hour ago, in another browser, or was finished before.', overText: 'Open the app again and sign in from there.',
  },
});

type Options = { readonly locale: Locale; readonly urlFor: UrlFor };

/** The moment between the platform and an app. */
export function enterView(model: { readonly address: string; readonly app: string }, options: { readonly locale: Locale }): View {
  const t = texts(options.locale);
  return { title: t.title, main: html`${heading(t.title)}${lead(t.lead(model.app))}${linkButton({ label: t.open, href: model.address })}` };
}

/** For somebody signed in who may not use the app. */
export function noAccessView(options: Options): View {
  const t = texts(options.locale);
  return { title: t.none, main: html`${heading(t.none)}${lead(t.noneLead)}${paragraph(t.noneText)}${linkButton({ label: t.offices, href: options.urlFor.public('offices'), look: 'secondary' })}` };
}

/** For a sign-in that cannot be finished. */
export function overView(options: Options): View {
  const t = texts(options.locale);
  return { title: t.over, main: html`${heading(t.over)}${lead(t.overLead)}${paragraph(t.overText)}${linkButton({ label: t.offices, href: options.urlFor.public('offices'), look: 'secondary' })}` };
}
