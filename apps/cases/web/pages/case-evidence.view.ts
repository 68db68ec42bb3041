import { alert, badge, heading, html, link, list, paragraph, section, type Html, type Tone } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import type { CaseContent } from '../../domain/case-content.ts';
import type { CaseEvidence } from '../../domain/case-evidence.ts';

const texts = translations({
  de: {
    title: 'Nachweise', score: (score: number) => `Zu ${score} % vollständig`, count: (there: number, of: number) => `${there} von ${of} nötigen Angaben und Nachweisen waren da, als zuletzt etwas kam.`, there: 'Ist da', checking: 'Wird geprüft', refused: 'Nicht angenommen', later: 'Kommt später', office: 'Bitte selbst holen', open: 'Fehlt',
    optional: 'freiwillig', by: (day: string) => `bis ${day}`, came: (when: string) => `eingegangen am ${when}`, late: 'nachgereicht', hint: 'Maschinell gelesen, nur als Hinweis:',
  },
  en: {
    title: 'Evidence', score: (score: number) => `${score}% complete`, count: (there: number, of: number) => `${there} of ${of} required answers and documents were here when something last came.`, there: 'Here', checking: 'Being checked', refused: 'Not taken', later: 'Comes later', office: 'Please get it yourselves', open: 'Missing',
    optional: 'optional', by: (day: string) => `by ${day}`, came: (when: string) => `received on ${when}`, late: 'brought later', hint: 'Read by a machine, only as a hint:',
  },
});

const TONES: Readonly<Record<string, Tone | 'neutral'>> = { there: 'success', checking: 'info', refused: 'danger', later: 'neutral', office: 'warning', open: 'warning' };

/** How complete the case is, what each piece of evidence came to, and the documents themselves. Nothing where none is asked for. */
export function evidencePart(content: CaseContent, evidence: readonly CaseEvidence[], { locale, href }: { readonly locale: Locale; readonly href: (...more: string[]) => string }): Html {
  const t = texts(locale);
  const { completeness } = content;
  if (completeness === undefined || (completeness.evidence.length === 0 && evidence.length === 0)) return html``;
  const words: Readonly<Record<string, string>> = { there: t.there, checking: t.checking, refused: t.refused, later: t.later, office: t.office, open: t.open };
  return section(html`${heading(t.title, 2)}${alert({ kind: completeness.score === 100 ? 'success' : 'info', title: t.score(completeness.score), body: paragraph(t.count(completeness.there, completeness.required)) })}${list(completeness.evidence.map((item) => {
    const remarks = [item.isRequired ? undefined : t.optional, item.due === undefined ? undefined : t.by(formatDate(item.due as PlainDate, locale))].filter((remark) => remark !== undefined);
    return html`${item.label[locale] ?? item.label.de} ${badge(words[item.status] ?? item.status, TONES[item.status] ?? 'neutral', { small: true })}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`;
  }))}${evidence.filter(({ state }) => state === 'clean' || state === 'received').map((file) => html`${heading(file.name === '' ? (file.label[locale] ?? file.label.de) : file.name, 3)}${paragraph(html`${file.label[locale] ?? file.label.de}, ${t.came(formatInstant(new Date(file.receivedAt), locale))}${file.isLate ? html` ${badge(t.late, 'info', { small: true })}` : ''}`)}${
    file.fileId === null ? paragraph(t.checking) : paragraph(link({ label: file.name, href: href('evidence', file.id) }))}${file.hints.length === 0 ? '' : html`${paragraph(t.hint, 'muted')}${list(file.hints.map(({ text }) => text[locale] ?? text.de))}`}`)}`);
}
