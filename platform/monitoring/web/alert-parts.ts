import { badge, button, details, form, heading, html, paragraph, section, table, type Html } from '@allmende/html';
import type { Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { AlertRecord } from '../data/alert.ts';
import { wordsOfRule } from '../domain/alert-words.ts';
import { operationWords } from './operation-words.ts';

export type AlertOptions = { readonly locale: Locale; readonly csrf: string; /** Where alerts are acknowledged: `…/alerts/<id>`. */ readonly alertHref: (id: string) => string; readonly mailHref: string };
type Shown = AlertRecord & { readonly authority?: string };

/** Open alerts with what to do, and those that are over, folded. */
export function alertParts(model: { readonly alerts: readonly Shown[]; readonly mayHandle: boolean; readonly own?: (alert: Shown) => boolean }, options: AlertOptions): Html {
  const { locale } = options;
  const t = operationWords(locale);
  const open = model.alerts.filter((one) => one.resolvedAt === undefined);
  const over = model.alerts.filter((one) => one.resolvedAt !== undefined);
  const title = (one: Shown) => wordsOfRule(one.rule, locale).title(one.label);
  const value = (one: Shown) => (one.value === undefined ? '' : wordsOfRule(one.rule, locale).value(one.value));
  const withAuthority = model.alerts.some((one) => one.authority !== undefined) ? [{ label: t.authority, cell: (one: Shown) => one.authority ?? '' }] : [];
  const mayAct = (one: Shown) => model.mayHandle && one.acknowledgedAt === undefined && (model.own?.(one) ?? true);
  return section(html`${heading(t.alerts, 2)}${table<Shown>({
    caption: t.alerts, captionHidden: true, rows: open, empty: t.noAlerts,
    columns: [
      { label: t.alert, rowHeader: true, cell: title }, ...withAuthority, { label: t.severity, cell: (one) => badge(t[one.severity], one.severity, { small: true }) }, { label: t.value, cell: value }, { label: t.fired, cell: (one) => formatInstant(one.since, locale) },
      { label: t.advice, cell: (one) => html`${wordsOfRule(one.rule, locale).advice}${one.acknowledgedAt ? html` ${badge(t.handled(formatInstant(one.acknowledgedAt, locale)), 'info', { small: true })}` : ''}` },
      ...(open.some(mayAct) ? [{ label: t.action, action: true, cell: (one: Shown) => (mayAct(one) ? form({ action: options.alertHref(one.id), csrf: options.csrf, fields: '', buttons: button({ label: t.takeOn, look: 'tertiary', small: true, about: title(one) }), label: `${t.takeOn}: ${title(one)}` }) : '') }] : []),
    ],
  })}${over.length === 0 ? '' : details({ summary: `${t.old} (${over.length})`, body: table<Shown>({
    caption: t.old, captionHidden: true, rows: over, empty: t.noOld,
    columns: [{ label: t.alert, rowHeader: true, cell: title }, ...withAuthority, { label: t.fired, cell: (one) => formatInstant(one.since, locale) }, { label: t.ended, cell: (one) => (one.resolvedAt ? formatInstant(one.resolvedAt, locale) : '') }],
  }) })}`);
}

/** Whether the person gets alerts by e-mail, and the button that changes it. */
export function mailPart(model: { readonly wantsMails: boolean; readonly sendsMails: boolean; readonly mayHandle: boolean }, options: AlertOptions): Html | '' {
  const t = operationWords(options.locale);
  if (!model.mayHandle) return '';
  if (!model.sendsMails) return section(html`${heading(t.mails, 2)}${paragraph(t.noMail)}`);
  return section(html`${heading(t.mails, 2)}${paragraph(model.wantsMails ? t.mailsOn : t.mailsOff)}${form({ action: options.mailHref, csrf: options.csrf, fields: '', buttons: button({ label: model.wantsMails ? t.mailsEnd : t.mailsStart, look: 'secondary', name: 'wanted', value: model.wantsMails ? 'no' : 'yes' }), label: t.mails })}`);
}
