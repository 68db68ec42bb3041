import type { FieldProblem } from '@allmende/errors';
import { alert, button, errorSummary, form, formErrors, heading, html, lead, link, paragraph, section, table, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { OwnSecondFactors } from '../../actions/own-second-factors.ts';
import { factorTexts } from './factor-texts.ts';

type Input = {
  readonly factors: OwnSecondFactors;
  readonly csrf: string;
  readonly locale: Locale;
  readonly problems: readonly FieldProblem[];
  readonly mustEnrol: boolean;
  readonly typedName: string;
  /** The button that makes a passkey. */
  readonly add: Html;
  readonly back: string;
  readonly appHref: string;
};

/** The own passkeys, app and recovery codes. */
export function factorsView(input: Input): View {
  const { csrf, factors, locale } = input;
  const t = factorTexts(locale);
  const errors = formErrors(input.problems, locale);
  return {
    title: t.title,
    passkey: true,
    hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: t.account, href: input.back }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all.map((error) => (error.field === 'name' ? error : { message: error.message })), locale })}${heading(t.title)}${lead(t.lead)}
      ${input.mustEnrol ? alert({ kind: 'warning', title: t.must, body: t.mustBody }) : ''}
      ${section(html`${heading(t.passkeys, 2)}${paragraph(t.passkeysHint)}${passkeyTable(input)}
        ${form({ csrf, label: t.addPasskey, fields: html`${textField({ name: 'name', label: t.name, hint: t.nameHint, optional: true, value: input.typedName, width: 'half', autocomplete: 'off', locale, error: errors.of('name') })}${input.add}`, buttons: '' })}`)}
      ${section(html`${heading(t.app, 2)}${paragraph(t.appHint)}${factors.app
        ? html`${paragraph(t.appSince(formatInstant(factors.app.since, locale)))}${form({ csrf, label: t.removeApp, fields: '', buttons: button({ label: t.removeApp, look: 'secondary', name: 'act', value: 'remove-app' }) })}`
        : form({ csrf, label: t.beginApp, fields: '', buttons: button({ label: t.beginApp, look: 'secondary', name: 'act', value: 'begin-app' }) })}`)}
      ${input.mustEnrol ? '' : recoveryPart(input)}${section(paragraph(link({ label: t.account, href: input.back })))}`,
  };
}

function passkeyTable({ factors, csrf, locale }: Input): Html {
  const t = factorTexts(locale);
  return table({
    caption: t.passkeys, captionHidden: true, rows: factors.passkeys, empty: t.noPasskeys,
    columns: [
      { label: t.name, cell: (passkey) => passkey.name },
      { label: t.added, cell: (passkey) => formatInstant(passkey.createdAt, locale) },
      { label: t.used, cell: (passkey) => (passkey.lastUsedAt === null ? t.never : formatInstant(passkey.lastUsedAt, locale)) },
      { label: t.actions, action: true, cell: (passkey) => form({ csrf, fields: '', label: `${t.remove}: ${passkey.name}`, buttons: button({ label: t.remove, look: 'tertiary', name: 'remove-passkey', value: passkey.id, about: passkey.name }) }) },
    ],
  });
}

function recoveryPart({ factors, csrf, locale }: Input): Html {
  const t = factorTexts(locale);
  if (factors.passkeys.length === 0 && !factors.app) return html``;
  return section(html`${heading(t.codes, 2)}${paragraph(t.codesHint)}${paragraph(factors.recoveryCodesLeft === 0 ? t.noCodes : t.codesLeft(factors.recoveryCodesLeft))}
    ${form({ csrf, label: t.makeCodes, fields: '', buttons: button({ label: t.makeCodes, look: 'secondary', name: 'act', value: 'recovery-codes' }) })}`);
}
