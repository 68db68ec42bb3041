import { alert, button, dateField, errorSummary, form, formErrors, heading, hiddenField, html, lead, link, linkButton, list, paragraph, textArea, type Html } from '@allmende/html';
import type { FieldProblem } from '@allmende/errors';
import type { View, TypedDay } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { CountedDay } from '@allmende/procedure';
import { formatDate } from '@allmende/time';
import { hasObjection, isWithdrawn, type CaseFile } from '../../domain/case-file.ts';
import { serviceStatement, type ServiceRoute } from '../../domain/notice.ts';
import type { CaseRefusal } from '../case-refusal.ts';
import { refusalAlert } from '../case-refusal.view.ts';

const texts = translations({
  de: {
    cases: 'Fälle', back: 'Zurück zum Fall', posting: 'Absendung eintragen', postingLead: 'Drucken Sie den Bescheid aus, unterschreiben Sie ihn, wenn Ihre Behörde das verlangt, und geben Sie ihn zur Post.', pdf: 'Bescheid als PDF', soon: 'Das PDF entsteht gerade.', postedOn_post: 'Zur Post gegeben am', postedOn_formal: 'Zugestellt am', postedOn_mailbox: 'Im Postfach bereitgestellt am', formalLead: 'Lassen Sie den Bescheid förmlich zustellen. Tragen Sie den Tag ein, der auf der Zustellungsurkunde oder dem Empfangsbekenntnis steht.', mailboxLead: 'Stellen Sie den Bescheid im Postfach des Nutzerkontos bereit und benachrichtigen Sie die Person am selben Tag. Tragen Sie dann den Tag ein. Hat die Person den Weg über das Postfach ausgeschlossen, geht der Bescheid mit der Post.',
    objection: 'Widerspruch eintragen', objectionLead: 'Tragen Sie ein, wann der Widerspruch bei Ihrer Behörde eingegangen ist. Ob er rechtzeitig kam, rechnet die Plattform aus.', receivedOn: 'Eingegangen am', objectionNote: 'Worum geht es? (freiwillig)', objectionEnds: (day: string) => `Die Frist endet am ${day}.`, objectionOutcome: 'Wie ist der Widerspruch ausgegangen?', saveObjection: 'Widerspruch eintragen',
    save: 'Tag eintragen', close: 'Fall abschließen', closeDecided: 'Der Fall steht danach nicht mehr unter „Offen“. Sie können ihn weiter lesen.', closeWithdrawn: 'Der Fall endet ohne Bescheid, weil der Antrag zurückgenommen ist. Die antragstellende Person sieht auf ihrer Statusseite, dass sie ihn zurückgenommen hat.', closeUndecided: 'Der Fall endet dann ohne Bescheid. Die antragstellende Person sieht ihn als entschieden. Teilen Sie ihr den Grund mit.', reason: 'Warum endet der Fall ohne Bescheid?', closingNote: 'Anmerkung (freiwillig)',
    delete: 'Fall löschen', deleteLead: 'Sie löschen diesen Fall für immer.', gone: () => ['der Antrag mit allen Angaben', 'der Bescheid und sein PDF', 'der Verlauf', 'die Kopien auf der Statusseite der antragstellenden Person'], goneIntro: 'Gelöscht werden:', kept: 'Im Prüfprotokoll bleibt, dass es den Fall gab und wer ihn gelöscht hat, ohne Namen der antragstellenden Person.',
    undo: 'Das lässt sich nicht rückgängig machen.', notClosed: 'Nur abgeschlossene Fälle können gelöscht werden.', confirm: 'Endgültig löschen', askedBy: (name: string) => `${name} hat vorgeschlagen, diesen Fall zu löschen.`, keep: 'Nicht löschen',
  },
  en: {
    cases: 'Cases', back: 'Back to the case', posting: 'Enter posting', postingLead: 'Print the notice, sign it if your authority wants that, and give it to the post.', pdf: 'Notice as PDF', soon: 'The PDF is being made.', postedOn_post: 'Given to the post on', postedOn_formal: 'Delivered on', postedOn_mailbox: 'Put into the mailbox on', formalLead: 'Have the notice served formally. Enter the day on the certificate of delivery or the acknowledgement of receipt.', mailboxLead: 'Put the notice into the mailbox of the user account and notify the person on the same day. Then enter the day. If the person has excluded the mailbox, the notice goes by post.',
    objection: 'Enter an objection', objectionLead: 'Enter when the objection arrived at your authority. Whether it was in time is worked out.', receivedOn: 'Received on', objectionNote: 'What is it about? (optional)', objectionEnds: (day: string) => `The period ends on ${day}.`, objectionOutcome: 'How did the objection end?', saveObjection: 'Enter objection',
    save: 'Enter day', close: 'Close case', closeDecided: 'The case then no longer stands under “Open”. You can still read it.', closeWithdrawn: 'The case ends without a notice because the application was withdrawn. The applicant’s status page says that they took it back.', closeUndecided: 'The case then ends without a notice. The applicant sees it as decided. Tell them the reason.', reason: 'Why does the case end without a notice?', closingNote: 'Remark (optional)',
    delete: 'Delete case', deleteLead: 'You are deleting this case for ever.', gone: () => ['the application with all answers', 'the notice and its PDF', 'the history', 'the copies on the applicant’s status page'], goneIntro: 'This is deleted:', kept: 'The audit log keeps that the case existed and who deleted it, without the applicant’s name.',
    undo: 'This cannot be undone.', notClosed: 'Only closed cases can be deleted.', confirm: 'Delete for good', askedBy: (name: string) => `${name} proposed to delete this case.`, keep: 'Do not delete',
  },
});

