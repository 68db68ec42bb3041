import { translations } from '@allmende/i18n';
import type { Tone } from '@allmende/html';
import type { CaseState } from '../domain/case-file.ts';

/** Words for states, flags and what was done, for all pages of cases. */
export const caseWords = translations({
  de: {
    open: 'Offen', new: 'Neu', 'in-progress': 'In Bearbeitung', waiting: 'Wartet', decided: 'Entschieden', closed: 'Abgeschlossen',
    'evidence-missing': 'Nachweis fehlt', 'amount-unknown': 'Betrag offen', 'remedy-unknown': 'Rechtsbehelf offen', 'example-values': 'Beispielwerte',
    opened: 'Eingegangen', assigned: 'Übernommen', released: 'Zurückgegeben', evidence: 'Nachweis eingegangen', posted: 'Bescheid zur Post gegeben', caseDecided: 'Bescheid erlassen', caseClosed: 'Abgeschlossen', platform: 'Plattform',
  },
  en: {
    open: 'Open', new: 'New', 'in-progress': 'In progress', waiting: 'Waiting', decided: 'Decided', closed: 'Closed',
    'evidence-missing': 'Evidence missing', 'amount-unknown': 'Amount open', 'remedy-unknown': 'Remedy open', 'example-values': 'Example values',
    opened: 'Received', assigned: 'Taken on', released: 'Given back', evidence: 'Evidence received', posted: 'Notice sent by post', caseDecided: 'Notice issued', caseClosed: 'Closed', platform: 'Platform',
  },
});

/** Colour of a state; the word says the same. */
export const STATE_TONES: Readonly<Record<CaseState, Tone | 'neutral'>> = { new: 'info', 'in-progress': 'warning', waiting: 'warning', decided: 'success', closed: 'neutral' };
