import type { FieldProblem } from '@allmende/errors';
import { button, emptyState, errorSummary, form, formErrors, heading, html, lead, linkButton, paragraph, radioGroup, select } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { Enterable } from '../../actions/enter-application.ts';
import { ENTRY_CHANNELS } from '../../domain/entry.ts';

const texts = translations({
  de: {
    home: 'Meine Arbeit heute', title: 'Antrag erfassen', lead: 'Sie füllen den Antrag für eine Person aus, die nicht selbst am Bildschirm sitzt. Es ist dasselbe Formular.', marked: 'Am Fall steht danach, wer den Antrag erfasst hat und wie er kam. Prüfen Sie vorher, wer vor Ihnen steht. Am Ende drucken Sie die Eingangsbestätigung für die Person aus.',
    service: 'Leistung', place: 'Ort', channel: 'Wie kommt der Antrag zu Ihnen?', counter: 'Die Person ist am Schalter', paper: 'Der Antrag liegt auf Papier vor', phone: 'Die Person ist am Telefon', begin: 'Formular öffnen', none: 'Keine Leistung ist eingeschaltet.', services: 'Zu den Online-Diensten',
  },
  en: {
    home: 'My work today', title: 'Enter an application', lead: 'You fill in the application for a person who is not at the screen. It is the same form.', marked: 'The case then says who entered the application and how it came. Check first who is in front of you. At the end you print the receipt for the person.',
    service: 'Service', place: 'Place', channel: 'How does the application reach you?', counter: 'The person is at the counter', paper: 'The application is on paper', phone: 'The person is on the telephone', begin: 'Open the form', none: 'No service is switched on.', services: 'To the online services',
  },
});

export type TypedEntry = { readonly service: string; readonly place: string; readonly channel: string };

/** What is entered, where, and how it came. */
export function enterApplicationView({ services, places, typed, problems }: Enterable & { readonly typed: TypedEntry; readonly problems: readonly FieldProblem[] }, options: { readonly locale: Locale; readonly csrf: string; readonly homeHref: string; readonly servicesHref: string }): View {
  const { locale } = options;
  const t = texts(locale);
  const errors = formErrors(problems, locale);
  const body = services.length === 0
    ? emptyState({ title: t.none, next: linkButton({ label: t.services, href: options.servicesHref, look: 'secondary' }) })
    : form({
      csrf: options.csrf, buttons: button({ label: t.begin }),
      fields: html`${radioGroup({ name: 'service', label: t.service, error: errors.of('service'), locale, value: services.length === 1 ? services[0]?.id : typed.service, options: services.map(({ id, name }) => ({ value: id, label: name[locale] })) })}${
        places.length < 2 ? '' : select({ name: 'place', label: t.place, error: errors.of('place'), locale, value: typed.place, options: places.map(({ ars, name }) => ({ value: ars, label: name })) })}${
        radioGroup({ name: 'channel', label: t.channel, error: errors.of('channel'), locale, value: typed.channel, options: ENTRY_CHANNELS.map((channel) => ({ value: channel, label: t[channel] })) })}`,
    });
  return { title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.home, href: options.homeHref }, { label: t.title }], main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${paragraph(t.marked)}${body}` };
}
