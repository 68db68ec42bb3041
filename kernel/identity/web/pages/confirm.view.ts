import { button, errorSummary, form, heading, hiddenField, html, lead, linkButton, paragraph, section, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';

const texts = translations({
  de: {
    title: 'Sind Sie es?', lead: 'Das ist eine wichtige Handlung, und Ihre Anmeldung ist schon eine Weile her. Bitte bestätigen Sie, dass Sie es sind. Was Sie eingegeben haben, bleibt erhalten.', password: 'Passwort', code: 'Code', codeHint: 'Sechs Ziffern aus Ihrer App, oder ein Wiederherstellungscode',
    again: 'Das ist eine wichtige Handlung. Bitte bestätigen Sie noch einmal, dass Sie es sind. Was Sie eingegeben haben, bleibt erhalten.', byProvider: 'Mit dem Konto Ihrer Behörde', atProvider: 'Bei Ihrer Behörde bestätigen', elsewhere: 'Die Anmeldung Ihrer Behörde öffnet sich in einem neuen Fenster. Wenn Sie sich dort bestätigt haben, kommen Sie hierher zurück und wählen „Fortfahren“.', goOn: 'Fortfahren', notVouched: 'Ihre Behörde hat Sie noch nicht bestätigt. Bitte melden Sie sich zuerst dort noch einmal an.',
    submit: 'Bestätigen und fortfahren', byPasskey: 'Mit Passkey', byPassword: 'Mit Passwort', problem: 'Das hat nicht geklappt', wrongPassword: 'Das Passwort stimmt nicht.', wrongCode: 'Dieser Code stimmt nicht oder wurde schon benutzt.', codeNotNow: 'Dieser Code gilt gerade nicht. Bitte warten Sie, bis die App den nächsten Code zeigt, und geben Sie ihn gleich ein.', refused: 'Mit diesem Passkey hat es nicht geklappt.',
    paused: (seconds: number) => `Zu viele Versuche. Bitte warten Sie ${seconds} Sekunden.`,
  },
  en: {
    title: 'Is it you?', lead: 'This is an important act, and you signed in some time ago. Please confirm that it is you. What you typed is kept.', password: 'Password', code: 'Code', codeHint: 'Six digits from your app, or a recovery code',
    again: 'This is an important act. Please confirm once more that it is you. What you typed is kept.', byProvider: 'With the account of your authority', atProvider: 'Confirm at your authority', elsewhere: 'The sign-in of your authority opens in a new window. When you have confirmed there, come back here and choose “Go on”.', goOn: 'Go on', notVouched: 'Your authority has not confirmed you yet. Please sign in there once more first.',
    submit: 'Confirm and go on', byPasskey: 'With a passkey', byPassword: 'With a password', problem: 'That did not work', wrongPassword: 'The password is not right.', wrongCode: 'This code is not right or was used before.', codeNotNow: 'This code does not count right now. Please wait until the app shows the next code and enter it at once.', refused: 'It did not work with this passkey.',
    paused: (seconds) => `Too many attempts. Please wait ${seconds} seconds.`,
  },
});

/** Why a confirmation did not work. */
export type ConfirmProblem = { readonly kind: 'password' | 'code' | 'code-not-now' | 'passkey' | 'vouched' } | { readonly kind: 'paused'; readonly seconds: number };

type Input = {
  readonly csrf: string;
  readonly locale: Locale;
  /** What was typed into the form that waits, sent along unseen. */
  readonly kept: readonly { readonly name: string; readonly value: string }[];
  readonly needsCode: boolean;
  readonly passkey: Html | undefined;
  /** The provider that vouched for the session; `isElsewhere` where a form waits here, so that it opens a window of its own. */
  readonly provider: { readonly href: string; readonly isElsewhere: boolean } | undefined;
  readonly problem: ConfirmProblem | undefined;
};

/** Asks somebody again who they are, with the form that waits for it. */
export function confirmView(input: Input): View {
  const { csrf, locale, problem } = input;
  const t = texts(locale);
  const kept = input.kept.map((field) => hiddenField(field));
  const message = problem === undefined ? undefined : { password: t.wrongPassword, code: t.wrongCode, 'code-not-now': t.codeNotNow, passkey: t.refused, vouched: t.notVouched, paused: problem.kind === 'paused' ? t.paused(problem.seconds) : '' }[problem.kind];
  const field = problem?.kind === 'password' ? '_confirm-password' : problem?.kind === 'code' || problem?.kind === 'code-not-now' ? '_confirm-code' : undefined;
  const errorAt = (name: string) => (field === name ? message : undefined);
  return {
    title: t.title,
    passkey: input.passkey !== undefined,
    hasErrors: problem !== undefined,
    main: html`${errorSummary({ locale, title: t.problem, errors: message === undefined ? [] : [field === undefined ? { message } : { field, message }] })}${heading(t.title)}${lead(input.provider === undefined ? t.lead : t.again)}
      ${input.provider === undefined ? '' : html`${heading(t.byProvider, 2)}${input.provider.isElsewhere ? paragraph(t.elsewhere) : ''}${section(linkButton({ label: t.atProvider, href: input.provider.href, inNewWindow: input.provider.isElsewhere }))}
        ${input.provider.isElsewhere ? form({ csrf, label: t.goOn, fields: html`${kept}${hiddenField({ name: '_confirm-vouched', value: 'yes' })}`, buttons: button({ label: t.goOn, look: 'secondary' }) }) : ''}`}
      ${input.passkey === undefined ? '' : html`${form({ csrf, label: t.byPasskey, fields: html`${kept}${input.passkey}`, buttons: '' })}`}
      ${input.passkey === undefined && input.provider === undefined ? '' : heading(t.byPassword, 2)}
      ${form({
        csrf,
        fields: html`${kept}${textField({ name: '_confirm-password', label: t.password, type: 'password', autocomplete: 'current-password', locale, error: errorAt('_confirm-password') })}
          ${input.needsCode ? textField({ name: '_confirm-code', label: t.code, hint: t.codeHint, autocomplete: 'one-time-code', width: 'half', spellcheck: false, locale, error: errorAt('_confirm-code') }) : ''}`,
        buttons: button({ label: t.submit, look: input.provider === undefined ? 'primary' : 'secondary' }),
      })}`,
  };
}
