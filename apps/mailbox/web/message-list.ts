import { alert, badge, card, html, link, list, paragraph, spoken, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import { refusalText } from '@allmende/uploads';
import type { Message, Side } from '../domain/message.ts';

const texts = translations({
  de: { you: 'Sie', applicant: 'Antragstellende Person', office: 'Behörde', read: (when: string) => `gelesen am ${when}`, unread: 'noch nicht gelesen', none: 'Noch hat niemand geschrieben.', checking: 'Wird geprüft', refused: 'Nicht angenommen', reload: 'Die Prüfung dauert nur einen Moment. Seite neu laden' },
  en: { you: 'You', applicant: 'Applicant', office: 'Authority', read: (when: string) => `read on ${when}`, unread: 'not read yet', none: 'Nobody has written yet.', checking: 'Being checked', refused: 'Not taken', reload: 'The check takes a moment only. Reload the page' },
  'de-leicht': { you: 'Sie', applicant: 'Antragstellende Person', office: 'Amt', read: (when: string) => `gelesen am ${when}`, unread: 'noch nicht gelesen', none: 'Es hat noch niemand geschrieben.', checking: 'Wird geprüft', refused: 'Nicht angenommen', reload: 'Wir prüfen die Datei. Seite neu laden' },
  uk: { you: 'Ви', applicant: 'Заявник', office: 'Орган', read: (when: string) => `прочитано ${when}`, unread: 'ще не прочитано', none: 'Ще ніхто не писав.', checking: 'Перевіряється', refused: 'Не прийнято', reload: 'Перевірка триває лише мить. Оновити сторінку' },
  ar: { you: 'أنت', applicant: 'مقدّم الطلب', office: 'الجهة', read: (when: string) => `قُرئت في ${when}`, unread: 'لم تُقرأ بعد', none: 'لم يكتب أحد بعد.', checking: 'قيد الفحص', refused: 'لم يُقبل', reload: 'يستغرق الفحص لحظة فقط. أعد تحميل الصفحة' },
});

/** The messages of a conversation, oldest first, as `reader` sees them; what the reader wrote says whether the other side has opened it. What the office writes is German, the official language. */
export function messageList(messages: readonly Message[], options: { readonly reader: Side; readonly fileHref: (attachment: string) => string; readonly pageHref: string }, language: Language): Html {
  const t = texts(language);
  if (messages.length === 0) return paragraph(t.none);
  const isChecking = messages.some(({ attachments }) => attachments.some(({ state }) => state === 'received'));
  return html`${isChecking ? alert({ kind: 'info', title: t.checking, body: link({ label: t.reload, href: options.pageHref }) }) : ''}${messages.map((message) => {
    const isOwn = message.from === options.reader;
    const who = isOwn && options.reader === 'applicant' ? t.you : message.author ?? t[message.from];
    const own = isOwn ? badge(message.readAt === null ? t.unread : t.read(formatInstant(message.readAt, language)), message.readAt === null ? 'neutral' : 'success', { small: true }) : '';
    const say = (line: string) => (message.from === 'office' && options.reader === 'applicant' ? spoken(line, 'de', language) : line);
    return card({
      title: html`<bdi>${who}</bdi>`,
      body: html`${paragraph(html`${formatInstant(message.at, language)} ${own}`, 'muted')}${message.text.split(/\n+/u).map((line) => paragraph(html`<bdi>${say(line)}</bdi>`))}${message.attachments.length === 0 ? '' : list(message.attachments.map(({ id, name, state, refusal }) => {
        const shown = html`<bdi>${name}</bdi>`;
        return state === 'clean' ? link({ label: shown, href: options.fileHref(id) }) : html`${shown} ${badge(state === 'received' ? t.checking : t.refused, state === 'received' ? 'info' : 'danger', { small: true })}${refusal === undefined ? '' : paragraph(refusalText(refusal, language))}`;
      }))}`,
    });
  })}`;
}
