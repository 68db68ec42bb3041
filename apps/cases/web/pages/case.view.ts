import { alert, badge, button, card, descriptionList, form, heading, hiddenField, html, linkButton, linkRow, link, paragraph, section, split, timeline, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro, type Cents } from '@allmende/money';
import { withQuery } from '@allmende/tenancy';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import type { ActionKind } from '../../data/tables.ts';
import type { CaseEvidence } from '../../domain/case-evidence.ts';
import type { CaseContent } from '../../domain/case-content.ts';
import type { CaseDeadline, WaitingDeadline } from '../../domain/case-deadlines.ts';
import type { CaseFile, NextStep } from '../../domain/case-file.ts';
import { serviceStatement, type Notice, type NoticeContent } from '../../domain/notice.ts';
import { deadlineFacts, deadlinePart, servedFacts } from './case-deadlines.view.ts';
import { application } from './case-application.view.ts';
import { applicantPart } from './case-applicant.view.ts';
import { evidencePart } from './case-evidence.view.ts';
import { officesPart, type ShownParticipation } from './case-offices.view.ts';
import { actionWord, caseWords, STATE_TONES } from '../case-words.ts';

const texts = translations({
  de: {
    cases: 'Fälle', application: 'Der Antrag', applicationText: 'Fragen und Antworten, wie sie die antragstellende Person gelesen und geschrieben hat.', next: 'Nächster Schritt', facts: 'Der Fall', state: 'Stand', received: 'Eingegangen', service: 'Leistung', place: 'Ort', assignee: 'Bearbeitung',
    nobody: 'noch niemand', name: 'Name', language: 'Sprache des Antrags', version: 'Fassung der Leistung', hints: 'Hinweise', history: 'Verlauf', notice: 'Bescheid', decision: 'Entscheidung', amount: 'Betrag', firstAmount: 'Erster Zeitraum', due: 'Fällig am', issued: 'Erlassen', posted: 'Zur Post gegeben',
    notPosted: 'noch nicht', service_of: 'Bekanntgabe', pdf: 'Bescheid als PDF', pdfSoon: 'Das PDF entsteht gerade. Laden Sie die Seite in ein paar Sekunden neu.', takeOn: 'Übernehmen Sie den Fall. Dann wissen alle, wer ihn bearbeitet.', takeOnButton: 'Fall übernehmen', release: 'Fall zurückgeben',
    decide: 'Prüfen Sie den Antrag und entscheiden Sie.', decideButton: 'Entscheiden', othersWork: (name: string) => `${name} bearbeitet diesen Fall.`, post: 'Drucken Sie den Bescheid aus und geben Sie ihn zur Post. Tragen Sie dann den Tag ein.', postButton: 'Absendung eintragen', close: 'Der Bescheid ist unterwegs. Schließen Sie den Fall ab, wenn nichts mehr zu tun ist.',
    closeButton: 'Fall abschließen', closeWithout: 'Ohne Bescheid abschließen', delete: 'Der Fall ist abgeschlossen. Wenn die Frist zur Aufbewahrung vorbei ist, kann ihn die Amtsleitung löschen.', deleteButton: 'Fall löschen', readOnly: 'Sie sehen diesen Fall ohne Inhalte.', readOnlyText: 'Ihre Rolle sieht, dass es den Fall gibt und wie er steht. Was jemand geschrieben hat, sieht sie nicht.',
    answerObjection: 'Gegen den Bescheid liegt ein Widerspruch vor. Prüfen Sie ihn: Helfen Sie ihm ab oder legen Sie ihn der Widerspruchsbehörde vor (§§ 72, 73 VwGO). Schließen Sie den Fall erst ab, wenn darüber entschieden ist.', objectionButton: 'Widerspruch eintragen', exportButton: 'Akte als xdomea herunterladen', exportTitle: 'Akte ausgeben', exportText: 'Alle Angaben und Dokumente dieses Falls als ZIP nach xdomea 3.0. Der Fall bleibt hier.',
    withdrawn: 'Der Antrag ist zurückgenommen, zu entscheiden ist nichts mehr. Sehen Sie nach, ob noch etwas zu tun ist, und schließen Sie den Fall ab.', closeWithdrawn: 'Als zurückgenommen abschließen', decideAnyway: 'Trotzdem entscheiden',
    posted_formal: 'Zugestellt', posted_mailbox: 'Im Postfach bereitgestellt', example: 'Beispielwerte', exampleText: 'Die Steuersätze oder Texte sind Beispiele. Dieser Fall dient der Vorführung.', nothing: 'Für Sie ist gerade nichts zu tun.', direct: 'Sie können gleich entscheiden. Dann bearbeiten Sie den Fall.', nextCase: 'Nächster Fall', batchButton: 'Zum Stapel für die Post', keptUntil: 'Aufbewahrt bis', keptUnknown: 'Frist nicht eingetragen', deletionAsked: 'Löschung vorgeschlagen von',
  },
  en: {
    cases: 'Cases', application: 'The application', applicationText: 'Questions and answers as the applicant read and wrote them.', next: 'Next step', facts: 'The case', state: 'State', received: 'Received', service: 'Service', place: 'Place', assignee: 'Caseworker',
    nobody: 'nobody yet', name: 'Name', language: 'Language of the application', version: 'Version of the service', hints: 'Notes', history: 'History', notice: 'Notice', decision: 'Decision', amount: 'Amount', firstAmount: 'First period', due: 'Due on', issued: 'Issued', posted: 'Given to the post',
    notPosted: 'not yet', service_of: 'Service of the notice', pdf: 'Notice as PDF', pdfSoon: 'The PDF is being made. Reload the page in a few seconds.', takeOn: 'Take the case on, so that everybody knows who works on it.', takeOnButton: 'Take on', release: 'Give back',
    decide: 'Check the application and decide.', decideButton: 'Decide', othersWork: (name: string) => `${name} is working on this case.`, post: 'Print the notice and give it to the post. Then enter the day.', postButton: 'Enter posting', close: 'The notice is on its way. Close the case when nothing is left to do.',
    closeButton: 'Close case', closeWithout: 'Close without a notice', delete: 'The case is closed. When its retention period is over, the head of office can delete it.', deleteButton: 'Delete case', readOnly: 'You see this case without its contents.', readOnlyText: 'Your role sees that the case exists and where it stands, not what somebody wrote.',
    answerObjection: 'There is an objection against the notice. Examine it: allow it, or pass it to the authority that decides on objections (§§ 72, 73 VwGO). Close the case only when that is decided.', objectionButton: 'Enter an objection', exportButton: 'Download the file as xdomea', exportTitle: 'Hand out the file', exportText: 'Everything in this case, documents included, as a ZIP by xdomea 3.0. The case stays here.',
    withdrawn: 'The application is withdrawn; there is nothing to decide any more. See whether something is left to do and close the case.', closeWithdrawn: 'Close as withdrawn', decideAnyway: 'Decide nevertheless',
    posted_formal: 'Delivered', posted_mailbox: 'Put into the mailbox', example: 'Example values', exampleText: 'Tax rates or texts are examples. This case is for demonstration.', nothing: 'There is nothing for you to do right now.', direct: 'You can decide at once. You then work on the case.', nextCase: 'Next case', batchButton: 'To the batch for the post', keptUntil: 'Kept until', keptUnknown: 'period not entered', deletionAsked: 'Deletion proposed by',
  },
});

