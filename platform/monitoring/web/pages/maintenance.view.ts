import type { FieldProblem } from '@allmende/errors';
import { badge, button, errorSummary, form, formErrors, heading, html, lead, section, table, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { Maintenance } from '../../domain/notice.ts';
import { noticeTexts, reachFields, toldFields } from './incident.view.ts';

const texts = translations({
  de: {
    title: 'Wartung', lead: 'Angekündigte Arbeiten stehen auf den öffentlichen Seiten und gelten in den Betriebsberichten nicht als Störung. Neue Versionen warten auf das Fenster, sobald es angekündigt ist.', announce: 'Ankündigen', from: 'Beginn', until: 'Ende', hint: 'Zum Beispiel 24.12.2026 22:00', list: 'Angekündigt', text: 'Was geplant ist', reach: 'Wen es betrifft', state: 'Stand', action: 'Handlung',
    all: 'alle', some: (apps: number, authorities: number) => [...(apps > 0 ? [`${apps} Anwendungen`] : []), ...(authorities > 0 ? [`${authorities} Behörden`] : [])].join(', '), none: 'Nichts ist angekündigt.', cancel: 'Absagen', cancelled: 'abgesagt', over: 'vorbei', now: 'läuft', ahead: 'steht bevor',
  },
  en: {
    title: 'Maintenance', lead: 'Announced work is shown on the public pages and is no disturbance in reports. New versions wait for the window once it is announced.', announce: 'Announce', from: 'Begin', until: 'End', hint: 'For example 24.12.2026 22:00', list: 'Announced', text: 'What is planned', reach: 'Whom it concerns', state: 'State', action: 'Action',
    all: 'all', some: (apps: number, authorities: number) => [...(apps > 0 ? [`${apps} apps`] : []), ...(authorities > 0 ? [`${authorities} authorities`] : [])].join(', '), none: 'Nothing is announced.', cancel: 'Call off', cancelled: 'called off', over: 'over', now: 'going on', ahead: 'ahead',
  },
});

type Model = { readonly maintenance: readonly Maintenance[]; readonly at: Date; readonly errors?: readonly FieldProblem[]; readonly typed?: Readonly<Record<string, string>> };

/** Announced work, and the form for more. */
export function maintenanceView(model: Model, options: { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor }): View {
  const { locale } = options;
  const t = texts(locale);
  const errors = formErrors(model.errors, locale);
  const typed = model.typed ?? {};
  const stateOf = (one: Maintenance) => (one.cancelledAt ? 'cancelled' : one.until <= model.at ? 'over' : one.from <= model.at ? 'now' : 'ahead');
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: noticeTexts(locale).health, href: options.urlFor.operator('monitoring') }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${section(html`${heading(t.list, 2)}${table<Maintenance>({
      caption: t.list, captionHidden: true, rows: model.maintenance.toReversed(), empty: t.none,
      columns: [
        { label: t.from, rowHeader: true, cell: (one) => formatInstant(one.from, locale) }, { label: t.until, cell: (one) => formatInstant(one.until, locale) }, { label: t.text, cell: (one) => one.de },
        { label: t.reach, cell: (one) => (one.apps.length + one.authorities.length === 0 ? t.all : t.some(one.apps.length, one.authorities.length)) }, { label: t.state, cell: (one) => badge(t[stateOf(one)], stateOf(one) === 'now' ? 'info' : 'neutral', { small: true }) },
        { label: t.action, action: true, cell: (one) => (stateOf(one) === 'ahead' ? form({ action: options.urlFor.operator('monitoring', 'maintenance', one.id, 'cancel'), csrf: options.csrf, fields: '', buttons: button({ label: t.cancel, look: 'tertiary', small: true, about: formatInstant(one.from, locale) }), label: `${t.cancel}: ${formatInstant(one.from, locale)}` }) : '') },
      ],
    })}`)}${section(html`${heading(t.announce, 2)}${form({
      csrf: options.csrf, label: t.announce, buttons: button({ label: t.announce }),
      fields: html`${textField({ name: 'from', label: t.from, hint: t.hint, width: 'half', value: typed['from'], error: errors.of('from'), locale })}${textField({ name: 'until', label: t.until, hint: t.hint, width: 'half', value: typed['until'], error: errors.of('until'), locale })}${reachFields(typed, errors, locale)}${toldFields(typed, errors, locale)}`,
    })}`)}`,
  };
}
