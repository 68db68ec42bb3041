import { html, paragraph, timeline, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { Message } from '../data/message.ts';

const texts = translations({ de: { none: 'Noch keine Fragen.', supplier: 'Anbieter', operator: 'Betrieb der Plattform' }, en: { none: 'No questions yet.', supplier: 'Supplier', operator: 'Operator of the platform' } });

/** Questions and answers about a solution, the oldest first. */
export function messagesView(messages: readonly Message[], locale: Locale): Html {
  const t = texts(locale);
  if (messages.length === 0) return paragraph(t.none, 'muted');
  return timeline(messages.map(({ author, text, writtenAt }) => ({ at: formatInstant(writtenAt, locale), title: t[author], detail: html`${text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [html`<br>`, line]))}` })));
}
