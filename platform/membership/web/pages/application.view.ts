import type { FieldProblem } from '@allmende/errors';
import { alert, button, dateField, descriptionList, errorSummary, form, formErrors, heading, html, radioGroup, section, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import type { Authority } from '@allmende/register';
import type { UrlFor } from '@allmende/tenancy';
import { formatDate, formatInstant } from '@allmende/time';
import type { Contact, MembershipApplication } from '../../domain/membership-application.ts';

/** What was typed into the form. */
export type TypedDecision = { verdict: string; name: string; decidedOn: { day: string; month: string; year: string }; text: string };

const texts = translations({
  de: {
    members: 'Mitglieder', preline: 'Antrag auf Mitgliedschaft', unknown: 'Behörde nicht im Verzeichnis', land: 'Land', inhabitants: 'Einwohner', received: 'Eingegangen', contact: 'Kontaktperson', email: 'E-Mail', phone: 'Telefon', message: 'Nachricht', decide: 'Über den Antrag entscheiden',
    verdict: 'Wie wurde entschieden?', admit: 'Aufnehmen', admitHint: 'Der Bereich der Behörde ist sofort da.', refuse: 'Ablehnen', name: 'Beschluss', nameHint: 'Nur bei Aufnahme: Nummer oder Name, zum Beispiel „Vorstand 3/2026“. Er ist später der Nachweis für Bestellungen.', decidedOn: 'Tag des Beschlusses', text: 'Begründung', save: 'Entscheidung eintragen',
    decided: (day: string) => `Entschieden am ${day}`,
  },
  en: {
    members: 'Members', preline: 'Application for membership', unknown: 'Authority not in the register', land: 'Land', inhabitants: 'Inhabitants', received: 'Received', contact: 'Contact person', email: 'E-mail', phone: 'Phone', message: 'Message', decide: 'Decide on the application',
    verdict: 'What was decided?', admit: 'Admit', admitHint: 'The authority\'s space is there at once.', refuse: 'Refuse', name: 'Decision', nameHint: 'Only for an admission: number or name, such as “Board 3/2026”. Later it is the proof for orders.', decidedOn: 'Day of the decision', text: 'Reasons', save: 'Enter decision',
    decided: (day: string) => `Decided on ${day}`,
  },
});

type Model = { application: MembershipApplication & { contact: Contact }; authority: Authority | undefined; typed: TypedDecision; problems: readonly FieldProblem[] };

/** One application, and the form that decides it. */
export function applicationView({ application, authority, typed, problems }: Model, { locale, csrf, urlFor }: { locale: Locale; csrf: string; urlFor: UrlFor }): View {
  const t = texts(locale);
  const errors = formErrors(problems, locale);
  const title = authority?.name ?? t.unknown;
  const { contact } = application;
  const decision = application.decidedOn === null
    ? section(html`${heading(t.decide, 2)}${form({
      csrf, label: t.decide, buttons: button({ label: t.save }),
      fields: html`${radioGroup({ name: 'verdict', label: t.verdict, value: typed.verdict, error: errors.of('verdict'), locale, options: [{ value: 'admit', label: t.admit, hint: t.admitHint }, { value: 'refuse', label: t.refuse }] })}${textField({
        name: 'name', label: t.name, hint: t.nameHint, value: typed.name, error: errors.of('name'), optional: true, locale,
      })}${dateField({ name: 'decidedOn', label: t.decidedOn, value: typed.decidedOn, error: errors.of('decidedOn'), locale })}${textArea({ name: 'text', label: t.text, value: typed.text, error: errors.of('text'), locale })}`,
    })}`)
    : alert({ kind: 'info', title: t.decided(formatDate(application.decidedOn, locale)), body: application.reason ?? '' });
  return {
    title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.members, href: urlFor.operator('members') }, { label: title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(title, 1, { preline: t.preline })}${descriptionList([
      { name: t.land, value: authority?.land.name }, { name: t.inhabitants, value: authority?.population === null || authority === undefined ? '' : formatNumber(authority.population, locale) },
      { name: t.received, value: formatInstant(application.receivedAt, locale) }, { name: t.contact, value: `${contact.name}, ${contact.position}` }, { name: t.email, value: contact.email }, { name: t.phone, value: contact.phone },
      { name: t.message, value: contact.message },
    ], locale)}${decision}`,
  };
}
