import type { FieldProblem } from '@allmende/errors';
import { button, descriptionList, errorSummary, form, formErrors, heading, html, lead, linkButton, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';

const texts = translations({
  de: {
    title: 'Willkommen', lead: 'Wählen Sie ein Passwort. Danach sind Sie angemeldet.', name: 'Name', email: 'Anmelden mit', password: 'Passwort', passwordHint: 'Mindestens 12 Zeichen. Am besten mehrere Wörter, die nichts miteinander zu tun haben.', repeat: 'Passwort wiederholen', submit: 'Passwort setzen und anmelden',
    over: 'Diese Einladung gilt nicht mehr', overLead: 'Eine Einladung gilt 14 Tage und einmal. Bitte lassen Sie sich von den Digitalbeauftragten Ihrer Behörde eine neue geben.', signIn: 'Zur Anmeldung',
  },
  en: {
    title: 'Welcome', lead: 'Choose a password. Then you are signed in.', name: 'Name', email: 'Sign in with', password: 'Password', passwordHint: 'At least 12 characters. Best several words that have nothing to do with each other.', repeat: 'Repeat the password', submit: 'Set password and sign in',
    over: 'This invitation is over', overLead: 'An invitation works for 14 days and once. Please ask the digital officers of your authority for a new one.', signIn: 'To the sign-in',
  },
});

/** Where an invited person chooses a password. */
export function acceptInvitationView(input: { readonly name: string; readonly email: string; readonly csrf: string; readonly locale: Locale; readonly problems: readonly FieldProblem[] }): View {
  const { locale } = input;
  const t = texts(locale);
  const errors = formErrors(input.problems, locale);
  return {
    title: t.title,
    hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${descriptionList([{ name: t.name, value: input.name }, { name: t.email, value: input.email }], locale)}
      ${form({
        csrf: input.csrf,
        fields: html`${textField({ name: 'password', label: t.password, hint: t.passwordHint, type: 'password', autocomplete: 'new-password', locale, error: errors.of('password') })}
          ${textField({ name: 'repeat', label: t.repeat, type: 'password', autocomplete: 'new-password', locale, error: errors.of('repeat') })}`,
        buttons: button({ label: t.submit }),
      })}`,
  };
}

/** Says that an invitation no longer works. */
export function invitationOverView(input: { readonly locale: Locale; readonly signIn: string }): View {
  const t = texts(input.locale);
  return { title: t.over, main: html`${heading(t.over)}${lead(t.overLead)}${linkButton({ label: t.signIn, href: input.signIn, look: 'secondary' })}` };
}
