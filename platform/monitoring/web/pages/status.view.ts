import { alert, badge, dayBars, details, heading, html, lead, paragraph, section, table, timeline, type Html, type Tone } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { berlinDate, formatDate, formatInstant } from '@allmende/time';
import type { PublicStatus } from '../../actions/describe-services.ts';
import { reaches, reachesAny, type Incident, type Maintenance } from '../../domain/notice.ts';
import { dayState, type ServiceState, type ServiceStatus } from '../../domain/service-status.ts';
import { STATE_TONES, statusWords, timeText } from '../status-words.ts';

const texts = translations({
  de: {
    title: 'Läuft alles?', at: (name: string) => `Läuft alles? ${name}`, allWell: 'Alles läuft', allWellText: 'Zurzeit sind keine Störungen bekannt.', one: 'Es gibt eine Störung', several: (count: number) => `Es gibt ${count} Störungen`,
    working: 'Wir arbeiten daran.', unknown: 'Wir wissen es gerade nicht', unknownText: 'Die Plattform hat in den letzten Minuten nicht nachgesehen. Sobald sie es wieder tut, steht es hier.',
    none: 'Hier gibt es noch keine Online-Dienste', noneText: 'Sobald Ihre Verwaltung einen Dienst anbietet, sehen Sie hier, ob er läuft.',
    now: 'So steht es jetzt', past: 'Die letzten 90 Tage', service: 'Dienst', state: 'Zustand', authority: 'Zuständig', day: 'Tag', what: 'Was war', wellDays: 'An allen anderen Tagen lief dieser Dienst ohne Störung.', noDays: 'In dieser Zeit gab es keine Störung.',
    ago: 'vor 90 Tagen', today: 'heute', incidents: 'Störungen', ended: (at: string) => `Behoben am ${at}.`, noIncidents: 'In den letzten 90 Tagen hat der Betrieb keine Störung gemeldet.', planned: 'Geplante Arbeiten', noPlanned: 'Zurzeit ist nichts geplant.',
    from: (from: string, until: string) => `Von ${from} bis ${until}`, concerns: 'In dieser Zeit kann es zu Unterbrechungen kommen.', checked: (at: string) => `Stand: ${at}. Diese Seite zeigt, was die Plattform selbst beobachtet. Wo niemand nachgesehen hat, steht „nicht bekannt“.`,
    bars: (name: string, good: number, bad: number, unknown: number) => `${name}, letzte 90 Tage: an ${good} Tagen ohne Störung, an ${bad} Tagen mit Störung, an ${unknown} Tagen nicht bekannt.`,
  },
  en: {
    title: 'Is everything working?', at: (name: string) => `Is everything working? ${name}`, allWell: 'Everything is working', allWellText: 'No disturbances are known at the moment.', one: 'There is a disturbance', several: (count: number) => `There are ${count} disturbances`,
    working: 'We are working on it.', unknown: 'We do not know at the moment', unknownText: 'The platform has not looked during the last minutes. As soon as it does again, you will see it here.',
    none: 'There are no online services here yet', noneText: 'As soon as your administration offers a service, you will see here whether it works.',
    now: 'How things are now', past: 'The last 90 days', service: 'Service', state: 'State', authority: 'Responsible', day: 'Day', what: 'What happened', wellDays: 'On all other days this service worked without disturbance.', noDays: 'There was no disturbance in this time.',
    ago: '90 days ago', today: 'today', incidents: 'Disturbances', ended: (at: string) => `Solved on ${at}.`, noIncidents: 'The operator has reported no disturbance in the last 90 days.', planned: 'Planned work', noPlanned: 'Nothing is planned at the moment.',
    from: (from: string, until: string) => `From ${from} to ${until}`, concerns: 'There may be interruptions during this time.', checked: (at: string) => `As of ${at}. This page shows what the platform itself observes. Where nobody looked it says “not known”.`,
    bars: (name: string, good: number, bad: number, unknown: number) => `${name}, last 90 days: ${good} days without disturbance, ${bad} days with disturbance, ${unknown} days not known.`,
  },
});

export type StatusModel = PublicStatus & { readonly where: string; readonly tenants: readonly string[] };

/** Whether everything works in a place, in words that everybody understands. */
export function statusView(model: StatusModel, options: { readonly locale: Locale }): View {
  const { locale } = options;
  const t = texts(locale);
  const several = new Set(model.services.map((service) => service.authority)).size > 1;
  const incidents = model.watch.incidents.filter((one) => concerns(one, model));
  const planned = model.watch.maintenance.filter((one) => one.cancelledAt === undefined && one.until > model.at && concerns(one, model));
  return {
    title: t.at(model.where),
    main: html`${heading(t.title, 1, { preline: model.where })}${summary(model, incidents, locale)}${model.services.length === 0 ? '' : html`${section(html`${heading(t.now, 2)}${table<ServiceStatus>({
      caption: t.now, captionHidden: true, rows: model.services, empty: '',
      columns: [
        { label: t.service, rowHeader: true, cell: (one) => one.name[locale] },
        { label: t.state, cell: (one) => stateCell(one, model.at, locale) },
        ...(several ? [{ label: t.authority, cell: (one: ServiceStatus) => one.authority }] : []),
      ],
    })}`)}`}${plannedSection(planned, locale)}${incidentSection(incidents, locale)}${model.services.length === 0 ? '' : section(html`${heading(t.past, 2)}${model.services.map((one) => history(one, several, locale))}`)}${paragraph(t.checked(formatInstant(model.at, locale)), 'muted')}`,
  };
}

