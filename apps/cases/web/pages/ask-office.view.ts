import type { FieldProblem } from '@allmende/errors';
import { alert, button, checkboxGroup, dateField, errorSummary, form, formErrors, heading, hiddenField, html, lead, linkButton, radioGroup, textArea, textField } from '@allmende/html';
import type { TypedDay, View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { CaseFile } from '../../domain/case-file.ts';
import type { CasePart } from '../../domain/participation.ts';
import type { CaseRefusal } from '../case-refusal.ts';
import { refusalAlert } from '../case-refusal.view.ts';

const texts = translations({
  de: {
    cases: 'Fälle', title: 'Um Stellungnahme bitten', lead: 'Die andere Stelle sieht Ihre Frage und nur die Teile des Falls, die Sie auswählen. Ihre Stellungnahme kommt in diesen Fall zurück.', who: 'Wen fragen Sie?', own: (name: string) => `Eine andere Stelle in: ${name}`, other: 'Eine andere Behörde', name: 'Name der anderen Behörde', nameHint: 'Zum Beispiel: Landkreis Rostock. Leer lassen, wenn Sie im eigenen Haus fragen.',
    which: 'Welche Behörde meinen Sie?', question: 'Ihre Frage', dueOn: 'Antwort bis', parts: 'Was darf die andere Stelle sehen?', partsHint: 'Wählen Sie nur, was sie für ihre Antwort braucht.', send: 'Bitte absenden', back: 'Zurück zum Fall', closed: 'Über diesen Fall ist schon entschieden.',
  },
  en: {
    cases: 'Cases', title: 'Ask for a statement', lead: 'The other office sees your question and only the parts of the case that you choose. Its statement comes back to this case.', who: 'Whom do you ask?', own: (name: string) => `Another office in: ${name}`, other: 'Another authority', name: 'Name of the other authority', nameHint: 'For example: Landkreis Rostock. Leave empty when you ask in your own house.',
    which: 'Which authority do you mean?', question: 'Your question', dueOn: 'Answer by', parts: 'What may the other office see?', partsHint: 'Choose only what it needs for its answer.', send: 'Send the request', back: 'Back to the case', closed: 'This case is decided already.',
  },
});

export type TypedAsk = { readonly who: string; readonly officeName: string; readonly office: string; readonly question: string; readonly dueOn: TypedDay; readonly parts: readonly string[] };

/** The request to another office: whom, what, by when, and what it may see. */
export function askOfficeView(
  model: { readonly file: CaseFile; readonly version: number; readonly refusal: CaseRefusal | undefined; readonly parts: readonly CasePart[]; readonly typed: TypedAsk; readonly matches: readonly { readonly id: string; readonly name: string }[]; readonly problems: readonly FieldProblem[]; readonly isOpen: boolean },
  options: { readonly locale: Locale; readonly csrf: string; readonly authority: string; readonly listHref: string; readonly caseHref: string },
): View {
  const { locale } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { typed, file } = model;
  const back = linkButton({ label: t.back, href: options.caseHref, look: 'secondary' });
  const body = model.isOpen
    ? form({
      csrf: options.csrf, buttons: html`${button({ label: t.send })}${back}`,
      fields: html`${hiddenField({ name: 'version', value: model.version })}${radioGroup({ name: 'who', label: t.who, value: typed.who, error: errors.of('who'), locale, options: [{ value: 'own', label: t.own(options.authority) }, { value: 'other', label: t.other }] })}${
        textField({ name: 'officeName', label: t.name, hint: t.nameHint, value: typed.officeName, error: errors.of('officeName'), optional: true, locale })}${
        model.matches.length === 0 ? '' : radioGroup({ name: 'office', label: t.which, value: typed.office, error: errors.of('office'), locale, options: model.matches.map(({ id, name }) => ({ value: id, label: name })) })}${
        textArea({ name: 'question', label: t.question, value: typed.question, error: errors.of('question'), rows: 5, locale })}${dateField({ name: 'dueOn', label: t.dueOn, value: typed.dueOn, error: errors.of('dueOn'), locale })}${
        checkboxGroup({ name: 'parts', label: t.parts, hint: t.partsHint, error: errors.of('parts'), values: typed.parts, locale, options: model.parts.map(({ id, label }) => ({ value: id, label })) })}`,
    })
    : html`${alert({ kind: 'info', title: t.closed })}${back}`;
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: options.listHref }, { label: file.reference, href: options.caseHref }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title, 1, { preline: file.reference })}${refusalAlert(model.refusal, options)}${lead(t.lead)}${body}`,
  };
}
