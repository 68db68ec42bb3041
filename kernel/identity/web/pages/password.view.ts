import { button, errorSummary, form, formErrors, heading, html, lead, textField } from '@allmende/html';
import type { FieldProblem } from '@allmende/errors';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';

const texts = translations({
  de: {
    title: 'Passwort ändern', account: 'Mein Konto', lead: 'Danach sind Sie auf allen anderen Geräten abgemeldet.', current: 'Bisheriges Passwort', currentHint: 'Beim ersten Mal das Einmal-Passwort, das Sie bekommen haben.', next: 'Neues Passwort',
    nextHint: 'Mindestens 12 Zeichen. Gut sind mehrere Wörter, die nichts miteinander zu tun haben.', repeat: 'Neues Passwort wiederholen', submit: 'Passwort ändern',
  },
  en: {
    title: 'Change password', account: 'My account', lead: 'You will then be signed out on all other devices.', current: 'Present password', currentHint: 'The first time, the one-time password that you were given.', next: 'New password',
    nextHint: 'At least 12 characters. Several words that have nothing to do with each other are good.', repeat: 'Repeat the new password', submit: 'Change password',
  },
});

/** The page for a new password. */
export function passwordView(input: { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor; readonly problems?: readonly FieldProblem[] }): View {
  const { locale } = input;
  const t = texts(locale);
  const errors = formErrors(input.problems, locale);
  return {
    title: t.title,
    hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: t.account, href: input.urlFor.public('account') }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}
      ${form({
        csrf: input.csrf,
        fields: html`${textField({ name: 'current', label: t.current, hint: t.currentHint, type: 'password', autocomplete: 'current-password', locale, error: errors.of('current') })}
          ${textField({ name: 'password', label: t.next, hint: t.nextHint, type: 'password', autocomplete: 'new-password', locale, error: errors.of('password') })}
          ${textField({ name: 'repeat', label: t.repeat, type: 'password', autocomplete: 'new-password', locale, error: errors.of('repeat') })}`,
        buttons: button({ label: t.submit }),
      })}`,
  };
}
