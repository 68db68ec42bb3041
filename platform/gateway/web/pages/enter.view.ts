import { heading, html, lead, linkButton, paragraph } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';

const texts = translations({
  de: {
    title: 'Die Anwendung wird geöffnet', lead: 'Sie werden weitergeleitet.', open: 'Jetzt öffnen', none: 'Kein Zugang', noneLead: 'Sie haben keinen Zugang zu dieser Anwendung.',
    noneText: 'Den Zugang vergibt die Behörde, für die sie läuft: Wenden Sie sich dort an die oder den Digitalbeauftragten.', offices: 'Zu Ihrem Arbeitsplatz',
  },
  en: {
    title: 'The app is being opened', lead: 'You are being led on.', open: 'Open now', none: 'No access', noneLead: 'You have no access to this app.',
    noneText: 'Access is given by the authority for which it runs: ask the digital officer there.', offices: 'To your office',
  },
});

/** The moment between the platform and an app. */
export function enterView(model: { readonly address: string }, options: { readonly locale: Locale }): View {
  const t = texts(options.locale);
  return { title: t.title, main: html`${heading(t.title)}${lead(t.lead)}${linkButton({ label: t.open, href: model.address })}` };
}

/** For somebody signed in without a grant, and for addresses that lead nowhere. */
export function noEntryView(options: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const t = texts(options.locale);
  return { title: t.none, main: html`${heading(t.none)}${lead(t.noneLead)}${paragraph(t.noneText)}${linkButton({ label: t.offices, href: options.urlFor.public('offices'), look: 'secondary' })}` };
}
