import type { FieldProblem } from '@allmende/errors';
import { button, checkboxGroup, dateField, errorSummary, form, formErrors, heading, hiddenField, html, lead, linkButton, textArea } from '@allmende/html';
import type { TypedDay, View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { CaseFile } from '../../domain/case-file.ts';
import type { RequestChoice } from '../../domain/document-request.ts';
import type { CaseRefusal } from '../case-refusal.ts';
import { refusalAlert } from '../case-refusal.view.ts';

const texts = translations({
  de: {
    cases: 'Fälle', title: 'Unterlagen anfordern', lead: 'Die antragstellende Person bekommt das als Aufgabe auf der Statusseite und lädt dort hoch. Der Fall wartet so lange.', asked: 'Was fehlt?', there: 'ist schon da', text: 'Schreiben', textHint: 'Auf Deutsch. Sie können jedes Wort ändern. Die Statusseite zeigt es so, wie es hier steht.', dueOn: 'Bis wann?',
    compose: 'Schreiben neu aus der Auswahl', send: 'Unterlagen anfordern', back: 'Zurück zum Fall', optional: 'freiwillig',
  },
  en: {
    cases: 'Cases', title: 'Request documents', lead: 'The applicant gets this as a task on the status page and uploads there. The case waits for it.', asked: 'What is missing?', there: 'is here already', text: 'Letter', textHint: 'In German. You may change every word. The status page shows it as it stands here.', dueOn: 'By when?',
    compose: 'Write the letter anew from the choice', send: 'Request documents', back: 'Back to the case', optional: 'optional',
  },
});

/** The ready letter with what it asks for; everything can be changed before it goes. */
export function requestDocumentsView(
  model: { file: CaseFile; choices: readonly RequestChoice[]; asked: readonly string[]; text: string; dueOn: TypedDay; version: number; problems: readonly FieldProblem[]; refusal?: CaseRefusal | undefined },
  options: { locale: Locale; csrf: string; caseHref: string; listHref: string },
): View {
  const { locale } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const options_ = model.choices.map(({ key, label, isRequired, status }) => {
    const remarks = [isRequired ? undefined : t.optional, status === 'there' || status === 'checking' ? t.there : undefined].filter((remark) => remark !== undefined).join(', ');
    return { value: key, label: label[locale] ?? label.de, ...(remarks === '' ? {} : { hint: remarks }) };
  });
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: options.listHref }, { label: model.file.reference, href: options.caseHref }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title, 1, { preline: model.file.reference })}${refusalAlert(model.refusal, options)}${lead(t.lead)}${form({
      csrf: options.csrf,
      fields: html`${hiddenField({ name: 'version', value: model.version })}${options_.length === 0 ? '' : checkboxGroup({ name: 'asked', label: t.asked, options: options_, values: model.asked, error: errors.of('asked'), locale })}${dateField({ name: 'dueOn', label: t.dueOn, value: model.dueOn, error: errors.of('dueOn'), locale })}${textArea({ name: 'text', label: t.text, hint: t.textHint, value: model.text, rows: 14, error: errors.of('text'), locale })}`,
      buttons: html`${button({ label: t.send })}${options_.length === 0 ? '' : button({ label: t.compose, look: 'secondary', name: 'act', value: 'compose' })}${linkButton({ label: t.back, href: options.caseHref, look: 'tertiary' })}`,
    })}`,
  };
}
