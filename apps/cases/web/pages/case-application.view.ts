import { alert, badge, descriptionList, heading, html, list, paragraph, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro, type Cents } from '@allmende/money';
import type { CaseContent } from '../../domain/case-content.ts';
import type { CaseEvidence } from '../../domain/case-evidence.ts';
import { contradictionsOf } from '../../domain/contradictions.ts';

const texts = translations({
  de: {
    results: 'Berechnung', fees: 'Gebühren', free: 'kostenlos', feeSource: (source: string) => `Quelle: ${source}`, missing: 'Diese Nachweise kommen noch', notAnswered: 'keine Angabe, die Frage ist freiwillig', differs: 'Nachweis passt nicht', counter: 'am Schalter', paper: 'auf Papier', phone: 'am Telefon', entered: (by: string, how: string) => `${by} hat diesen Antrag für die Person erfasst, ${how}.`,
    contradicted: (count: number) => (count === 1 ? 'Zu 1 Antwort passt ein Nachweis nicht' : `Zu ${count} Antworten passt ein Nachweis nicht`), contradictedText: 'Ein Programm hat die Nachweise gelesen und die Angabe darin nicht gefunden. Das ist nur ein Hinweis: Sehen Sie selbst nach.',
  },
  en: {
    results: 'Calculation', fees: 'Fees', free: 'free of charge', feeSource: (source: string) => `Source: ${source}`, missing: 'This evidence is still to come', notAnswered: 'no answer, the question is optional', differs: 'Evidence does not fit', counter: 'at the counter', paper: 'on paper', phone: 'by telephone', entered: (by: string, how: string) => `${by} entered this application for the person, ${how}.`,
    contradicted: (count: number) => (count === 1 ? 'Evidence does not fit 1 answer' : `Evidence does not fit ${count} answers`), contradictedText: 'A program has read the evidence and did not find the answer in it. That is only a hint: look for yourself.',
  },
});

/** The application in words as its applicant saw it, page by page: what is still to come, what was left open, and which answers a document does not bear out. */
export function application(content: CaseContent, locale: Locale, evidence: readonly CaseEvidence[] = []): Html {
  const t = texts(locale);
  const summary = content.summary[locale] ?? content.summary.de;
  const missing = content.missingEvidence.map((label) => label[locale] ?? label.de);
  const contradictions = contradictionsOf(content, evidence);
  const marks = (field: string | undefined, row: string | undefined) => contradictions.filter((one) => one.field === field && one.row === row);
  return html`${content.entry === undefined ? '' : alert({ kind: 'info', title: t.entered(content.entry.by, t[content.entry.channel]) })}${missing.length === 0 ? '' : alert({ kind: 'warning', title: t.missing, body: list(missing) })}${
    contradictions.length === 0 ? '' : alert({ kind: 'warning', title: t.contradicted(contradictions.length), body: t.contradictedText })}${summary.pages.map((page) => html`${heading(page.title, 3)}${descriptionList(page.rows.map((row) => {
    const against = marks(row.field, page.row);
    const value = row.value ?? html`<em>${t.notAnswered}</em>`;
    return { name: row.label, value: against.length === 0 ? value : html`${value} ${badge(t.differs, 'warning', { small: true })}${against.map(({ hint, document }) => paragraph(`${document[locale] ?? document.de}: ${hint[locale] ?? hint.de}`, 'small'))}` };
  }), locale)}`)}${summary.results.length === 0 ? '' : html`${heading(t.results, 3)}${descriptionList(summary.results.map((row) => ({ name: row.label, value: row.value ?? '' })), locale)}`}${
    content.fees === undefined ? '' : html`${heading(t.fees, 3)}${descriptionList(content.fees.map(({ label, cents, source }) => ({ name: label[locale] ?? label.de, value: html`${cents === 0 ? t.free : formatEuro(cents as Cents, locale)}${paragraph(t.feeSource(source), 'small')}` })), locale)}`}`;
}
