import { heading, html, lead, paragraph } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';

const texts = translations({
  de: {
    title: 'Die Anwendung konnte Sie nicht anmelden', lead: 'Es liegt nicht an Ihnen.',
    client: 'Die Plattform kennt diese Anwendung nicht, oder sie läuft nicht mehr.', redirect: 'Die Anwendung nannte eine Adresse für den Rückweg, die nicht ihre ist.', session: 'Die Anmeldung gilt nicht mehr. Öffnen Sie die Anwendung noch einmal.',
    other: 'Die Anwendung hat die Anmeldung so angefragt, wie die Plattform es nicht zulässt.', say: (error: string) => `Für die Technik: ${error}`,
  },
  en: {
    title: 'The app could not sign you in', lead: 'It is not your doing.',
    client: 'The platform does not know this app, or it runs no more.', redirect: 'The app named an address for the way back that is not its own.', session: 'The sign-in is no longer valid. Open the app again.',
    other: 'The app asked for the sign-in in a way that the platform does not allow.', say: (error: string) => `For technicians: ${error}`,
  },
});

/** Says in plain words what was wrong; the code of the standard stands below. */
export function problemView(model: { readonly error: string | undefined }, options: { readonly locale: Locale }): View {
  const t = texts(options.locale);
  const { error } = model;
  const said = error === 'invalid_client' ? t.client : error === 'invalid_redirect_uri' ? t.redirect : error === 'session_not_found' ? t.session : t.other;
  return { title: t.title, main: html`${heading(t.title)}${lead(t.lead)}${paragraph(said)}${error === undefined ? '' : paragraph(t.say(error))}` };
}
