import { code, heading, html, lead, linkButton, table, tabs } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { withQuery, type UrlFor } from '@allmende/tenancy';
import type { ClosedMeter } from '../../data/month.ts';
import { monthName, monthText, type Month } from '../../domain/month.ts';
import { operationWords } from '../operation-words.ts';
import { noticeTexts } from './incident.view.ts';

const texts = translations({
  de: { title: 'Abrechnung', lead: 'Wonach abgerechnet wird. Ein Monat wird einmal geschlossen und nie geändert; die Prüfsumme jeder Zeile steht im Prüfprotokoll der Behörde.', app: 'Anwendung', plan: 'Plan', days: 'Tage in Betrieb', unknown: 'Unbekannte Minuten', storage: 'Speicher, höchstens', requests: 'Aufrufe', none: 'Noch ist kein Monat geschlossen. Das geschieht am Ersten des Folgemonats.', csv: 'Als CSV', json: 'Als JSON', months: 'Monate', hash: 'Prüfsumme' },
  en: { title: 'Metering', lead: 'What is billed by. A month is closed once and never changed; the checksum of each row stands in the audit log of the authority.', app: 'App', plan: 'Plan', days: 'Days running', unknown: 'Unknown minutes', storage: 'Storage, at most', requests: 'Requests', none: 'No month is closed yet. That happens on the first of the following month.', csv: 'As CSV', json: 'As JSON', months: 'Months', hash: 'Checksum' },
});

type Model = { readonly months: readonly Month[]; readonly month: Month | undefined; readonly meters: readonly (ClosedMeter & { readonly name: string })[] };

/** What is billed by, for a month. */
export function meteringView(model: Model, options: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const { locale, urlFor } = options;
  const [t, shared] = [texts(locale), operationWords(locale)];
  const here = urlFor.operator('monitoring', 'metering');
  const { month } = model;
  return {
    title: t.title, breadcrumbs: [{ label: noticeTexts(locale).health, href: urlFor.operator('monitoring') }, { label: t.title }],
    main: html`${heading(t.title)}${lead(t.lead)}${model.months.length > 1 ? tabs({ label: t.months, tabs: model.months.slice(0, 12).map((one) => ({ label: monthName(one, locale), href: withQuery(here, { month: monthText(one) }), current: one === month })) }) : ''}${table({
      caption: month ? monthName(month, locale) : t.title, captionHidden: month === undefined, rows: model.meters.slice(0, 1000), empty: t.none,
      columns: [
        { label: shared.authority, rowHeader: true, cell: (one) => one.name }, { label: t.app, cell: (one) => one.app }, { label: t.plan, cell: (one) => one.plan ?? '–' }, { label: t.days, numeric: true, cell: (one) => one.daysRunning }, { label: t.unknown, numeric: true, cell: (one) => one.unknownMinutes },
        { label: t.storage, numeric: true, cell: (one) => (one.storagePeakBytes === null ? '–' : shared.bytes(one.storagePeakBytes)) }, { label: t.requests, numeric: true, cell: (one) => (one.requests === null ? '–' : shared.number(one.requests)) }, { label: t.hash, cell: (one) => code(one.sha256.slice(0, 12)) },
      ],
    })}${month ? html`<p>${linkButton({ label: t.csv, href: urlFor.operator('monitoring', 'metering', `${monthText(month)}.csv`), look: 'secondary', icon: 'download' })} ${linkButton({ label: t.json, href: urlFor.operator('monitoring', 'metering', `${monthText(month)}.json`), look: 'tertiary', icon: 'download' })}</p>` : ''}`,
  };
}
