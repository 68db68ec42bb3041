import { badge, button, details, emptyState, errorSummary, form, formErrors, heading, html, lead, paragraph, section, select, table, textField, type FormErrors, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { berlinDate, formatDate } from '@allmende/time';
import type { GivenCredential } from '../../actions/change-status.ts';
import { credentialType } from '../../domain/credential-types.ts';

const texts = translations({
  de: {
    title: 'Bescheinigungen in Wallets', lead: 'Was Ihre Behörde in Wallets gegeben hat. Was eine Bescheinigung sagt, liegt nur bei der Person, die sie hat.', none: 'Noch nichts ausgegeben', noneText: 'Bescheinigungen erscheinen hier, sobald jemand eine in die Wallet geholt hat.',
    type: 'Art', number: 'Nummer', issued: 'Ausgestellt', until: 'Gilt bis', status: 'Stand', change: 'Ändern', valid: 'gilt', suspended: 'ausgesetzt', revoked: 'zurückgezogen', expired: 'abgelaufen', reason: 'Warum?', reasonHint: 'Für das Protokoll. Höchstens 300 Zeichen.',
    to: 'Neuer Stand', save: 'Speichern', toValid: 'Gilt wieder', toSuspended: 'Aussetzen', toRevoked: 'Zurückziehen, für immer', key: 'Schlüssel wechseln', keyText: 'Neue Bescheinigungen werden dann mit einem neuen Schlüssel unterschrieben. Was schon ausgegeben ist, gilt weiter.', rotate: 'Neuen Schlüssel verwenden',
  },
  en: {
    title: 'Certificates in wallets', lead: 'What your authority has given to wallets. What a certificate says lies only with the person who has it.', none: 'Nothing given out yet', noneText: 'Certificates appear here as soon as somebody has fetched one.',
    type: 'Kind', number: 'Number', issued: 'Issued', until: 'Valid until', status: 'Status', change: 'Change', valid: 'valid', suspended: 'suspended', revoked: 'withdrawn', expired: 'expired', reason: 'Why?', reasonHint: 'For the log. At most 300 characters.',
    to: 'New status', save: 'Save', toValid: 'Valid again', toSuspended: 'Suspend', toRevoked: 'Withdraw for good', key: 'Change the key', keyText: 'New certificates are then signed with a new key. What was given out stays valid.', rotate: 'Use a new key',
  },
});

export type Credentials = {
  readonly given: readonly GivenCredential[];
  readonly csrf: string;
  readonly mayManage: boolean;
  readonly failed: { readonly credential: string; readonly reason: string; readonly errors: FormErrors } | undefined;
  readonly to: (...segments: string[]) => string;
  readonly now: Date;
};

/** The list, each with a fold to change it. */
export function credentialsView(model: Credentials, locale: Locale): View {
  const t = texts(locale);
  const day = (at: Date) => formatDate(berlinDate(at), locale);
  const state = (one: GivenCredential) => (one.status === 'valid' && one.expiresAt <= model.now ? 'expired' : one.status);
  const errors = model.failed?.errors ?? formErrors([], locale);
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${model.given.length === 0 ? emptyState({ title: t.none, text: t.noneText }) : table({
      caption: t.title, rows: model.given, empty: t.none,
      columns: [
        { label: t.number, cell: (one: GivenCredential) => one.number }, { label: t.type, cell: (one: GivenCredential) => credentialType(one.type)?.name[locale] ?? one.type }, { label: t.issued, cell: (one: GivenCredential) => day(one.issuedAt) },
        { label: t.until, cell: (one: GivenCredential) => day(one.expiresAt) }, { label: t.status, cell: (one: GivenCredential) => badge(t[state(one)], state(one) === 'valid' ? 'success' : 'warning') },
        ...(model.mayManage ? [{ label: t.change, cell: (one: GivenCredential) => (one.status === 'revoked' ? '' : changeForm(one, model, locale)) }] : []),
      ],
    })}${model.mayManage && model.given.length > 0 ? section(html`${heading(t.key, 2)}${paragraph(t.keyText)}${form({ csrf: model.csrf, action: model.to('key'), fields: '', buttons: button({ label: t.rotate, look: 'secondary' }) })}`) : ''}`,
  };
}

function changeForm(one: GivenCredential, model: Credentials, locale: Locale): Html {
  const t = texts(locale);
  const failed = model.failed?.credential === one.id ? model.failed : undefined;
  return details({
    summary: t.change, ...(failed ? { open: true } : {}),
    body: form({
      csrf: model.csrf, action: model.to(one.id), buttons: button({ label: t.save, small: true, about: one.number }),
      fields: [
        select({ name: 'status', label: t.to, locale, value: one.status === 'valid' ? 'revoked' : 'valid', options: [...(one.status === 'suspended' ? [{ value: 'valid', label: t.toValid }] : [{ value: 'suspended', label: t.toSuspended }]), { value: 'revoked', label: t.toRevoked }], error: failed?.errors.of('status') }),
        textField({ name: 'reason', label: t.reason, hint: t.reasonHint, locale, value: failed?.reason, error: failed?.errors.of('reason'), maxlength: 300 }),
      ],
    }),
  });
}
