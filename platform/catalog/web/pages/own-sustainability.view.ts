import type { FieldProblem } from '@allmende/errors';
import { alert, errorSummary, formErrors, heading, html, lead, paragraph, section, spoken } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import type { PlainDate } from '@allmende/time';
import type { SustainabilityStatement } from '../../domain/sustainability.ts';
import { statementsTable, withdrawalForm } from '../statements-table.ts';
import { sustainabilityForm, type TypedStatement } from '../sustainability-form.ts';

const texts = translations({
  de: {
    title: 'Nachhaltigkeit', solutions: 'Meine Lösungen', lead: 'Verwaltungen vergleichen Lösungen auch danach. Was Sie nicht angeben, steht im Vergleich als „Keine Angabe“.', all: 'Ihre Angaben und die der Betreiberin', add: 'Angabe eintragen', refused: 'Das ging nicht',
    addText: 'Ihre Angabe ist sofort für alle lesbar, mit Ihrem Namen und dem Vermerk „nicht bestätigt“, bis der Betrieb der Plattform die Quelle gesehen hat. Abgelaufene Angaben zählen nicht mehr.',
  },
  en: {
    title: 'Sustainability', solutions: 'My solutions', lead: 'Authorities compare solutions by this as well. What you do not state is shown as “not stated”.', all: 'Your statements and those of the operator', add: 'Enter a statement', refused: 'That did not work',
    addText: 'Everybody can read your statement at once, with your name and the note “not confirmed” until the operator of the platform has seen the source. Expired statements count no more.',
  },
});

type Model = {
  readonly id: string; readonly name: string; readonly statements: readonly SustainabilityStatement[]; readonly today: PlainDate; readonly typed: TypedStatement; readonly withdrawal: { readonly statement: string; readonly reason: string }; readonly problems: readonly FieldProblem[];
  readonly refused: string | undefined;
};

/** What a supplier has stated of its solution, and the form for more. */
export function ownSustainabilityView(model: Model, options: { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor }): View {
  const { locale, csrf, urlFor } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, options.locale);
  const shown = { locale, csrf, today: model.today };
  return {
    title: `${t.title}: ${model.name}`, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.solutions, href: urlFor.supplier('solutions') }, { label: model.name, href: urlFor.supplier('solutions', model.id) }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title, 1, { preline: model.name })}${lead(t.lead)}${model.refused === undefined ? '' : alert({ kind: 'warning', title: t.refused, body: spoken(model.refused, 'de', locale) })}${
      section(html`${heading(t.all, 2)}${statementsTable(model.statements, { ...shown, mayConfirm: false })}${withdrawalForm(model.statements.filter(({ author }) => author === 'supplier'), model.withdrawal, errors, shown)}`)}${
      section(html`${heading(t.add, 2)}${paragraph(t.addText)}${sustainabilityForm(model.typed, errors, options)}`)}`,
  };
}
