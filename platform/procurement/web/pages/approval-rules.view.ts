import type { FieldProblem } from '@allmende/errors';
import { badge, button, dateField, errorSummary, form, formErrors, heading, html, lead, moneyField, paragraph, section, table, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro, type Cents } from '@allmende/money';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDateShort, type PlainDate } from '@allmende/time';
import type { ApprovalRule } from '../../domain/approval-rule.ts';

/** What was typed into the form. */
export type TypedRule = { readonly validFrom: { day: string; month: string; year: string }; readonly budgetFromCents: string; readonly headFromCents: string; readonly councilFromCents: string; readonly basis: string };

const texts = translations({
  de: {
    orders: 'Bestellungen', title: 'Regeln der Freigabe', lead: 'Ab welchem Betrag im Jahr wer einer Bestellung zustimmt. Immer gibt eine zweite Person frei; hier steht, was dazukommt.', none: 'Keine eigenen Regeln eingetragen: Eine zweite Person gibt frei.', from: 'Gilt ab', budget: 'Kämmerei bestätigt die Deckung ab', head: 'Nur die Leitung gibt frei ab', council: 'Beschluss nötig ab', basis: 'Wo es geregelt ist',
    basisHint: 'Zum Beispiel die Hauptsatzung oder eine Dienstanweisung', never: 'nie', inForce: 'gilt heute', add: 'Regeln eintragen', addText: 'Eingetragene Regeln werden nie geändert; neue gelten ab einem neuen Tag. Bestellungen, die schon eingereicht sind, behalten ihre Schritte.', amountHint: 'Euro im Jahr, 0 heißt immer, leer heißt nie', reading: 'Eintragen kann sie die Leitung der Behörde oder des Hauptamts.',
  },
  en: {
    orders: 'Orders', title: 'Rules of approval', lead: 'From which amount a year who agrees to an order. A second person always approves; here is what comes on top.', none: 'No rules of your own entered: a second person approves.', from: 'Valid from', budget: 'Treasurer confirms the budget from', head: 'Only the head approves from', council: 'Resolution needed from', basis: 'Where it is laid down',
    basisHint: 'For example the main statute or a standing instruction', never: 'never', inForce: 'in force', add: 'Enter rules', addText: 'Entered rules are never changed; new ones apply from a new day. Orders that are handed in already keep their steps.', amountHint: 'Euros per year, 0 means always, empty means never', reading: 'The head of the authority or of its main office can enter them.',
  },
});

/** Who has to agree to orders of an authority. */
export function approvalRulesView(
  model: { readonly rules: readonly ApprovalRule[]; readonly today: PlainDate; readonly mayEnter: boolean; readonly typed: TypedRule; readonly problems: readonly FieldProblem[] }, { locale, csrf, urlFor, authority }: { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef },
): View {
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { typed } = model;
  const inForce = model.rules.find(({ validFrom }) => validFrom <= model.today);
  const amount = (cents: Cents | null) => (cents === null ? t.never : formatEuro(cents, locale));
  const field = (name: 'budgetFromCents' | 'headFromCents' | 'councilFromCents', label: string) => moneyField({ name, label, hint: t.amountHint, value: typed[name], error: errors.of(name), optional: true, locale });
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.orders, href: urlFor.office(authority.slug, 'orders') }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${section(table<ApprovalRule>({
      caption: t.title, captionHidden: true, rows: model.rules, empty: t.none,
      columns: [
        { label: t.from, cell: (one) => html`${formatDateShort(one.validFrom, locale)}${one === inForce ? html` ${badge(t.inForce, 'success', { small: true })}` : ''}` }, { label: t.budget, cell: (one) => amount(one.budgetFromCents) }, { label: t.head, cell: (one) => amount(one.headFromCents) },
        { label: t.council, cell: (one) => amount(one.councilFromCents) }, { label: t.basis, cell: (one) => one.basis },
      ],
    }))}${model.mayEnter ? section(html`${heading(t.add, 2)}${paragraph(t.addText)}${form({
      csrf, label: t.add, buttons: button({ label: t.add }),
      fields: html`${dateField({ name: 'validFrom', label: t.from, value: typed.validFrom, error: errors.of('validFrom'), locale })}${field('budgetFromCents', t.budget)}${field('headFromCents', t.head)}${field('councilFromCents', t.council)}${
        textField({ name: 'basis', label: t.basis, hint: t.basisHint, value: typed.basis, error: errors.of('basis'), locale })}`,
    })}`) : paragraph(t.reading)}`,
  };
}
