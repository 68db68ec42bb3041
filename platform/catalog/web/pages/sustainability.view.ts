import type { FieldProblem } from '@allmende/errors';
import { alert, errorSummary, formErrors, heading, html, lead, link, list, paragraph, section, spoken, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { berlinDate, formatDateShort, type PlainDate } from '@allmende/time';
import type { SustainabilityStatement } from '../../domain/sustainability.ts';
import { statementsTable, withdrawalForm } from '../statements-table.ts';
import { sustainabilityForm, type TypedStatement } from '../sustainability-form.ts';
import { showSustainabilityValue, TOPIC_NAMES } from '../../domain/sustainability-words.ts';

const texts = translations({
  de: {
    title: 'Nachhaltigkeit', lead: 'Angaben zu Umweltzeichen, Energie und Pflege stehen im Vergleich der Lösungen. Ohne Angabe gilt dort: unbekannt.', waiting: 'Zu bestätigen', none: 'Keine Angabe wartet auf Sie.', offered: 'Lösungen im Angebot', nothing: 'Noch kein Angebot.',
    solution: 'Lösung', topic: 'Worum es geht', value: 'Angabe', who: 'Von', since: 'Seit', refused: 'Das ging nicht', all: 'Alle Angaben', add: 'Angabe der Betreiberin', addText: 'Tragen Sie nur ein, was eine Quelle belegt. Eine neue Angabe zum selben Thema löst die alte ab; keine wird je geändert.',
    confirmText: 'Bestätigen Sie nur, wenn Sie die Quelle gesehen haben und sie das sagt.', toStore: 'Zum Eintrag im Store',
  },
  en: {
    title: 'Sustainability', lead: 'Statements on labels, energy and maintenance stand in the comparison of solutions. Without one it says: unknown.', waiting: 'To be confirmed', none: 'No statement waits for you.', offered: 'Solutions on offer', nothing: 'No offer yet.',
    solution: 'Solution', topic: 'What it is about', value: 'Statement', who: 'By', since: 'Since', refused: 'That did not work', all: 'All statements', add: 'Statement of the operator', addText: 'Enter only what a source proves. A new statement on a topic takes the place of the old one; none is ever changed.',
    confirmText: 'Confirm only when you have seen the source and it says so.', toStore: 'To the entry in the store',
  },
});

/** What waits for the operator, and the solutions of which something can be stated. */
export function sustainabilityView(model: { readonly waiting: readonly SustainabilityStatement[]; /** Of the solutions that wait. */ readonly names: ReadonlyMap<string, string>; readonly offered: readonly { readonly solution: string; readonly name: string }[] }, { locale, urlFor }: { locale: Locale; urlFor: UrlFor }): View {
  const t = texts(locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${section(html`${heading(t.waiting, 2)}${table<SustainabilityStatement>({
      caption: t.waiting, captionHidden: true, rows: model.waiting, empty: t.none,
      columns: [
        { label: t.solution, cell: ({ solution }) => link({ label: model.names.get(solution) ?? solution, href: urlFor.operator('sustainability', solution) }) }, { label: t.topic, cell: ({ topic }) => TOPIC_NAMES[topic][locale] }, { label: t.value, cell: (one) => showSustainabilityValue(one, locale) },
        { label: t.who, cell: ({ authorName }) => authorName ?? '' }, { label: t.since, cell: ({ enteredAt }) => formatDateShort(berlinDate(enteredAt), locale) },
      ],
    })}`)}${section(html`${heading(t.offered, 2)}${model.offered.length === 0 ? paragraph(t.nothing) : list(model.offered.map(({ solution, name }) => link({ label: name, href: urlFor.operator('sustainability', solution) })))}`)}`,
  };
}

type Model = {
  readonly solution: string; readonly name: string; readonly statements: readonly SustainabilityStatement[]; readonly today: PlainDate; readonly typed: TypedStatement; readonly withdrawal: { readonly statement: string; readonly reason: string }; readonly problems: readonly FieldProblem[];
  readonly refused: string | undefined;
};

/** Everything stated of one solution, with what the operator can do about it. */
export function solutionSustainabilityView(model: Model, options: { locale: Locale; csrf: string; urlFor: UrlFor }): View {
  const { locale, csrf, urlFor } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, options.locale);
  const shown = { locale, csrf, today: model.today };
  const waits = model.statements.some(({ author, confirmedOn, withdrawn }) => author === 'supplier' && confirmedOn === null && withdrawn === null);
  return {
    title: `${t.title}: ${model.name}`, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.title, href: urlFor.operator('sustainability') }, { label: model.name }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title, 1, { preline: model.name })}${model.refused === undefined ? '' : alert({ kind: 'warning', title: t.refused, body: spoken(model.refused, 'de', locale) })}${paragraph(link({ label: t.toStore, href: urlFor.public('store', model.solution) }))}${
      section(html`${heading(t.all, 2)}${waits ? paragraph(t.confirmText) : ''}${statementsTable(model.statements, { ...shown, mayConfirm: waits })}${withdrawalForm(model.statements, model.withdrawal, errors, shown)}`)}${
      section(html`${heading(t.add, 2)}${paragraph(t.addText)}${sustainabilityForm(model.typed, errors, options)}`)}`,
  };
}
