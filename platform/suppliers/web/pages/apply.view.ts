import type { FieldProblem } from '@allmende/errors';
import { button, confirmPanel, errorSummary, form, formErrors, heading, html, lead, linkButton, paragraph, section, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import type { SupplierApplication } from '../../domain/supplier.ts';

const texts = translations({
  de: {
    home: 'Für Anbieter', title: 'Als Anbieter bewerben', lead: 'Auch Vereine und Behörden können anbieten. Der Betrieb der Plattform prüft, ob es Ihre Organisation gibt und ob Sie für sie sprechen.',
    organisation: 'Ihre Organisation', name: 'Name der Organisation', seat: 'Ort des Sitzes', register: 'Register und Nummer', registerHint: 'Zum Beispiel „Amtsgericht Musterstadt, HRB 12345“. Behörden nennen sich selbst.', website: 'Website', websiteHint: 'Sie beginnt mit https://',
    contact: 'Kontaktperson', contactName: 'Name', email: 'Dienstliche E-Mail-Adresse', emailHint: 'Mit ihr melden Sie sich später an.', phone: 'Telefon', message: 'Was möchten Sie anbieten?', send: 'Bewerbung absenden', privacy: 'Wir nutzen Ihre Angaben nur, um über die Zulassung zu entscheiden. Die Kontaktdaten liegen verschlüsselt.',
    received: 'Ihre Bewerbung ist angekommen', receivedText: 'Sobald Sie zugelassen sind, schickt Ihnen der Betrieb der Plattform einen Link, mit dem Sie Ihr Passwort wählen.', store: 'Zum Store',
  },
  en: {
    home: 'For suppliers', title: 'Apply as a supplier', lead: 'Associations and authorities can supply, too. The operator of the platform checks whether your organisation exists and whether you speak for it.',
    organisation: 'Your organisation', name: 'Name of the organisation', seat: 'Town of the seat', register: 'Register and number', registerHint: 'For example “Amtsgericht Musterstadt, HRB 12345”. Authorities name themselves.', website: 'Website', websiteHint: 'It begins with https://',
    contact: 'Contact person', contactName: 'Name', email: 'Official e-mail address', emailHint: 'You will sign in with it.', phone: 'Phone', message: 'What would you like to supply?', send: 'Send application', privacy: 'We use your data only to decide on the admission. The contact is stored encrypted.',
    received: 'Your application has arrived', receivedText: 'As soon as you are admitted, the operator of the platform will send you a link with which you choose your password.', store: 'To the store',
  },
});

type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** The form for those who want to supply. */
export function applyView(model: { readonly typed: SupplierApplication; readonly problems: readonly FieldProblem[] }, { locale, csrf, urlFor }: Options): View {
  const t = texts(locale);
  const { typed } = model;
  const errors = formErrors(model.problems, locale);
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.home, href: urlFor.supplier() }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${form({
      csrf, label: t.title, buttons: button({ label: t.send }),
      fields: html`${heading(t.organisation, 2)}${textField({ name: 'name', label: t.name, value: typed.name, error: errors.of('name'), autocomplete: 'organization', maxlength: 150, locale })}${textField({
        name: 'seat', label: t.seat, value: typed.seat, error: errors.of('seat'), maxlength: 100, locale })}${textField({ name: 'register', label: t.register, hint: t.registerHint, value: typed.register, error: errors.of('register'), maxlength: 150, locale })}${textField({
        name: 'website', label: t.website, hint: t.websiteHint, value: typed.website, error: errors.of('website'), type: 'url', locale })}${heading(t.contact, 2)}${textField({
        name: 'contactName', label: t.contactName, value: typed.contact.name, error: errors.of('contactName'), autocomplete: 'name', maxlength: 120, locale })}${textField({
        name: 'email', label: t.email, hint: t.emailHint, value: typed.contact.email, error: errors.of('email'), type: 'email', autocomplete: 'email', locale })}${textField({
        name: 'phone', label: t.phone, value: typed.contact.phone, error: errors.of('phone'), type: 'tel', autocomplete: 'tel', optional: true, locale })}${textArea({
        name: 'message', label: t.message, value: typed.contact.message, error: errors.of('message'), optional: true, locale })}${paragraph(t.privacy, 'muted')}`,
    })}`,
  };
}

/** Thanks, and what comes next. */
export function applyReceivedView({ locale, urlFor }: Options): View {
  const t = texts(locale);
  return { title: t.received, main: html`${confirmPanel({ title: t.received, body: t.receivedText })}${section(linkButton({ label: t.store, href: urlFor.public('store'), look: 'secondary' }))}` };
}
