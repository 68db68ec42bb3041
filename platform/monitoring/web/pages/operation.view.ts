import { alert, badge, dayBars, figures, heading, html, lead, lineChart, link, paragraph, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { OperatedInstance, Operation } from '../../actions/describe-operation.ts';
import type { Figure } from '../../domain/figure.ts';
import { dayState } from '../../domain/service-status.ts';
import { alertParts, mailPart } from '../alert-parts.ts';
import { operationWords } from '../operation-words.ts';
import { STATE_TONES, statusWords } from '../status-words.ts';

const texts = translations({
  de: {
    lead: 'Wie Ihre Anwendungen laufen, was zu tun ist und was Sie nachweisen können.', running: 'Laufen', disturbed: 'Gestört', open: 'Offene Warnungen', apps: 'Ihre Anwendungen', app: 'Anwendung', state: 'Zustand', availability: 'Nachgewiesen verfügbar, 30 Tage', days: 'Letzte 30 Tage',
    none: 'Noch läuft keine Anwendung.', never: 'Die Plattform hat noch nicht nachgesehen.', bars: (name: string, good: number, bad: number, unknown: number) => `${name}: an ${good} Tagen ohne Störung, an ${bad} mit Störung, an ${unknown} nicht bekannt.`, ago: 'vor 30 Tagen', today: 'heute',
    traffic: 'Aufrufe Ihrer Seiten, letzte 48 Stunden', trafficLine: (most: string, sum: string) => `Aufrufe je Stunde: zusammen ${sum}, höchstens ${most} in einer Stunde.`, most: (count: string) => `${count} Aufrufe`, hoursAgo: 'vor 48 Stunden', now: 'jetzt', noTraffic: 'Dazu ist noch nichts gemessen.',
    public: 'Was die Menschen sehen', publicLink: 'Öffentliche Seite „Läuft alles?“', incidents: 'Vom Betrieb gemeldet', planned: (from: string, until: string) => `Geplante Arbeiten von ${from} bis ${until}`,
  },
  en: {
    lead: 'How your apps run, what is to be done and what you can prove.', running: 'Running', disturbed: 'Disturbed', open: 'Open alerts', apps: 'Your apps', app: 'App', state: 'State', availability: 'Proven available, 30 days', days: 'Last 30 days',
    none: 'No app runs yet.', never: 'The platform has not looked yet.', bars: (name: string, good: number, bad: number, unknown: number) => `${name}: ${good} days without disturbance, ${bad} with disturbance, ${unknown} not known.`, ago: '30 days ago', today: 'today',
    traffic: 'Requests for your pages, last 48 hours', trafficLine: (most: string, sum: string) => `Requests per hour: ${sum} together, at most ${most} in an hour.`, most: (count: string) => `${count} requests`, hoursAgo: '48 hours ago', now: 'now', noTraffic: 'Nothing was measured yet.',
    public: 'What people see', publicLink: 'Public page “Is everything working?”', incidents: 'Reported by the operator', planned: (from: string, until: string) => `Planned work from ${from} to ${until}`,
  },
});

type Model = { readonly operation: Operation; readonly traffic: readonly (Figure | undefined)[]; readonly authority: AuthorityRef; readonly sendsMails: boolean };
type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** How an authority's apps run. */
export function operationView(model: Model, options: Options): View {
  const { locale, urlFor } = options;
  const [t, words, shared] = [texts(locale), statusWords(locale), operationWords(locale)];
  const { operation, authority } = model;
  const count = (state: string) => operation.instances.filter((one) => one.state === state).length;
  const href = (...segments: string[]) => urlFor.office(authority.slug, 'monitoring', ...segments);
  const alertOptions = { locale, csrf: options.csrf, alertHref: (id: string) => href('alerts', id), mailHref: href('mails') };
  const bars = (one: OperatedInstance) => {
    const states = one.days.map(({ minutes }) => dayState(minutes));
    const of = (state: string) => states.filter((each) => each === state).length;
    return dayBars({ label: t.bars(one.instance.title, of('good'), of('bad'), of('unknown')), days: states, from: t.ago, to: t.today });
  };
  return {
    title: shared.operation,
    main: html`${heading(shared.operation)}${lead(t.lead)}${figures([{ label: t.running, value: count('running') }, { label: t.disturbed, value: count('disturbed') }, { label: t.open, value: operation.alerts.filter((one) => one.resolvedAt === undefined).length }])}${
      operation.maintenance.map((one) => alert({ kind: 'info', title: t.planned(formatInstant(one.from, locale), formatInstant(one.until, locale)), body: locale === 'en' ? one.en ?? one.de : one.de }))
    }${operation.incidents.filter((one) => one.endedAt === undefined).map((one) => alert({ kind: 'warning', title: `${t.incidents}: ${words[`impact-${one.impact}`]}`, body: (locale === 'en' ? one.updates.at(-1)?.en : undefined) ?? one.updates.at(-1)?.de ?? '' }))}${
      alertParts({ alerts: operation.alerts, mayHandle: operation.mayHandle }, alertOptions)
    }${section(html`${heading(t.apps, 2)}${table<OperatedInstance>({
      caption: t.apps, captionHidden: true, rows: operation.instances, empty: t.none,
      columns: [
        { label: t.app, rowHeader: true, cell: (one) => link({ label: one.instance.title, href: href('instances', one.instance.instance) }) },
        { label: t.state, cell: (one) => badge(words[one.state], STATE_TONES[one.state], { small: true }) },
        { label: t.availability, numeric: true, cell: (one) => (one.availability ? shared.percent(one.availability.provenPpm) : '–') },
        { label: t.days, cell: bars },
      ],
    })}${paragraph(operation.lastLook ? shared.lastLook(formatInstant(operation.lastLook, locale)) : t.never, 'muted')}`)}${section(html`${heading(t.traffic, 2)}${traffic(model.traffic, locale)}`)}${mailPart({ wantsMails: operation.wantsMails, sendsMails: model.sendsMails, mayHandle: operation.mayHandle }, alertOptions)}${
      section(html`${heading(t.public, 2)}${paragraph(link({ label: t.publicLink, href: urlFor.place(authority.slug, 'service-status') }))}`)
    }`,
  };
}

function traffic(hours: readonly (Figure | undefined)[], locale: Locale) {
  const [t, shared] = [texts(locale), operationWords(locale)];
  const values = hours.map((one) => one?.requests);
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return paragraph(t.noTraffic);
  const most = Math.max(...known);
  const line = t.trafficLine(shared.number(most), shared.number(known.reduce((sum, value) => sum + value, 0)));
  return html`${lineChart({ label: line, values, top: { value: most, text: t.most(shared.number(most)) }, from: t.hoursAgo, to: t.now })}${paragraph(line)}`;
}
