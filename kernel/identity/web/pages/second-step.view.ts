import { button, details, errorSummary, form, heading, html, lead, section, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';

const texts = translations({
  de: {
    title: 'Anmeldung bestätigen', lead: 'Das Passwort stimmt. Zeigen Sie noch etwas, das nur Sie haben.', code: 'Code', codeHint: 'Sechs Ziffern aus Ihrer App, oder ein Wiederherstellungscode', submit: 'Bestätigen', byPasskey: 'Mit Passkey', byCode: 'Mit einem Code',
    problem: 'Die Anmeldung hat nicht geklappt', wrong: 'Dieser Code stimmt nicht oder wurde schon benutzt.', notNow: 'Dieser Code gilt gerade nicht. Bitte warten Sie, bis die App den nächsten Code zeigt, und geben Sie ihn gleich ein.', refused: 'Mit diesem Passkey hat es nicht geklappt.', paused: (seconds: number) => `Zu viele Versuche. Bitte warten Sie ${seconds} Sekunden.`,
    lost: 'Nichts davon zur Hand?', help: 'Zwei Personen Ihrer Behörde, die Rechte vergeben, können Ihre Faktoren gemeinsam zurücksetzen. Danach richten Sie neue ein.',
  },
  en: {
    title: 'Confirm your sign-in', lead: 'The password is right. Now show something that only you have.', code: 'Code', codeHint: 'Six digits from your app, or a recovery code', submit: 'Confirm', byPasskey: 'With a passkey', byCode: 'With a code',
    problem: 'You could not be signed in', wrong: 'This code is not right or was used before.', notNow: 'This code does not count right now. Please wait until the app shows the next code and enter it at once.', refused: 'It did not work with this passkey.', paused: (seconds) => `Too many attempts. Please wait ${seconds} seconds.`,
    lost: 'None of these at hand?', help: 'Two people of your authority who give rights can reset your factors together. Then you set up new ones.',
  },
});

/** What was wrong with the second step. */
export type StepProblem = { readonly kind: 'code' | 'code-not-now' | 'passkey' } | { readonly kind: 'paused'; readonly seconds: number };

/** The second step of a sign-in. */
export function secondStepView(input: { readonly locale: Locale; readonly csrf: string; readonly passkey: Html | undefined; readonly problem?: StepProblem | undefined }): View {
  const { locale, csrf, problem } = input;
  const t = texts(locale);
  const message = problem === undefined ? undefined : problem.kind === 'paused' ? t.paused(problem.seconds) : { code: t.wrong, 'code-not-now': t.notNow, passkey: t.refused }[problem.kind];
  const codeError = problem?.kind === 'code' || problem?.kind === 'code-not-now' ? message : undefined;
  return {
    title: t.title,
    hasErrors: problem !== undefined,
    passkey: input.passkey !== undefined,
    main: html`${errorSummary({ locale, title: t.problem, errors: message === undefined ? [] : [codeError === undefined ? { message } : { field: 'code', message }] })}${heading(t.title)}${lead(t.lead)}
      ${input.passkey === undefined ? '' : html`${form({ csrf, label: t.byPasskey, fields: input.passkey, buttons: '' })}${heading(t.byCode, 2)}`}
      ${form({
        csrf,
        fields: textField({ name: 'code', label: t.code, hint: t.codeHint, autocomplete: 'one-time-code', width: 'half', spellcheck: false, locale, error: codeError }),
        buttons: button({ label: t.submit }),
      })}${section(details({ summary: t.lost, body: t.help }))}`,
  };
}