/** The version that the form answers to, and why it comes back when somebody was faster. */
type Again = { version: number; refusal: CaseRefusal | undefined };

type Options = { locale: Locale; csrf: string; listHref: string; caseHref: string; pdfHref: string; keepHref: string };

/** When the letter went to the post. */
export function postingView(model: Again & { file: CaseFile; route: ServiceRoute; hasFile: boolean; typed: TypedDay; problems: readonly FieldProblem[] }, options: Options): View {
  const t = texts(options.locale);
  const errors = formErrors(model.problems, options.locale);
  const main = html`${errorSummary({ errors: errors.all, locale: options.locale })}${heading(t.posting, 1, { preline: model.file.reference })}${refusalAlert(model.refusal, options)}${lead({ post: t.postingLead, formal: t.formalLead, mailbox: t.mailboxLead }[model.route])}${paragraph(model.hasFile ? link({ label: t.pdf, href: options.pdfHref }) : t.soon)}${paragraph(serviceStatement(model.route)[options.locale])}${form({
    csrf: options.csrf, fields: html`${hiddenField({ name: 'version', value: model.version })}${dateField({ name: 'postedOn', label: t[`postedOn_${model.route}`], value: model.typed, error: errors.of('postedOn'), locale: options.locale })}`, buttons: html`${button({ label: t.save })}${backButton(options)}`,
  })}`;
  return frame(t.posting, main, model.file, options, errors.all.length > 0);
}

/** Ends a case, with a reason where nothing was decided. */
export function closeView(model: Again & { file: CaseFile; reason: string; problems: readonly FieldProblem[] }, options: Options): View {
  const t = texts(options.locale);
  const errors = formErrors(model.problems, options.locale);
  const isDecided = model.file.state === 'decided';
  const objected = hasObjection(model.file);
  const main = html`${errorSummary({ errors: errors.all, locale: options.locale })}${heading(t.close, 1, { preline: model.file.reference })}${refusalAlert(model.refusal, options)}${lead(isDecided ? t.closeDecided : isWithdrawn(model.file) ? t.closeWithdrawn : t.closeUndecided)}${form({
    csrf: options.csrf, fields: html`${hiddenField({ name: 'version', value: model.version })}${isDecided && !objected && model.reason === '' ? '' : textArea({ name: 'reason', label: objected ? t.objectionOutcome : isDecided ? t.closingNote : t.reason, value: model.reason, error: errors.of('reason'), rows: 4, locale: options.locale })}`, buttons: html`${button({ label: t.close })}${backButton(options)}`,
  })}`;
  return frame(t.close, main, model.file, options, errors.all.length > 0);
}

/** An objection that arrived. */
export function objectionView(model: Again & { file: CaseFile; ends: CountedDay | undefined; typed: TypedDay; note: string; problems: readonly FieldProblem[] }, options: Options): View {
  const t = texts(options.locale);
  const { locale } = options;
  const errors = formErrors(model.problems, options.locale);
  const main = html`${errorSummary({ errors: errors.all, locale })}${heading(t.objection, 1, { preline: model.file.reference })}${refusalAlert(model.refusal, options)}${lead(t.objectionLead)}${model.ends === undefined ? '' : paragraph(t.objectionEnds(formatDate(model.ends.latest, locale)))}${form({
    csrf: options.csrf,
    fields: html`${hiddenField({ name: 'version', value: model.version })}${dateField({ name: 'receivedOn', label: t.receivedOn, value: model.typed, error: errors.of('receivedOn'), locale })}${textArea({ name: 'note', label: t.objectionNote, value: model.note, error: errors.of('note'), rows: 4, locale })}`,
    buttons: html`${button({ label: t.saveObjection })}${backButton(options)}`,
  })}`;
  return frame(t.objection, main, model.file, options, errors.all.length > 0);
}

/** Says what will be gone before a case is deleted. */
export function deleteView(model: { file: CaseFile }, options: Options): View {
  const t = texts(options.locale);
  const main = model.file.state === 'closed'
    ? html`${heading(t.delete, 1, { preline: model.file.reference })}${alert({ kind: 'warning', title: t.deleteLead, body: t.undo })}${paragraph(t.goneIntro)}${list(t.gone())}${paragraph(t.kept)}${form({
      csrf: options.csrf, fields: hiddenField({ name: 'version', value: model.file.version }), buttons: html`${button({ label: t.confirm })}${backButton(options)}`,
    })}${model.file.deletionAsked === null ? '' : html`${paragraph(t.askedBy(model.file.deletionAsked.name))}${form({ csrf: options.csrf, action: options.keepHref, label: t.keep, fields: hiddenField({ name: 'version', value: model.file.version }), buttons: button({ label: t.keep, look: 'secondary' }) })}`}`
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
