import { alert, cardGrid, descriptionList, heading, html, lead, linkButton, linkRow, list, section } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { withQuery, type UrlFor } from '@allmende/tenancy';
import type { Supplier } from '../../domain/supplier.ts';

const texts = translations({
  de: {
    title: 'Für Anbieter', lead: 'Bringen Sie Ihre Lösung in den gemeinsamen Store der Städte, Gemeinden und Kreise. Was geprüft wird, steht vorher fest, und Sie sehen jedes Ergebnis.',
    how: 'So läuft es ab', step1: 'Sie bewerben sich als Anbieter. Der Betrieb der Plattform lässt Sie zu und schickt Ihnen einen Zugang.', step2: 'Sie reichen Ihre Lösung mit einer Datei „publiccode.yml“ ein und sehen sofort, was fehlt und wie Sie es beheben.',
    step3: 'Sie legen Nachweise vor. Jede Prüfung hebt die Stufe, und jeder Nachweis hat ein Ablaufdatum.', step4: 'Der Betrieb und Sie geben beide frei. Dann steht die Lösung mit ihrer Stufe im Store.',
    apply: 'Als Anbieter bewerben', signIn: 'Anmelden', staff: 'Sie sind nicht als Anbieter angemeldet', staffText: 'Mit diesem Konto arbeiten Sie für eine Behörde oder die Plattform. Anbieter haben eigene Konten.',
    own: 'Ihr Eintrag', name: 'Organisation', seat: 'Sitz', register: 'Register', website: 'Website', welcome: 'Was Sie hier tun können.', nothing: 'Zurzeit ist hier nichts zu tun.',
  },
  en: {
    title: 'For suppliers', lead: 'Bring your solution into the common store of towns, municipalities and districts. What is checked is known beforehand, and you see every result.',
    how: 'How it works', step1: 'You apply as a supplier. The operator of the platform admits you and sends you access.', step2: 'You submit your solution with a “publiccode.yml” file and see at once what is missing and how to mend it.',
    step3: 'You hand in evidence. Every check raises the level, and all evidence has a day on which it expires.', step4: 'The operator and you both approve. Then the solution stands in the store with its level.',
    apply: 'Apply as a supplier', signIn: 'Sign in', staff: 'You are not signed in as a supplier', staffText: 'With this account you work for an authority or for the platform. Suppliers have accounts of their own.',
    own: 'Your entry', name: 'Organisation', seat: 'Seat', register: 'Register', website: 'Website', welcome: 'What you can do here.', nothing: 'There is nothing to do here at the moment.',
  },
});

type Options = { readonly locale: Locale; readonly urlFor: UrlFor };

/** For everybody who does not work for a supplier: how it works, and the ways in. */
export function strangerHomeView(model: { readonly isSignedIn: boolean }, { locale, urlFor }: Options): View {
  const t = texts(locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${model.isSignedIn ? alert({ kind: 'info', title: t.staff, body: t.staffText }) : ''}${section(html`${heading(t.how, 2)}${list([t.step1, t.step2, t.step3, t.step4], 'number')}`)}${section(linkRow([
      linkButton({ label: t.apply, href: urlFor.supplier('apply') }), ...(model.isSignedIn ? [] : [linkButton({ label: t.signIn, href: withQuery(urlFor.public('sign-in'), { next: urlFor.supplier() }), look: 'secondary' })]),
    ]))}`,
  };
}

/** The start of a supplier. */
export function supplierHomeView(model: { readonly supplier: Supplier; readonly tasks: readonly { readonly href: string; readonly label: string; readonly summary?: string }[] }, { locale }: Options): View {
  const t = texts(locale);
  const { supplier } = model;
  return {
    title: supplier.name,
    main: html`${heading(supplier.name, 1, { preline: t.title })}${lead(model.tasks.length === 0 ? t.nothing : t.welcome)}${cardGrid(model.tasks.map(({ href, label, summary }) => ({ href, title: label, body: summary })))}${section(html`${heading(t.own, 2)}${descriptionList([
      { name: t.name, value: supplier.name }, { name: t.seat, value: supplier.seat }, { name: t.register, value: supplier.register }, { name: t.website, value: supplier.website },
    ], locale)}`)}`,
  };
}