// More than these do not fit beside each other on a phone.
const MOST_DIRECT = 3;

type Model = {
  file: CaseFile; next: NextStep; content: CaseContent | undefined; notice: (Notice & { written: NoticeContent | undefined }) | undefined;
  evidence: readonly CaseEvidence[]; participations: readonly ShownParticipation[];
  deadlines: readonly (CaseDeadline & { daysLeft: number })[]; waitingDeadlines: readonly WaitingDeadline[];
  history: readonly { kind: ActionKind; at: Date; actor: string | undefined; note: string | undefined }[];
};

type Options = { locale: Locale; csrf: string; href: (...more: string[]) => string; listHref: string; mayDecide: boolean; mayDelete: boolean; mayExport: boolean; isMine: boolean; today: PlainDate; nextHref: string; postHref: string };

/** One case: the one next step on top, then the application as its applicant saw it, and beside it where it stands and what was done. */
export function caseView(model: Model, options: Options): View {
  const t = texts(options.locale);
  const { file, content } = model;
  const title = `${file.serviceName[options.locale]}, ${file.reference}`;
  const aside = html`${heading(t.facts, 2)}${facts(model, options)}${model.deadlines.length === 0 ? '' : deadlineFacts(model, options.locale)}${model.notice === undefined ? '' : section(html`${heading(t.notice, 2)}${noticeFacts(model.notice, options)}`)}${section(html`${heading(t.history, 2)}${history(model, options)}`)}${options.mayExport ? section(html`${heading(t.exportTitle, 2)}${paragraph(t.exportText)}${linkButton({ label: t.exportButton, href: options.href('xdomea.zip'), look: 'secondary' })}`) : ''}`;
  const left = content === undefined
    ? alert({ kind: 'info', title: t.readOnly, body: t.readOnlyText })
    : html`${file.flags.includes('example-values') ? alert({ kind: 'info', title: t.example, body: t.exampleText }) : ''}${evidencePart(content, model.evidence, options)}${heading(t.application, 2)}${paragraph(t.applicationText, 'muted')}${application(content, options.locale, model.evidence)}`;
  return {
    title, breadcrumbs: [{ label: t.cases, href: options.listHref }, { label: file.reference }],
    main: html`${heading(file.reference, 1, { preline: file.serviceName[options.locale] })}${deadlinePart(model, options.locale)}${card({ title: t.next, body: nextStepOf(model, options) })}${content === undefined ? '' : html`${applicantPart(file, options)}${officesPart(file, model.participations, options)}`}${section(split({ aside, content: left, asideLast: true }))}`,
  };
}

