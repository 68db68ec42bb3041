import type { FieldProblem } from '@allmende/errors';
import { alert, button, code, confirmPanel, descriptionList, details, errorSummary, form, formErrors, heading, hiddenField, html, link, linkButton, paragraph, section, table, textArea, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { SupplierPerson } from '@allmende/identity';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { Supplier, SupplierContact } from '../../domain/supplier.ts';

const texts = translations({
  de: {
    suppliers: 'Anbieter', waiting: 'Bewerbung', admitted: 'Zugelassener Anbieter', refused: 'Abgelehnte Bewerbung', ended: 'Beendete Zulassung', seat: 'Sitz', register: 'Register', website: 'Website', received: 'Eingegangen', decided: 'Entschieden', contact: 'Kontaktperson', email: 'E-Mail', phone: 'Telefon', message: 'Nachricht',
    decide: 'Über die Bewerbung entscheiden', check: 'Prüfen Sie im genannten Register, ob es die Organisation gibt, und ob die Kontaktperson für sie spricht.', admit: 'Zulassen', refuse: 'Ablehnen', reason: 'Grund', refuseSummary: 'Bewerbung ablehnen',
    people: 'Personen', person: 'Name', state: 'Stand', active: 'angemeldet gewesen', open: 'noch nicht angemeldet', closed: 'beendet', noPeople: 'Niemand.', invite: 'Person einladen', inviteHint: 'Wer noch nie angemeldet war, bekommt einen neuen Link.', name: 'Name', end: 'Zulassung beenden', endText: 'Alle Personen des Anbieters sind sofort abgemeldet. Was er eingestellt hat, bleibt im Store.',
    invited: 'Der Zugang ist eingerichtet', invitedText: (name: string) => `Schicken Sie ${name} diesen Link. Er wird nur jetzt angezeigt und gilt 14 Tage.`, back: 'Zu den Anbietern', why: 'Grund der Entscheidung', taken: 'Zu dieser E-Mail-Adresse gibt es schon ein Konto',
  },
  en: {
    suppliers: 'Suppliers', waiting: 'Application', admitted: 'Admitted supplier', refused: 'Refused application', ended: 'Ended admission', seat: 'Seat', register: 'Register', website: 'Website', received: 'Received', decided: 'Decided', contact: 'Contact person', email: 'E-mail', phone: 'Phone', message: 'Message',
    decide: 'Decide on the application', check: 'Check in the register named whether the organisation exists, and whether the contact speaks for it.', admit: 'Admit', refuse: 'Refuse', reason: 'Reason', refuseSummary: 'Refuse the application',
    people: 'People', person: 'Name', state: 'State', active: 'has signed in', open: 'not signed in yet', closed: 'ended', noPeople: 'Nobody.', invite: 'Invite a person', inviteHint: 'Who has never signed in gets a new link.', name: 'Name', end: 'End the admission', endText: 'All people of the supplier are signed out at once. What it supplied stays in the store.',
    invited: 'Access is set up', invitedText: (name) => `Send this link to ${name}. It is shown only now and is valid for 14 days.`, back: 'To the suppliers', why: 'Reason of the decision', taken: 'This e-mail address has an account already',
  },
});

type Typed = { readonly reason: string; readonly name: string; readonly email: string };
type Model = { readonly supplier: Supplier & { readonly contact: SupplierContact; readonly people: readonly SupplierPerson[] }; readonly typed: Typed; readonly problems: readonly FieldProblem[] };
type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** One supplier as the operator sees it, with what can be decided. */
export function supplierView({ supplier, typed, problems }: Model, { locale, csrf, urlFor }: Options): View {
  const t = texts(locale);
  const errors = formErrors(problems, locale);
  const { contact, state } = supplier;
  const act = (name: string, label: string, look: 'primary' | 'secondary', fields: Html | string = ''): Html => form({ csrf, label, fields: html`${hiddenField({ name: 'act', value: name })}${fields}`, buttons: button({ label, look }) });
  const reason = textArea({ name: 'reason', label: t.reason, value: typed.reason, error: errors.of('reason'), locale });
  const decisions = state === 'waiting'
    ? section(html`${heading(t.decide, 2)}${paragraph(t.check)}${act('admit', t.admit, 'primary')}${details({ summary: t.refuseSummary, open: errors.of('reason') !== undefined, body: act('refuse', t.refuse, 'secondary', reason) })}`)
    : state === 'admitted'
      ? section(html`${details({
        summary: t.invite, open: errors.of('email') !== undefined || errors.of('name') !== undefined,
        body: html`${paragraph(t.inviteHint)}${act('invite', t.invite, 'secondary', html`${textField({ name: 'name', label: t.name, value: typed.name, error: errors.of('name'), locale })}${textField({ name: 'email', label: t.email, type: 'email', value: typed.email, error: errors.of('email'), locale })}`)}`,
      })}${details({ summary: t.end, open: errors.of('reason') !== undefined, body: html`${paragraph(t.endText)}${act('end', t.end, 'secondary', reason)}` })}`)
      : alert({ kind: 'info', title: t.why, body: supplier.reason ?? '' });
  return {
    title: supplier.name, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.suppliers, href: urlFor.operator('suppliers') }, { label: supplier.name }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(supplier.name, 1, { preline: t[state] })}${descriptionList([
      { name: t.seat, value: supplier.seat }, { name: t.register, value: supplier.register }, { name: t.website, value: link({ label: supplier.website, href: supplier.website }) }, { name: t.received, value: formatInstant(supplier.appliedAt, locale) },
      ...(supplier.decidedAt === null ? [] : [{ name: t.decided, value: formatInstant(supplier.decidedAt, locale) }]),
      { name: t.contact, value: contact.name }, { name: t.email, value: contact.email }, { name: t.phone, value: contact.phone }, { name: t.message, value: contact.message },
    ], locale)}${state === 'waiting' || state === 'refused' ? '' : section(table<SupplierPerson>({
      caption: t.people, rows: supplier.people, empty: t.noPeople,
      columns: [{ label: t.person, cell: ({ name }) => name }, { label: t.email, cell: ({ email }) => email }, { label: t.state, cell: (one) => (one.disabledAt !== null ? t.closed : one.hasSignedIn ? t.active : t.open) }],
    }))}${decisions}`,
  };
}

/** The link for somebody who was invited, shown once. */
export function invitedView(model: { readonly name: string; readonly link: string }, { locale, urlFor }: Options): View {
  const t = texts(locale);
  return {
    title: t.invited, breadcrumbs: [{ label: t.suppliers, href: urlFor.operator('suppliers') }, { label: t.invited }],
    main: html`${confirmPanel({ title: t.invited, body: t.invitedText(model.name) })}${code(model.link)}${section(linkButton({ label: t.back, href: urlFor.operator('suppliers'), look: 'secondary' }))}`,
  };
}
