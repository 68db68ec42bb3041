import type { FieldProblem } from '@allmende/errors';
import { badge, button, emptyState, errorSummary, fileField, form, formErrors, heading, html, lead, link, section, table, textArea, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { StandingSolution } from '../../actions/see-solution.ts';
import { levelBadge } from '../ladder.view.ts';
import { stateOf } from '../state-words.ts';

const texts = translations({
  de: {
    home: 'Für Anbieter', title: 'Meine Lösungen', lead: 'Was Sie einreichen, wird sofort geprüft. Im Store steht es erst, wenn der Betrieb der Plattform und Sie beide freigegeben haben.', name: 'Lösung', state: 'Stand', level: 'Stufe', changed: 'Geändert', open: 'Ansehen',
    none: 'Noch keine Lösung', noneText: 'Reichen Sie unten die erste ein.', submit: 'Lösung einreichen', file: 'Datei publiccode.yml', or: 'Oder fügen Sie den Inhalt ein', hint: 'Alle Versionen von publiccode.yml bis 0.7, höchstens 1 MiB.', send: 'Einreichen und prüfen',
  },
  en: {
    home: 'For suppliers', title: 'My solutions', lead: 'What you submit is checked at once. It stands in the store only when the operator of the platform and you have both approved.', name: 'Solution', state: 'State', level: 'Level', changed: 'Changed', open: 'View',
    none: 'No solution yet', noneText: 'Submit the first one below.', submit: 'Submit a solution', file: 'File publiccode.yml', or: 'Or paste its content', hint: 'All versions of publiccode.yml up to 0.7, at most 1 MiB.', send: 'Submit and check',
  },
});

type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** The solutions of a supplier, and the form for a new one. */
export function solutionsView(model: { readonly solutions: readonly StandingSolution[]; readonly typed: string; readonly problems: readonly FieldProblem[] }, { locale, csrf, urlFor }: Options): View {
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.home, href: urlFor.supplier() }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${table<StandingSolution>({
      caption: t.title, captionHidden: true, rows: model.solutions, empty: emptyState({ title: t.none, text: t.noneText }),
      columns: [
        { label: t.name, cell: ({ solution }) => solution.name }, { label: t.level, cell: ({ standing }) => levelBadge(standing.level, locale) },
        { label: t.state, cell: ({ solution }) => { const { label, tone } = stateOf(solution, locale); return badge(label, tone, { small: true }); } },
        { label: t.changed, cell: ({ solution }) => formatInstant(solution.changedAt, locale) }, { label: t.open, action: true, cell: ({ solution }) => link({ label: t.open, about: solution.name, href: urlFor.supplier('solutions', solution.id) }) },
      ],
    })}${section(html`${heading(t.submit, 2)}${descriptionForm({ csrf, locale, typed: model.typed, error: errors.of('publiccode'), send: t.send })}`)}`,
  };
}

/** The form that takes a publiccode.yml as a file or as text. */
export function descriptionForm(model: { readonly csrf: string; readonly locale: Locale; readonly typed: string; readonly error: string | undefined; readonly send?: string; readonly extra?: Html }): Html {
  const t = texts(model.locale);
  return form({
    csrf: model.csrf, multipart: true, label: t.submit, buttons: button({ label: model.send ?? t.send }),
    fields: html`${model.extra ?? ''}${fileField({ name: 'file', label: t.file, hint: t.hint, accept: '.yml,.yaml', optional: true, locale: model.locale })}${textArea({ name: 'publiccode', label: t.or, value: model.typed, error: model.error, rows: 12, optional: true, locale: model.locale })}`,
  });
}