function nextStepOf({ file, next, notice, content }: Model, { locale, csrf, href, mayDecide, mayDelete, isMine, nextHref, postHref }: Options): Html {
  const t = texts(locale);
  // With many ways to decide the page that lists them reads better than a row of buttons.
  const ways = content?.decisions ?? [];
  const decisions = ways.length <= MOST_DIRECT ? ways : [];
  const direct = decisions.length === 0 ? html`` : html`${paragraph(t.direct)}${linkRow(decisions.map(({ id, label }, index) => linkButton({ label: label[locale] ?? label.de, href: withQuery(href('decide'), { decision: id, quick: 'yes' }), look: index === 0 ? 'primary' : 'secondary' })))}`;
  const assignment = (to: 'me' | 'nobody', buttons: Html) => form({ csrf, action: href('assign'), fields: '', buttons: html`${hiddenField({ name: 'version', value: file.version })}${hiddenField({ name: 'to', value: to })}${buttons}` });
  if (next === 'delete') return html`${paragraph(t.delete)}${mayDelete ? linkButton({ label: t.deleteButton, href: href('delete'), look: 'secondary' }) : ''}${mayDecide && notice?.postedOn != null ? linkButton({ label: t.objectionButton, href: href('objection'), look: 'tertiary' }) : ''}`;
  if (!mayDecide) return paragraph(t.nothing);
  switch (next) {
    case 'take-on': return html`${paragraph(t.takeOn)}${direct}${assignment('me', button({ label: t.takeOnButton, look: decisions.length === 0 ? 'primary' : 'secondary' }))}`;
    case 'decide': {
      const whose = isMine || file.assignee === null ? paragraph(t.decide) : paragraph(t.othersWork(file.assignee.name));
      const work = isMine
        ? assignment('nobody', html`${linkButton({ label: t.decideButton, href: href('decide'), look: decisions.length === 0 ? 'primary' : 'secondary' })}${button({ label: t.release, look: 'secondary' })}${linkButton({ label: t.closeWithout, href: href('close'), look: 'tertiary' })}`)
        : assignment('me', button({ label: t.takeOnButton, look: 'secondary' }));
      return html`${whose}${isMine ? direct : ''}${work}`;
    }
    case 'close-withdrawn': return html`${paragraph(t.withdrawn)}${linkRow([linkButton({ label: t.closeWithdrawn, href: href('close') }), linkButton({ label: t.decideAnyway, href: href('decide'), look: 'tertiary' })])}`;
    case 'post': return html`${paragraph(t.post)}${linkRow([linkButton({ label: t.nextCase, href: nextHref }), linkButton({ label: t.postButton, href: href('posting'), look: 'secondary' }), ...(notice?.service.route === 'post' ? [linkButton({ label: t.batchButton, href: postHref, look: 'secondary' })] : [])])}`;
    case 'answer-objection': return html`${paragraph(t.answerObjection)}${linkButton({ label: t.closeButton, href: href('close'), look: 'secondary' })}`;
    case 'close': return html`${paragraph(t.close)}${linkButton({ label: t.closeButton, href: href('close') })}${linkButton({ label: t.objectionButton, href: href('objection'), look: 'tertiary' })}`;
    default: return paragraph(t.nothing);
  }
}

