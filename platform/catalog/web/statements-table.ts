import { badge, button, details, form, hiddenField, html, link, NOTHING, select, spoken, table, textArea, type FormErrors, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatDateShort, type PlainDate } from '@allmende/time';
import { lastDayOf } from '../domain/check-sustainability.ts';
import type { SustainabilityStatement } from '../domain/sustainability.ts';
import { showSustainabilityValue, TOPIC_NAMES } from '../domain/sustainability-words.ts';

const texts = translations({
  de: {
    caption: 'Alle Angaben', none: 'Noch keine Angabe.', topic: 'Worum es geht', value: 'Angabe', source: 'Quelle', days: 'Stand und Ende', state: 'Ergebnis', who: 'Von', operator: 'Betreiberin', act: 'Entscheiden', withdrawn: (day: string) => `zurückgezogen am ${day}`, expired: 'abgelaufen', confirmed: (day: string) => `bestätigt am ${day}`, waits: 'nicht bestätigt', valid: 'gilt',
    asOf: (day: string) => `Stand ${day}`, until: (day: string) => `bis ${day}`, confirm: 'Bestätigen', withdraw: 'Angabe zurückziehen', which: 'Welche Angabe?', reason: 'Grund (für alle lesbar)',
  },
  en: {
    caption: 'All statements', none: 'No statement yet.', topic: 'What it is about', value: 'Statement', source: 'Source', days: 'As of and end', state: 'State', who: 'By', operator: 'Operator', act: 'Decide', withdrawn: (day) => `withdrawn on ${day}`, expired: 'expired', confirmed: (day) => `confirmed on ${day}`, waits: 'not confirmed', valid: 'valid',
    asOf: (day) => `as of ${day}`, until: (day) => `until ${day}`, confirm: 'Confirm', withdraw: 'Withdraw a statement', which: 'Which statement?', reason: 'Reason (everybody can read it)',
  },
});

type Options = { readonly locale: Locale; readonly csrf: string; readonly today: PlainDate };

/** Every statement on a solution. `mayConfirm`: the reader can confirm those of suppliers; the form posts to the page it stands on. */
export function statementsTable(statements: readonly SustainabilityStatement[], options: Options & { readonly mayConfirm: boolean }): Html {
  const { locale } = options;
  const t = texts(locale);
  return table<SustainabilityStatement>({
    caption: t.caption, captionHidden: true, rows: statements, empty: t.none,
    columns: [
      { label: t.topic, rowHeader: true, cell: ({ topic }) => TOPIC_NAMES[topic][locale] }, { label: t.value, cell: (one) => html`${showSustainabilityValue(one, locale)}` },
      { label: t.source, cell: (one) => (one.link === null ? spoken(one.source, 'de', locale) : link({ label: spoken(one.source, 'de', locale), href: one.link })) },
      { label: t.who, cell: (one) => one.authorName ?? t.operator }, { label: t.days, cell: (one) => html`${t.asOf(formatDateShort(one.statedOn, locale))}<br>${t.until(formatDateShort(lastDayOf(one), locale))}` },
      { label: t.state, cell: (one) => stateOf(one, options) }, ...(options.mayConfirm ? [{ label: t.act, action: true, cell: (one: SustainabilityStatement) => confirmForm(one, options) }] : []),
    ],
  });
}

function stateOf(one: SustainabilityStatement, { locale, today }: Options): Html {
  const t = texts(locale);
  if (one.withdrawn !== null) return html`${badge(t.withdrawn(formatDateShort(one.withdrawn.on, locale)), 'neutral', { small: true })}<br>${spoken(one.withdrawn.reason, 'de', locale)}`;
  if (lastDayOf(one) < today) return badge(t.expired, 'warning', { small: true });
  if (one.author === 'operator') return badge(t.valid, 'success', { small: true });
  return one.confirmedOn === null ? badge(t.waits, 'info', { small: true }) : badge(t.confirmed(formatDateShort(one.confirmedOn, locale)), 'success', { small: true });
}

function confirmForm(one: SustainabilityStatement, { locale, csrf }: Options): Html {
  const t = texts(locale);
  if (one.author === 'operator' || one.confirmedOn !== null || one.withdrawn !== null) return NOTHING;
  const about = nameOf(one, locale);
  return form({ csrf, label: `${t.confirm}: ${about}`, fields: html`${hiddenField({ name: 'act', value: 'confirm' })}${hiddenField({ name: 'statement', value: one.id })}`, buttons: button({ label: t.confirm, about, look: 'tertiary', small: true }) });
}

/** The form with which one of the statements is withdrawn; nothing where there is none. */
export function withdrawalForm(statements: readonly SustainabilityStatement[], typed: { readonly statement: string; readonly reason: string }, errors: FormErrors, { locale, csrf }: Options): Html {
  const t = texts(locale);
  const open = statements.filter(({ withdrawn }) => withdrawn === null);
  return open.length === 0 ? NOTHING : details({
    summary: t.withdraw, open: errors.of('reason') !== undefined || errors.of('statement') !== undefined,
    body: form({
      csrf, label: t.withdraw, buttons: button({ label: t.withdraw, look: 'secondary' }),
      fields: html`${hiddenField({ name: 'act', value: 'withdraw' })}${select({ name: 'statement', label: t.which, value: typed.statement, error: errors.of('statement'), locale, options: open.map((one) => ({ value: one.id, label: nameOf(one, locale) })) })}${textArea({ name: 'reason', label: t.reason, value: typed.reason, error: errors.of('reason'), rows: 2, locale })}`,
    }),
  });
}

function nameOf(one: SustainabilityStatement, locale: Locale): string {
  return `${TOPIC_NAMES[one.topic][locale]}: ${showSustainabilityValue(one, locale)} (${formatDateShort(one.statedOn, locale)})`;
}
