import { alert, button, dateField, errorSummary, form, formErrors, heading, hiddenField, html, lead, link, linkButton, list, paragraph, textArea, type Html } from '@allmende/html';
import type { FieldProblem } from '@allmende/errors';
import type { View, TypedDay } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { CaseFile } from '../../domain/case-file.ts';
import { SERVICE_BY_POST } from '../../domain/notice.ts';

const texts = translations({
  de: {
    cases: 'Fälle', back: 'Zurück zum Fall', posting: 'Absendung eintragen', postingLead: 'Drucken Sie den Bescheid aus, unterschreiben Sie ihn, wenn Ihre Behörde das verlangt, und geben Sie ihn zur Post.', pdf: 'Bescheid als PDF', soon: 'Das PDF entsteht gerade.', postedOn: 'Zur Post gegeben am',
    save: 'Tag eintragen', close: 'Fall abschließen', closeDecided: 'Der Fall steht danach nicht mehr unter „Offen“. Sie können ihn weiter lesen.', closeUndecided: 'Der Fall endet dann ohne Bescheid. Die antragstellende Person sieht ihn als entschieden. Teilen Sie ihr den Grund mit.', reason: 'Warum endet der Fall ohne Bescheid?',
    delete: 'Fall löschen', deleteLead: 'Sie löschen diesen Fall für immer.', gone: () => ['der Antrag mit allen Angaben', 'der Bescheid und sein PDF', 'der Verlauf', 'die Kopien auf der Statusseite der antragstellenden Person'], goneIntro: 'Gelöscht werden:', kept: 'Im Prüfprotokoll bleibt, dass es den Fall gab und wer ihn gelöscht hat, ohne Namen der antragstellenden Person.',
    undo: 'Das lässt sich nicht rückgängig machen.', notClosed: 'Nur abgeschlossene Fälle können gelöscht werden.', confirm: 'Endgültig löschen',
  },
  en: {
    cases: 'Cases', back: 'Back to the case', posting: 'Enter posting', postingLead: 'Print the notice, sign it if your authority wants that, and give it to the post.', pdf: 'Notice as PDF', soon: 'The PDF is being made.', postedOn: 'Given to the post on',
    save: 'Enter day', close: 'Close case', closeDecided: 'The case then no longer stands under “Open”. You can still read it.', closeUndecided: 'The case then ends without a notice. The applicant sees it as decided. Tell them the reason.', reason: 'Why does the case end without a notice?',
    delete: 'Delete case', deleteLead: 'You are deleting this case for ever.', gone: () => ['the application with all answers', 'the notice and its PDF', 'the history', 'the copies on the applicant’s status page'], goneIntro: 'This is deleted:', kept: 'The audit log keeps that the case existed and who deleted it, without the applicant’s name.',
    undo: 'This cannot be undone.', notClosed: 'Only closed cases can be deleted.', confirm: 'Delete for good',
  },
});

type Options = { locale: Locale; csrf: string; listHref: string; caseHref: string; pdfHref: string };

/** When the letter went to the post. */
export function postingView(model: { file: CaseFile; hasFile: boolean; typed: TypedDay; problems: readonly FieldProblem[] }, options: Options): View {
  const t = texts(options.locale);
  const errors = formErrors(model.problems);
  const main = html`${errorSummary({ errors: errors.all, locale: options.locale })}${heading(t.posting, 1, { preline: model.file.reference })}${lead(t.postingLead)}${paragraph(model.hasFile ? link({ label: t.pdf, href: options.pdfHref }) : t.soon)}${paragraph(SERVICE_BY_POST[options.locale])}${form({
    csrf: options.csrf, fields: html`${hiddenField({ name: 'version', value: model.file.version })}${dateField({ name: 'postedOn', label: t.postedOn, value: model.typed, error: errors.of('postedOn'), locale: options.locale })}`, buttons: html`${button({ label: t.save })}${backButton(options)}`,
  })}`;
  return frame(t.posting, main, model.file, options, errors.all.length > 0);
}

/** Ends a case, with a reason where nothing was decided. */
export function closeView(model: { file: CaseFile; reason: string; problems: readonly FieldProblem[] }, options: Options): View {
  const t = texts(options.locale);
  const errors = formErrors(model.problems);
  const isDecided = model.file.state === 'decided';
  const main = html`${errorSummary({ errors: errors.all, locale: options.locale })}${heading(t.close, 1, { preline: model.file.reference })}${lead(isDecided ? t.closeDecided : t.closeUndecided)}${form({
    csrf: options.csrf, fields: html`${hiddenField({ name: 'version', value: model.file.version })}${isDecided ? '' : textArea({ name: 'reason', label: t.reason, value: model.reason, error: errors.of('reason'), rows: 4, locale: options.locale })}`, buttons: html`${button({ label: t.close })}${backButton(options)}`,
  })}`;
  return frame(t.close, main, model.file, options, errors.all.length > 0);
}

/** Says what will be gone before a case is deleted. */
export function deleteView(model: { file: CaseFile }, options: Options): View {
  const t = texts(options.locale);
  const main = model.file.state === 'closed'
    ? html`${heading(t.delete, 1, { preline: model.file.reference })}${alert({ kind: 'warning', title: t.deleteLead, body: t.undo })}${paragraph(t.goneIntro)}${list(t.gone())}${paragraph(t.kept)}${form({
      csrf: options.csrf, fields: hiddenField({ name: 'version', value: model.file.version }), buttons: html`${button({ label: t.confirm })}${backButton(options)}`,
    })}`
    : html`${heading(t.delete, 1, { preline: model.file.reference })}${alert({ kind: 'info', title: t.notClosed })}${backButton(options)}`;
  return frame(t.delete, main, model.file, options, false);
}

function backButton(options: Options): Html {
  return linkButton({ label: texts(options.locale).back, href: options.caseHref, look: 'secondary' });
}

function frame(title: string, main: Html, file: CaseFile, options: Options, hasErrors: boolean): View {
  const t = texts(options.locale);
  return { title, main, hasErrors, breadcrumbs: [{ label: t.cases, href: options.listHref }, { label: file.reference, href: options.caseHref }, { label: title }] };
}
