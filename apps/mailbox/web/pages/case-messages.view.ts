import type { FieldProblem } from '@allmende/errors';
import { alert, errorSummary, formErrors, heading, html, lead, linkButton, section } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { CaseMessages } from '../../actions/case-messages.ts';
import { messageForm } from '../message-form.ts';
import { messageList } from '../message-list.ts';

const texts = translations({
  de: { cases: 'Fälle', title: 'Nachrichten', lead: 'Was Sie hier schreiben, liest die antragstellende Person auf der Statusseite. Ein Bescheid wird so nicht bekannt gegeben.', write: 'Nachricht schreiben', back: 'Zum Fall', unreachable: 'Hier ist niemand zu erreichen', unreachableText: 'Dieser Antrag kam nicht über die Online-Dienste dieser Plattform, oder er ist gelöscht. Nutzen Sie den Weg, auf dem er kam.', sent: 'Die Nachricht ist gesendet.' },
  en: { cases: 'Cases', title: 'Messages', lead: 'What you write here the applicant reads on the status page. It does not serve a notice.', write: 'Write a message', back: 'To the case', unreachable: 'Nobody can be reached here', unreachableText: 'This application did not come by the online services of this platform, or it is deleted. Use the way by which it came.', sent: 'The message is sent.' },
});

/** What the next page says once after a message went. */
export function messageSentWords(locale: Locale): string {
  return texts(locale).sent;
}

/** The conversation of a case, for the office. */
export function caseMessagesView(
  model: CaseMessages & { readonly text: string; readonly problems: readonly FieldProblem[]; readonly id: string },
  { locale, csrf, listHref, caseHref, pageHref, fileHref }: { readonly locale: Locale; readonly csrf: string; readonly listHref: string; readonly caseHref: string; readonly pageHref: string; readonly fileHref: (id: string) => string },
): View {
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { messages } = model;
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: listHref }, { label: model.reference, href: caseHref }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title, 1, { preline: model.reference })}${
      messages === undefined ? alert({ kind: 'info', title: t.unreachable, body: t.unreachableText }) : html`${lead(t.lead)}${messageList(messages, { reader: 'office', fileHref, pageHref }, locale)}${section(html`${heading(t.write, 2)}${messageForm({ csrf, id: model.id, text: model.text, errors }, locale)}`)}`
    }${section(linkButton({ label: t.back, href: caseHref, look: 'tertiary' }))}`,
  };
}
