import { button, details, errorSummary, form, heading, html, lead, link, paragraph, section, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';

const texts = translations({
  de: {
    title: 'Anmelden', lead: 'Für Beschäftigte von Behörden und der Plattform. Bürgerinnen und Bürger brauchen kein Konto.', email: 'E-Mail-Adresse', password: 'Passwort', submit: 'Anmelden',
    wrong: 'E-Mail-Adresse oder Passwort stimmt nicht.', paused: (seconds: number) => `Zu viele Versuche. Bitte warten Sie ${seconds} Sekunden und versuchen Sie es dann noch einmal.`,
    expired: 'Das Einmal-Passwort ist abgelaufen. Bitte lassen Sie sich ein neues geben.', problem: 'Die Anmeldung hat nicht geklappt',
    byAuthority: 'Mit dem Konto Ihrer Behörde anmelden', byPassword: 'Mit Passwort', passkeyForm: 'Mit Passkey', refusedPasskey: 'Mit diesem Passkey hat es nicht geklappt. Versuchen Sie es noch einmal, oder nehmen Sie Ihr Passwort.',
    forgotten: 'Passwort vergessen?', help: 'Die Digitalbeauftragten Ihrer Behörde geben Ihnen ein Einmal-Passwort. Damit melden Sie sich an und wählen ein neues.',
  },
  en: {
    title: 'Sign in', lead: 'For staff of authorities and of the platform. Citizens need no account.', email: 'E-mail address', password: 'Password', submit: 'Sign in',
    wrong: 'E-mail address or password is not right.', paused: (seconds) => `Too many attempts. Please wait ${seconds} seconds and try again.`,
    expired: 'The one-time password has expired. Please ask for a new one.', problem: 'You could not be signed in',
    byAuthority: 'Sign in with the account of your authority', byPassword: 'With a password', passkeyForm: 'With a passkey', refusedPasskey: 'It did not work with this passkey. Try again, or use your password.',
    forgotten: 'Forgotten your password?', help: 'The digital officers of your authority can give you a one-time password. Sign in with it and choose a new one.',
  },
});

/** Why a sign-in did not work, as the page says it. */
export type SignInProblem = { readonly kind: 'wrong' } | { readonly kind: 'passkey' } | { readonly kind: 'expired' } | { readonly kind: 'paused'; readonly seconds: number };

/** The sign-in, passkeys first; the typed address stays, the password does not. */
export function signInView(input: { readonly locale: Locale; readonly csrf: string; readonly email?: string; readonly problem?: SignInProblem; readonly action: string; /** Where people choose their authority, to sign in there. */ readonly authorities: string; readonly passkeyAction: string; readonly passkey: Html }): View {
  const t = texts(input.locale);
  const { problem, locale } = input;
  const message = problem === undefined ? undefined : problem.kind === 'paused' ? t.paused(problem.seconds) : problem.kind === 'passkey' ? t.refusedPasskey : t[problem.kind];
  return {
    title: t.title,
    hasErrors: problem !== undefined,
    passkey: true,
    main: html`${errorSummary({ locale, title: t.problem, errors: message === undefined ? [] : [problem?.kind === 'wrong' ? { field: 'email', message } : { message }] })}
      ${heading(t.title)}${lead(t.lead)}
      ${form({ csrf: input.csrf, action: input.passkeyAction, label: t.passkeyForm, fields: input.passkey, buttons: '' })}
      ${heading(t.byPassword, 2)}
      ${form({
        csrf: input.csrf, action: input.action,
        fields: html`${textField({ name: 'email', label: t.email, type: 'email', autocomplete: 'username', value: input.email, locale, spellcheck: false, error: problem?.kind === 'wrong' ? message : undefined })}
          ${textField({ name: 'password', label: t.password, type: 'password', autocomplete: 'current-password', locale })}`,
        buttons: button({ label: t.submit }),
      })}
      ${paragraph(link({ label: t.byAuthority, href: input.authorities }))}
      ${section(details({ summary: t.forgotten, body: t.help }))}`,
  };
}
