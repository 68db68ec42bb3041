import { alert, badge, figures, heading, html, lead, link, linkButton, paragraph, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { PLATFORM_TENANT } from '@allmende/ids';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { FleetHealth } from '../../actions/describe-operation.ts';
import type { Incident } from '../../domain/notice.ts';
import { STALE_MINUTES } from '../../domain/service-status.ts';
import { alertParts, mailPart } from '../alert-parts.ts';
import { operationWords } from '../operation-words.ts';
import { statusWords } from '../status-words.ts';

const texts = translations({
  de: {
    title: 'Zustand der Plattform', lead: 'Alles auf einen Blick. Inhalte sind hier nicht zu sehen.', running: 'Laufen', disturbed: 'Gestört', off: 'Ruhen', alerts: 'Offene Warnungen', blind: 'Die Plattform sieht zurzeit nicht nach', blindText: 'Seit einigen Minuten hat niemand nachgesehen, wie es den Anwendungen geht. Prüfen Sie, ob der Arbeitsprozess läuft. Diese Zeit gilt als unbekannt.',
    broken: 'Gestörte Anwendungen', app: 'Anwendung', runtime: 'Läuft', since: 'Seit', noneBroken: 'Alle Anwendungen, die laufen sollen, laufen.', told: 'Was die Menschen erfahren', incident: 'Störung', begun: 'Beginn', stage: 'Stand', noIncidents: 'In den letzten 30 Tagen wurde keine Störung gemeldet.', newIncident: 'Störung melden',
    maintenance: 'Wartung ankündigen', metering: 'Abrechnung', status: 'Öffentliche Seite ansehen', planned: (from: string, until: string) => `Geplant von ${from} bis ${until}`, instances: 'Alle Instanzen', 'built-in': 'in der Plattform',
  },
  en: {
    title: 'Health of the platform', lead: 'Everything at one glance. No content can be seen here.', running: 'Running', disturbed: 'Disturbed', off: 'At rest', alerts: 'Open alerts', blind: 'The platform does not look at the moment', blindText: 'For some minutes nobody has looked how the apps are. Check whether the worker process runs. This time counts as unknown.',
    broken: 'Disturbed apps', app: 'App', runtime: 'Runs', since: 'Since', noneBroken: 'All apps that shall run do run.', told: 'What people are told', incident: 'Disturbance', begun: 'Begin', stage: 'State', noIncidents: 'No disturbance was reported in the last 30 days.', newIncident: 'Report a disturbance',
    maintenance: 'Announce maintenance', metering: 'Metering', status: 'See the public page', planned: (from: string, until: string) => `Planned from ${from} to ${until}`, instances: 'All instances', 'built-in': 'inside the platform',
  },
});

/** The fleet at one glance, for the operator. */
export function fleetHealthView(model: FleetHealth, options: { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor }): View {
  const { locale, urlFor } = options;
  const [t, words, shared] = [texts(locale), statusWords(locale), operationWords(locale)];
  const href = (...segments: string[]) => urlFor.operator('monitoring', ...segments);
  const alertOptions = { locale, csrf: options.csrf, alertHref: (id: string) => href('alerts', id), mailHref: href('mails') };
  const isBlind = model.lastLook === undefined || model.at.getTime() - model.lastLook.getTime() > STALE_MINUTES * 60_000;
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${isBlind ? alert({ kind: 'danger', title: t.blind, body: t.blindText }) : ''}${figures([
      { label: t.disturbed, value: model.counts.disturbed }, { label: t.running, value: model.counts.running }, { label: t.off, value: model.counts.off }, { label: t.alerts, value: model.alerts.length },
    ])}${alertParts({ alerts: model.alerts, mayHandle: model.mayHandle, own: (one) => one.tenant === PLATFORM_TENANT }, alertOptions)}${section(html`${heading(t.broken, 2)}${table({
      caption: t.broken, captionHidden: true, rows: model.disturbed, empty: t.noneBroken,
      columns: [
        { label: shared.authority, rowHeader: true, cell: (one) => one.authority }, { label: t.app, cell: (one) => one.title }, { label: t.runtime, cell: (one) => (one.runtime === 'built-in' ? t['built-in'] : one.runtime) }, { label: t.since, cell: (one) => formatInstant(one.since, locale) },
      ],
    })}${paragraph(link({ label: t.instances, href: urlFor.operator('instances') }))}`)}${section(html`${heading(t.told, 2)}${model.maintenance.map((one) => alert({ kind: 'info', title: t.planned(formatInstant(one.from, locale), formatInstant(one.until, locale)), body: one.de }))}${table<Incident>({
      caption: t.told, captionHidden: true, rows: model.incidents, empty: t.noIncidents,
      columns: [
        { label: t.incident, rowHeader: true, cell: (one) => link({ label: words[`impact-${one.impact}`], href: href('incidents', one.id), about: formatInstant(one.startedAt, locale) }) }, { label: t.begun, cell: (one) => formatInstant(one.startedAt, locale) },
        { label: t.stage, cell: (one) => badge(words[`stage-${one.updates.at(-1)?.stage ?? 'looking'}`], one.endedAt ? 'success' : 'warning', { small: true }) },
      ],
    })}<p>${linkButton({ label: t.newIncident, href: href('incidents', 'new'), look: 'secondary' })} ${linkButton({ label: t.maintenance, href: href('maintenance'), look: 'secondary' })} ${linkButton({ label: t.metering, href: href('metering'), look: 'tertiary' })} ${linkButton({ label: t.status, href: urlFor.public('status'), look: 'tertiary' })}</p>`)}${
      mailPart(model, alertOptions)}${model.lastLook ? paragraph(shared.lastLook(formatInstant(model.lastLook, locale)), 'muted') : ''}`,
  };
}
