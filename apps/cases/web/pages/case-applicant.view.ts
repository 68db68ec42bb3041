import { alert, button, form, heading, hiddenField, html, linkButton, linkRow, list, paragraph, section, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { isOpen, isWithdrawn, type CaseFile } from '../../domain/case-file.ts';
import { newsOf } from '../../domain/case-news.ts';

const texts = translations({
  de: {
    title: 'Kontakt mit der antragstellenden Person', news: 'Das ist neu', 'evidence-new': 'Ein Nachweis ist gekommen und geprüft.', 'message-new': 'Eine Nachricht ist gekommen.', seen: 'Zur Kenntnis genommen', withdrawn: 'Die antragstellende Person hat den Antrag zurückgenommen',
    waits: 'Der Fall wartet auf die antragstellende Person. Sobald etwas kommt, steht er oben in der Liste.', request: 'Unterlagen anfordern', messages: 'Nachrichten',
  },
  en: {
    title: 'Contact with the applicant', news: 'This is new', 'evidence-new': 'Evidence has come and was checked.', 'message-new': 'A message has come.', seen: 'Noted', withdrawn: 'The applicant has taken the application back',
    waits: 'The case waits for the applicant. As soon as something comes, it stands on top of the list.', request: 'Request documents', messages: 'Messages',
  },
});

/** What came from the applicant and how to reach them: requests and messages. */
export function applicantPart(file: CaseFile, { locale, csrf, href, mayDecide }: { readonly locale: Locale; readonly csrf: string; readonly href: (...more: string[]) => string; readonly mayDecide: boolean }): Html {
  const t = texts(locale);
  const news = newsOf(file).flatMap((flag) => (flag === 'evidence-new' || flag === 'message-new' ? [t[flag]] : []));
  const seen = mayDecide ? form({ csrf, action: href('seen'), label: t.seen, fields: '', buttons: html`${hiddenField({ name: 'version', value: file.version })}${button({ label: t.seen, look: 'secondary', small: true })}` }) : '';
  const links = [...(mayDecide && isOpen(file.state) && !isWithdrawn(file) ? [linkButton({ label: t.request, href: href('request'), look: 'secondary' })] : []), linkButton({ label: t.messages, href: href('messages'), look: 'secondary' })];
  return section(html`${heading(t.title, 2)}${isWithdrawn(file) ? alert({ kind: 'warning', title: t.withdrawn }) : ''}${news.length === 0 ? '' : alert({ kind: 'info', title: t.news, body: html`${list(news)}${seen}` })}${file.state === 'waiting' ? paragraph(t.waits) : ''}${linkRow(links)}`);
}
