import { button, form, heading, html, lead, linkButton, paragraph } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import type { SignOutWish } from '../../actions/read-sign-out-wish.ts';

const texts = translations({
  de: {
    title: 'Abmelden', lead: (app: string | undefined) => (app === undefined ? 'Möchten Sie sich abmelden?' : `Sie kommen von „${app}“. Möchten Sie sich abmelden?`),
    everywhere: 'Sie werden bei der Plattform und in allen Anwendungen abgemeldet, die Sie in diesem Browser geöffnet haben.', out: 'Überall abmelden', stay: 'Angemeldet bleiben',
    done: 'Sie sind abgemeldet', doneLead: 'Das gilt auch für die Anwendungen, die Sie in diesem Browser geöffnet hatten.', back: (app: string) => `Zurück zu ${app}`, start: 'Zur Startseite',
  },
  en: {
    title: 'Sign out', lead: (app) => (app === undefined ? 'Do you want to sign out?' : `You come from “${app}”. Do you want to sign out?`),
    everywhere: 'You will be signed out of the platform and of all apps that you have opened in this browser.', out: 'Sign out everywhere', stay: 'Stay signed in',
    done: 'You are signed out', doneLead: 'The same goes for the apps that you had opened in this browser.', back: (app) => `Back to ${app}`, start: 'To the home page',
  },
});

type Options = { readonly locale: Locale; readonly urlFor: UrlFor };

/** Asks somebody who comes from an app whether they want to sign out. */
export function askView(wish: SignOutWish & { readonly action: string; readonly csrf: string }, options: Options): View {
  const t = texts(options.locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead(wish.app))}${paragraph(t.everywhere)}
      ${form({ csrf: wish.csrf, action: wish.action, fields: '', buttons: html`${button({ label: t.out })}${linkButton({ label: t.stay, href: options.urlFor.public('offices'), look: 'secondary' })}` })}`,
  };
}

/** For somebody who is signed out, with the way back to the app. */
export function signedOutView(wish: SignOutWish, options: Options): View {
  const t = texts(options.locale);
  return {
    title: t.done,
    main: html`${heading(t.done)}${lead(t.doneLead)}${wish.goOnTo === undefined || wish.app === undefined ? linkButton({ label: t.start, href: options.urlFor.public(), look: 'secondary' }) : linkButton({ label: t.back(wish.app), href: wish.goOnTo })}`,
  };
}