function concerns(one: Incident | Maintenance, model: StatusModel): boolean {
  if (!reachesAny(one, model.tenants)) return false;
  return one.apps.length === 0 || one.apps.some((app) => model.services.some((service) => service.app === app && model.tenants.some((tenant) => reaches(one, { tenant, app }))));
}

function summary(model: StatusModel, incidents: readonly Incident[], locale: Locale): Html {
  const t = texts(locale);
  const disturbed = model.services.filter((one) => one.state === 'disturbed');
  const open = incidents.filter((one) => one.endedAt === undefined && one.impact !== 'notice');
  if (disturbed.length > 0 || open.length > 0) {
    const lines = disturbed.map((one) => paragraph(`${one.name[locale]}: ${timeText(one, model.at, locale)}`));
    const count = Math.max(disturbed.length, open.length);
    return alert({ kind: 'warning', title: count === 1 ? t.one : t.several(count), body: html`${lines}${open.map((one) => paragraph(textOf(one.updates.at(-1), locale)))}${paragraph(t.working)}` });
  }
  if (model.services.length === 0) return html`${lead(t.none)}${paragraph(t.noneText)}`;
  const known = model.services.filter((one) => one.state !== 'unknown');
  if (known.length === 0) return alert({ kind: 'info', title: t.unknown, body: t.unknownText });
  return alert({ kind: 'success', title: t.allWell, body: t.allWellText });
}

function stateCell(one: ServiceStatus, at: Date, locale: Locale): Html {
  const words = statusWords(locale);
  const tone: Tone | 'neutral' = STATE_TONES[one.state satisfies ServiceState];
  return html`${badge(words[one.state], tone, { small: true })}${one.state === 'disturbed' || one.state === 'maintenance' ? html` ${timeText(one, at, locale)}` : ''}`;
}

function history(one: ServiceStatus, withAuthority: boolean, locale: Locale): Html {
  const t = texts(locale);
  const words = statusWords(locale);
  const states = one.days.map(({ minutes }) => dayState(minutes));
  const count = (state: string) => states.filter((each) => each === state).length;
  const name = withAuthority ? `${one.name[locale]} (${one.authority})` : one.name[locale];
  const told = one.days.filter(({ minutes }) => minutes.disturbed > 0 || minutes.maintenance > 0 || dayState(minutes) === 'unknown').toReversed();
  return html`${heading(name, 3)}${dayBars({ label: t.bars(name, count('good'), count('bad'), count('unknown')), days: states, from: t.ago, to: t.today })}${
    told.length === 0 ? paragraph(t.noDays) : details({
      summary: words.details(told.length), body: html`${table({
        caption: name, captionHidden: true, rows: told, empty: '',
        columns: [{ label: t.day, rowHeader: true, cell: ({ day }) => formatDate(day, locale) }, { label: t.what, cell: ({ minutes }) => words.day(minutes) }],
      })}${paragraph(t.wellDays)}`,
    })
  }`;
}

function incidentSection(incidents: readonly Incident[], locale: Locale): Html {
  const t = texts(locale);
  const words = statusWords(locale);
  return section(html`${heading(t.incidents, 2)}${incidents.length === 0 ? paragraph(t.noIncidents) : incidents.slice(0, 20).map((one) => html`${heading(`${words[`impact-${one.impact}`]}, ${formatDate(berlinDate(one.startedAt), locale)}`, 3)}${
    timeline(one.updates.map((update) => ({ at: formatInstant(update.at, locale), title: words[`stage-${update.stage}`], detail: textOf(update, locale), state: update.stage === 'ended' ? 'done' as const : 'current' as const })))
  }`)}`);
}

function plannedSection(planned: readonly Maintenance[], locale: Locale): Html | '' {
  const t = texts(locale);
  if (planned.length === 0) return '';
  return section(html`${heading(t.planned, 2)}${planned.map((one) => alert({ kind: 'info', title: t.from(formatInstant(one.from, locale), formatInstant(one.until, locale)), body: html`${paragraph(locale === 'en' ? one.en ?? one.de : one.de)}${paragraph(t.concerns)}` }))}`);
}

function textOf(update: { readonly de: string; readonly en: string | undefined } | undefined, locale: Locale): string {
  return (locale === 'en' ? update?.en : undefined) ?? update?.de ?? '';
}
