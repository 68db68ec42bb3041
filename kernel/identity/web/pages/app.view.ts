import type { FieldProblem } from '@allmende/errors';
import { button, code, descriptionList, errorSummary, form, formErrors, heading, html, lead, qrCode, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import type { AppSecret } from '../../actions/set-up-app.ts';
import { factorTexts } from './factor-texts.ts';

/** The secret for an app that shows codes, and the field for its first code. */
export function appView(input: { readonly secret: AppSecret; readonly cells: readonly (readonly boolean[])[]; readonly csrf: string; readonly locale: Locale; readonly problems: readonly FieldProblem[]; readonly back: string }): View {
  const { locale } = input;
  const t = factorTexts(locale);
  const errors = formErrors(input.problems, locale);
  return {
    title: t.appTitle,
    hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: t.title, href: input.back }, { label: t.appTitle }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.appTitle)}${lead(t.appLead)}${qrCode({ cells: input.cells, label: t.qr })}
      ${descriptionList([{ name: t.letters, value: code(input.secret.letters) }], locale)}
      ${form({ csrf: input.csrf, fields: textField({ name: 'code', label: t.code, inputmode: 'numeric', autocomplete: 'one-time-code', width: 'short', locale, error: errors.of('code') }), buttons: button({ label: t.confirm }) })}`,
  };
}