function facts({ file, content }: Model, { locale }: Options): Html {
  const t = texts(locale);
  const words = caseWords(locale);
  return descriptionList([
    { name: t.state, value: badge(words[file.state], STATE_TONES[file.state]) },
    ...(file.applicantName === null ? [] : [{ name: t.name, value: file.applicantName }]),
    { name: t.assignee, value: file.assignee?.name ?? t.nobody },
    { name: t.received, value: formatInstant(file.receivedAt, locale) },
    { name: t.place, value: file.placeName },
    ...(file.state === 'closed' ? [{ name: t.keptUntil, value: file.keptUntil === null ? t.keptUnknown : formatDate(file.keptUntil as PlainDate, locale) }] : []),
    ...(file.deletionAsked === null ? [] : [{ name: t.deletionAsked, value: `${file.deletionAsked.name}, ${formatInstant(file.deletionAsked.at, locale)}` }]),
    ...(file.flags.length === 0 ? [] : [{ name: t.hints, value: html`${file.flags.map((flag) => html`${badge(words[flag], 'warning', { small: true })} `)}` }]),
    ...(content === undefined ? [] : [{ name: t.version, value: content.service.version }, ...(content.language === 'de' ? [] : [{ name: t.language, value: content.language }])]),
  ], locale);
}

function noticeFacts(notice: NonNullable<Model['notice']>, { locale, href }: Options): Html {
  const t = texts(locale);
  const { written } = notice;
  const money = (cents: number | null) => (cents === null ? [] : [formatEuro(cents as Cents, locale)]);
  return html`${descriptionList([
    ...(written === undefined ? [] : [{ name: t.decision, value: written.decisionName }]),
    ...money(written?.amountCents ?? null).map((value) => ({ name: t.amount, value })),
    ...money(written?.firstAmountCents ?? null).map((value) => ({ name: t.firstAmount, value })),
    ...(notice.dueOn === null ? [] : [{ name: t.due, value: formatDate(notice.dueOn as PlainDate, locale) }]),
    { name: t.issued, value: formatInstant(notice.issuedAt, locale) },
    { name: { post: t.posted, formal: t.posted_formal, mailbox: t.posted_mailbox }[notice.service.route], value: notice.postedOn === null ? t.notPosted : formatDate(notice.postedOn as PlainDate, locale) },
    ...servedFacts(notice.service, locale),
    { name: t.service_of, value: serviceStatement(notice.service.route)[locale] },
  ], locale)}${written === undefined ? '' : notice.pdfFileId === null ? paragraph(t.pdfSoon, 'muted') : paragraph(link({ label: t.pdf, href: href('notice.pdf') }))}`;
}

function history({ history: entries }: Model, { locale }: Options): Html {
  return timeline(entries.toReversed().map((entry) => ({ at: formatInstant(entry.at, locale), title: actionWord(entry.kind, locale), detail: [entry.actor ?? '', entry.note ?? ''].filter((part) => part !== '').join(': ') || undefined })));
}
