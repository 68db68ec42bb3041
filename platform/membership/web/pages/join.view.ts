import type { FieldProblem } from '@allmende/errors';
import { alert, button, confirmPanel, descriptionList, emptyState, errorSummary, form, formErrors, heading, hiddenField, html, lead, link, linkButton, list, paragraph, searchForm, section, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import type { Authority } from '@allmende/register';
import { withQuery, type UrlFor } from '@allmende/tenancy';
import type { ContributionAnswer } from '../../domain/contribution.ts';
import type { Contact } from '../../domain/membership-application.ts';

const texts = translations({
  de: {
    title: 'Mitglied werden', lead: 'Jede Stadt, Gemeinde, jedes Amt und jeder Landkreis kann beitreten. Mitglieder bestellen Anwendungen ohne eigene Ausschreibung und nutzen, was andere schon haben.',
    search: 'Für welche Behörde?', hint: 'Name der Stadt, der Gemeinde, des Amtes oder des Landkreises', find: 'Suchen', hits: 'Gefundene Behörden', none: 'Keine Behörde gefunden', noneText: 'Bitte prüfen Sie die Schreibweise. Im Verzeichnis stehen alle Verwaltungen von Gemeinden, Ämtern und Kreisen.',
    how: 'So läuft es ab', step1: 'Sie wählen Ihre Behörde und nennen uns eine Kontaktperson.', step2: 'Wir prüfen den Antrag. Der Verein entscheidet über die Aufnahme.', step3: 'Mit der Aufnahme ist der Bereich Ihrer Behörde da, und Sie können bestellen.',
    inhabitants: 'Einwohner', unknown: 'nicht bekannt', group: 'Beitragsklasse', cost: 'Beitrag im Jahr', notEntered: 'noch nicht eingetragen', contact: 'Kontaktperson', name: 'Name', position: 'Funktion', positionHint: 'Zum Beispiel „Hauptamt“ oder „Bürgermeisterin“', email: 'Dienstliche E-Mail-Adresse', phone: 'Telefon',
    message: 'Nachricht', send: 'Antrag absenden', privacy: 'Wir nutzen Ihre Angaben nur, um über den Antrag zu entscheiden. Sie liegen verschlüsselt.', other: 'Andere Behörde wählen', isMember: 'Diese Behörde ist schon Mitglied.', isMemberText: 'Bitte melden Sie sich an, oder fragen Sie die Digitalbeauftragten Ihrer Behörde.',
    received: 'Ihr Antrag ist angekommen', receivedText: 'Wir melden uns, sobald über die Aufnahme entschieden ist. Sie müssen nichts weiter tun.', store: 'Zum Store', notPossible: 'Der Antrag wurde nicht angenommen',
  },
  en: {
    title: 'Become a member', lead: 'Every town, municipality, association and district can join. Members order applications without a tender of their own and use what others already have.',
    search: 'For which authority?', hint: 'Name of the town, municipality, association or district', find: 'Search', hits: 'Authorities found', none: 'No authority found', noneText: 'Please check the spelling. The register has all administrations of municipalities, associations and districts.',
    how: 'How it works', step1: 'You choose your authority and name a contact person.', step2: 'We check the application. The association decides on the admission.', step3: 'With the admission your authority\'s space is there, and you can order.',
    inhabitants: 'Inhabitants', unknown: 'unknown', group: 'Contribution class', cost: 'Contribution per year', notEntered: 'not entered yet', contact: 'Contact person', name: 'Name', position: 'Position', positionHint: 'For example “main office” or “mayor”', email: 'Official e-mail address', phone: 'Phone',
    message: 'Message', send: 'Send application', privacy: 'We use your data only to decide on the application. They are stored encrypted.', other: 'Choose another authority', isMember: 'This authority is a member already.', isMemberText: 'Please sign in, or ask the digital officers of your authority.',
    received: 'Your application has arrived', receivedText: 'We will be in touch when the admission is decided. There is nothing else you need to do.', store: 'To the store', notPossible: 'The application was not accepted',
  },
});

type Options = { locale: Locale; csrf: string; urlFor: UrlFor };

/** Search for the authority that wants to join. */
export function joinView(model: { query: string | undefined; hits: readonly Authority[] }, { locale, urlFor }: Options): View {
  const t = texts(locale);
  const hits = model.query === undefined || model.query === '' ? '' : model.hits.length === 0 ? emptyState({ title: t.none, text: t.noneText }) : html`${heading(t.hits, 2)}${list(model.hits.map((one) =>
    html`${link({ label: one.name, href: withQuery(urlFor.public('join'), { authority: one.slug }) })}<br>${one.land.name}${one.population === null ? '' : html`, ${formatNumber(one.population, locale)} ${t.inhabitants}`}`))}`;
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${searchForm({ action: urlFor.public('join'), label: t.search, hint: t.hint, value: model.query, button: t.find, locale })}${hits}${section(html`${heading(t.how, 2)}${list([t.step1, t.step2, t.step3], 'number')}`)}`,
  };
}

/** What it costs, and who the contact is. */
export function joinFormView(
  model: { authority: Authority; contribution: ContributionAnswer | undefined; isMember: boolean; typed: Contact; problems: readonly FieldProblem[]; refused: string | undefined }, { locale, csrf, urlFor }: Options,
): View {
  const t = texts(locale);
  const { authority, contribution, typed } = model;
  const errors = formErrors(model.problems, locale);
  const text = (name: keyof Contact, label: string, extra: object = {}) => textField({ name, label, value: typed[name], error: errors.of(name), locale, ...extra });
  const cost = contribution?.centsPerYear ?? null;
  return {
    title: `${t.title}: ${authority.name}`, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.title, href: urlFor.public('join') }, { label: authority.name }],
    main: html`${errorSummary({ errors: errors.all, locale })}${model.refused === undefined ? '' : alert({ kind: 'warning', title: t.notPossible, body: model.refused })}${heading(authority.name, 1, { preline: t.title })}${descriptionList([
      { name: t.inhabitants, value: authority.population === null ? t.unknown : formatNumber(authority.population, locale) },
      { name: t.group, value: contribution === undefined ? t.notEntered : `${contribution.name}${contribution.label === null ? '' : ` (${contribution.label})`}` },
      { name: t.cost, value: cost === null ? t.notEntered : `${formatEuro(cost, locale)}${contribution?.label ? ` (${contribution.label})` : ''}` },
    ], locale)}${paragraph(link({ label: t.other, href: urlFor.public('join') }))}${model.isMember ? alert({ kind: 'info', title: t.isMember, body: t.isMemberText }) : section(html`${heading(t.contact, 2)}${form({
      csrf, action: urlFor.public('join'), label: t.title, buttons: button({ label: t.send }),
      fields: html`${hiddenField({ name: 'authority', value: authority.slug })}${text('name', t.name, { autocomplete: 'name' })}${text('position', t.position, { hint: t.positionHint, autocomplete: 'organization-title' })}${text('email', t.email, { type: 'email', autocomplete: 'email', spellcheck: false })}${
        text('phone', t.phone, { type: 'tel', optional: true, autocomplete: 'tel', width: 'half' })}${textArea({ name: 'message', label: t.message, value: typed.message, error: errors.of('message'), optional: true, locale })}${paragraph(t.privacy, 'small')}`,
    })}`)}`,
  };
}

/** The receipt. */
export function joinReceivedView(model: { name: string | undefined }, { locale, urlFor }: Options): View {
  const t = texts(locale);
  return { title: t.received, main: html`${confirmPanel({ title: t.received, body: model.name })}${paragraph(t.receivedText)}${linkButton({ label: t.store, href: urlFor.public('store'), look: 'secondary' })}` };
}
