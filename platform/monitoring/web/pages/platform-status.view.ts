import { alert, badge, dayBars, details, heading, html, lead, link, paragraph, section, table, timeline } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { berlinDate, formatDate, formatInstant } from '@allmende/time';
import type { PlatformStatus } from '../../actions/describe-platform.ts';
import { dayState } from '../../domain/service-status.ts';
import { STATE_TONES, statusWords } from '../status-words.ts';

const texts = translations({
  de: {
    title: 'Läuft alles?', lead: 'Hier sehen Sie, wie es der Plattform geht. Wie es in Ihrem Ort aussieht, zeigt die Seite Ihres Ortes.', toPlaces: 'Ort finden', allWell: 'Alles läuft', allWellText: 'Zurzeit sind keine Störungen bekannt.', open: 'Es gibt eine Störung', working: 'Wir arbeiten daran.',
    unknown: 'Wir wissen es gerade nicht', unknownText: 'Die Plattform hat in den letzten Minuten nicht nachgesehen.', now: 'So steht es jetzt', what: 'Was', state: 'Zustand', platform: 'Plattform',
    counts: (running: number, disturbed: number) => `läuft bei ${running} ${running === 1 ? 'Verwaltung' : 'Verwaltungen'}${disturbed === 0 ? '' : `, gestört bei ${disturbed}`}`,
    past: 'Die letzten 90 Tage', ago: 'vor 90 Tagen', today: 'heute', days: 'Tage, an denen nicht durchgehend nachgesehen wurde', day: 'Tag', was: 'Was war', noDays: 'Die Plattform hat in dieser Zeit durchgehend nachgesehen.',
    bars: (good: number, unknown: number) => `Plattform, letzte 90 Tage: an ${good} Tagen in Betrieb, an ${unknown} Tagen nicht bekannt.`, incidents: 'Störungen', none: 'In den letzten 90 Tagen hat der Betrieb keine Störung gemeldet.', planned: 'Geplante Arbeiten',
    from: (from: string, until: string) => `Von ${from} bis ${until}`, checked: (at: string) => `Stand: ${at}. Die Plattform beobachtet sich hier selbst. Zeiten, in denen sie nicht nachsehen konnte, gelten nie als gut, sondern als „nicht bekannt“.`,
  },
  en: {
    title: 'Is everything working?', lead: 'Here you see how the platform is doing. The page of your place shows how things are there.', toPlaces: 'Find your place', allWell: 'Everything is working', allWellText: 'No disturbances are known at the moment.', open: 'There is a disturbance', working: 'We are working on it.',
    unknown: 'We do not know at the moment', unknownText: 'The platform has not looked during the last minutes.', now: 'How things are now', what: 'What', state: 'State', platform: 'Platform',
    counts: (running: number, disturbed: number) => `works at ${running} ${running === 1 ? 'authority' : 'authorities'}${disturbed === 0 ? '' : `, disturbed at ${disturbed}`}`,
    past: 'The last 90 days', ago: '90 days ago', today: 'today', days: 'Days on which the platform did not look all the time', day: 'Day', was: 'What happened', noDays: 'The platform looked all the time.',
    bars: (good: number, unknown: number) => `Platform, last 90 days: in operation on ${good} days, not known on ${unknown} days.`, incidents: 'Disturbances', none: 'The operator has reported no disturbance in the last 90 days.', planned: 'Planned work',
    from: (from: string, until: string) => `From ${from} to ${until}`, checked: (at: string) => `As of ${at}. Here the platform observes itself. Times in which it could not look never count as good, but as “not known”.`,
  },
});

/** How the platform is, for everybody. */
export function platformStatusView(model: PlatformStatus, options: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const { locale } = options;
  const t = texts(locale);
  const words = statusWords(locale);
  const general = model.watch.incidents.filter((one) => one.authorities.length === 0);
  const open = general.filter((one) => one.endedAt === undefined && one.impact !== 'notice');
  const said = (one: { readonly de: string; readonly en: string | undefined } | undefined) => (locale === 'en' ? one?.en : undefined) ?? one?.de ?? '';
  const planned = model.watch.maintenance.filter((one) => one.cancelledAt === undefined && one.until > model.at && one.authorities.length === 0);
  const states = model.platform.days.map(({ minutes }) => dayState(minutes));
  const told = model.platform.days.filter(({ minutes }) => minutes.unknown > 0).toReversed();
  const summary = open.length > 0 ? alert({ kind: 'warning', title: t.open, body: html`${open.map((one) => paragraph(said(one.updates.at(-1))))}${paragraph(t.working)}` })
    : model.platform.state === 'unknown' ? alert({ kind: 'info', title: t.unknown, body: t.unknownText })
      : model.services.some((one) => one.disturbed > 0) ? '' : alert({ kind: 'success', title: t.allWell, body: t.allWellText });
  const rows = [
    { name: t.platform, state: badge(words[model.platform.state], STATE_TONES[model.platform.state], { small: true }) },
    ...model.services.map((one) => ({ name: one.name[locale], state: html`${badge(one.disturbed === 0 ? words.running : words.disturbed, one.disturbed === 0 ? 'success' : 'warning', { small: true })} ${t.counts(one.running, one.disturbed)}` })),
  ];
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${paragraph(link({ label: t.toPlaces, href: options.urlFor.public('places') }))}${summary}${section(html`${heading(t.now, 2)}${table({
      caption: t.now, captionHidden: true, rows, empty: '', columns: [{ label: t.what, rowHeader: true, cell: (one) => one.name }, { label: t.state, cell: (one) => one.state }],
    })}`)}${planned.length === 0 ? '' : section(html`${heading(t.planned, 2)}${planned.map((one) => alert({ kind: 'info', title: t.from(formatInstant(one.from, locale), formatInstant(one.until, locale)), body: said(one) }))}`)}${section(html`${heading(t.incidents, 2)}${
      general.length === 0 ? paragraph(t.none) : general.slice(0, 20).map((one) => html`${heading(`${words[`impact-${one.impact}`]}, ${formatDate(berlinDate(one.startedAt), locale)}`, 3)}${timeline(one.updates.map((update) => ({ at: formatInstant(update.at, locale), title: words[`stage-${update.stage}`], detail: said(update), state: update.stage === 'ended' ? 'done' as const : 'current' as const })))}`)
    }`)}${section(html`${heading(t.past, 2)}${dayBars({ label: t.bars(states.filter((one) => one === 'good').length, states.filter((one) => one === 'unknown').length), days: states, from: t.ago, to: t.today })}${
      told.length === 0 ? paragraph(t.noDays) : details({ summary: `${t.days} (${told.length})`, body: table({ caption: t.days, captionHidden: true, rows: told, empty: '', columns: [{ label: t.day, rowHeader: true, cell: ({ day }) => formatDate(day, locale) }, { label: t.was, cell: ({ minutes }) => words.day(minutes) }] }) })
    }`)}${paragraph(t.checked(formatInstant(model.at, locale)), 'muted')}`,
  };
}
