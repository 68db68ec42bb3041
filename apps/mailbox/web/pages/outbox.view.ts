import { card, emptyState, heading, html, lead, link, paragraph } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { KeptMail } from '@allmende/mail';

const texts = translations({
  de: { title: 'Postausgang', lead: 'Auf dieser Plattform ist kein Mailserver eingerichtet. E-Mails bleiben hier liegen, damit man sie beim Ausprobieren sieht.', none: 'Noch keine E-Mail.', to: 'An' },
  en: { title: 'Outbox', lead: 'No mail server is set up on this platform. E-mails stay here, so that they can be seen while trying things out.', none: 'No e-mail yet.', to: 'To' },
});

/** The e-mails of the outbox, newest first. */
export function outboxView(mails: readonly KeptMail[], locale: Locale): View {
  const t = texts(locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${mails.length === 0 ? emptyState({ title: t.none }) : mails.map((mail) => card({
      title: mail.subject, body: html`${paragraph(html`${t.to}: ${mail.to}`)}${mail.text.split(/\n+/u).filter((line) => line !== '').map((line) => paragraph(/^https?:\/\/\S+$/u.test(line) ? link({ label: line, href: line }) : line))}`,
    }))}`,
  };
}
