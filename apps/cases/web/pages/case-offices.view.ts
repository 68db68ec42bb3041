import { badge, button, details, form, heading, hiddenField, html, linkButton, paragraph, section, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import { isOpen, type CaseFile } from '../../domain/case-file.ts';
import type { Participation, ParticipationContent } from '../../domain/participation.ts';

const texts = translations({
  de: {
    title: 'Andere Stellen', ask: 'Um Stellungnahme bitten', asked: 'erbeten', answered: 'ist da', withdrawn: 'zurückgenommen', late: 'überfällig', by: (day: string) => `bis ${day}`, question: (name: string) => `${name} fragt:`, from: (name: string, when: string) => `Stellungnahme von ${name}, ${when}`, withdraw: 'Bitte zurücknehmen', none: 'Niemand ist beteiligt.',
    shown: (count: number) => (count === 1 ? 'Sieht 1 Teil des Falls.' : `Sieht ${count} Teile des Falls.`),
  },
  en: {
    title: 'Other offices', ask: 'Ask for a statement', asked: 'asked', answered: 'is here', withdrawn: 'withdrawn', late: 'overdue', by: (day: string) => `by ${day}`, question: (name: string) => `${name} asks:`, from: (name: string, when: string) => `Statement of ${name}, ${when}`, withdraw: 'Withdraw the request', none: 'Nobody takes part.',
    shown: (count: number) => (count === 1 ? 'Sees 1 part of the case.' : `Sees ${count} parts of the case.`),
  },
});

export type ShownParticipation = Participation & Pick<ParticipationContent, 'question' | 'askedByName' | 'parts' | 'statement' | 'answeredByName'>;

/** Who was asked about a case, what they said, and the way to ask somebody. */
export function officesPart(file: CaseFile, participations: readonly ShownParticipation[], options: { readonly locale: Locale; readonly csrf: string; readonly href: (...more: string[]) => string; readonly mayDecide: boolean; readonly today: PlainDate }): Html {
  const { locale } = options;
  const t = texts(locale);
  const canAsk = options.mayDecide && isOpen(file.state);
  if (participations.length === 0 && !canAsk) return html``;
  const entries = participations.map((one) => {
    const isLate = one.state === 'asked' && one.dueOn < options.today;
    const state = html`${badge(t[one.state], one.state === 'answered' ? 'success' : one.state === 'asked' ? 'info' : 'neutral', { small: true })}${isLate ? html` ${badge(t.late, 'warning', { small: true })}` : ''}`;
    const withdraw = one.state === 'asked' && options.mayDecide ? form({ csrf: options.csrf, action: options.href('offices', one.id, 'withdraw'), label: `${t.withdraw}: ${one.officeName}`, fields: hiddenField({ name: 'version', value: file.version }), buttons: button({ label: t.withdraw, look: 'tertiary', small: true }) }) : '';
    return html`${heading(one.officeName, 3)}${paragraph(html`${state} ${one.state === 'asked' ? t.by(formatDate(one.dueOn as PlainDate, locale)) : ''}`)}${
      one.statement === undefined ? '' : html`${paragraph(t.from(one.answeredByName ?? '', one.answeredAt === null ? '' : formatInstant(one.answeredAt, locale)), 'muted')}${one.statement.split(/\n{2,}/u).map((text) => paragraph(text))}`
    }${details({ summary: t.question(one.askedByName), body: html`${paragraph(one.question)}${paragraph(t.shown(one.parts.length), 'small')}` })}${withdraw}`;
  });
  return section(html`${heading(t.title, 2)}${participations.length === 0 ? paragraph(t.none, 'muted') : entries}${canAsk ? linkButton({ label: t.ask, href: options.href('offices'), look: 'secondary' }) : ''}`);
}
