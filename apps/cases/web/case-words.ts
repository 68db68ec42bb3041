import { translations, type Locale } from '@allmende/i18n';
import type { Tone } from '@allmende/html';
import type { ActionKind } from '../data/tables.ts';
import type { CaseState } from '../domain/case-file.ts';

/** Words for states, flags and what was done, for all pages of cases. */
export const caseWords = translations({
  de: {
    open: 'Offen', new: 'Neu', 'in-progress': 'In Bearbeitung', waiting: 'Wartet', decided: 'Entschieden', closed: 'Abgeschlossen',
    'evidence-missing': 'Nachweis fehlt', 'amount-unknown': 'Betrag offen', 'remedy-unknown': 'Rechtsbehelf offen', 'example-values': 'Beispielwerte', 'deemed-approval': 'Gilt sonst als genehmigt', objection: 'Widerspruch', 'objection-late': 'Widerspruch verspätet', 'evidence-new': 'Nachweis ist da', 'message-new': 'Neue Nachricht', withdrawn: 'Antrag zurückgenommen', 'statement-open': 'Wartet auf Stellungnahme', 'statement-new': 'Stellungnahme ist da', 'entered-by-office': 'Von der Behörde erfasst',
    opened: 'Eingegangen', assigned: 'Übernommen', released: 'Zurückgegeben', evidence: 'Nachweis eingegangen', posted: 'Bekanntgabe eingetragen', caseDecided: 'Bescheid erlassen', caseClosed: 'Abgeschlossen', objected: 'Widerspruch eingegangen', requested: 'Unterlagen angefordert', message: 'Nachricht eingegangen', seen: 'Zur Kenntnis genommen', 'posting-undone': 'Bekanntgabe zurückgenommen', 'office-asked': 'Stellungnahme erbeten', statement: 'Stellungnahme eingegangen', 'request-withdrawn': 'Bitte um Stellungnahme zurückgenommen', 'deletion-asked': 'Löschung vorgeschlagen', 'deletion-stopped': 'Vorschlag zur Löschung verworfen', platform: 'Plattform', applicant: 'Antragstellende Person',
    'take-on': 'Übernehmen', decide: 'Prüfen und entscheiden', post: 'Zur Post geben', 'answer-objection': 'Widerspruch prüfen', close: 'Abschließen', 'close-withdrawn': 'Als zurückgenommen abschließen', delete: 'Löschen, wenn die Frist um ist', none: 'Nichts',
  },
  en: {
    open: 'Open', new: 'New', 'in-progress': 'In progress', waiting: 'Waiting', decided: 'Decided', closed: 'Closed',
    'evidence-missing': 'Evidence missing', 'amount-unknown': 'Amount open', 'remedy-unknown': 'Remedy open', 'example-values': 'Example values', 'deemed-approval': 'Else counts as approved', objection: 'Objection', 'objection-late': 'Objection too late', 'evidence-new': 'Evidence is here', 'message-new': 'New message', withdrawn: 'Application withdrawn', 'statement-open': 'Waits for a statement', 'statement-new': 'Statement is here', 'entered-by-office': 'Entered by the authority',
    opened: 'Received', assigned: 'Taken on', released: 'Given back', evidence: 'Evidence received', posted: 'Service of the notice entered', caseDecided: 'Notice issued', caseClosed: 'Closed', objected: 'Objection received', requested: 'Documents requested', message: 'Message received', seen: 'Noted', 'posting-undone': 'Service of the notice taken back', 'office-asked': 'Statement asked for', statement: 'Statement received', 'request-withdrawn': 'Request for a statement withdrawn', 'deletion-asked': 'Deletion proposed', 'deletion-stopped': 'Proposal to delete dropped', platform: 'Platform', applicant: 'Applicant',
    'take-on': 'Take on', decide: 'Check and decide', post: 'Give to the post', 'answer-objection': 'Examine the objection', close: 'Close', 'close-withdrawn': 'Close as withdrawn', delete: 'Delete when the period is over', none: 'Nothing',
  },
});

/** Colour of a state; the word says the same. */
export const STATE_TONES: Readonly<Record<CaseState, Tone | 'neutral'>> = { new: 'info', 'in-progress': 'warning', waiting: 'warning', decided: 'success', closed: 'neutral' };

/** What was done to a case, in words. */
export function actionWord(kind: ActionKind, locale: Locale): string {
  const words = caseWords(locale);
  return kind === 'decided' ? words.caseDecided : kind === 'closed' ? words.caseClosed : kind === 'withdrawn' ? words.withdrawn : words[kind];
}
