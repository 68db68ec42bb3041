import { badge, figures, heading, html, lead, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { saidIn, translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { FleetEntry } from '../../actions/list-fleet.ts';
import type { Instance } from '../../domain/instance.ts';
import { lifeStage } from '../../domain/life.ts';
import { STAGE_TONES, stateWords } from '../state-words.ts';

const MOST_ROWS = 500;

const texts = translations({
  de: {
    title: 'Instanzen', lead: 'Alle Anwendungen aller Behörden, gestörte zuerst. Inhalte sind hier nicht zu sehen.', authority: 'Behörde', app: 'Anwendung', runtime: 'Läuft', 'built-in': 'in der Plattform', process: 'als eigenes Programm', state: 'Zustand', finding: 'Befund', since: 'Seit', tries: 'Fehlversuche',
    running: 'Laufen', failing: 'Gestört', all: 'Insgesamt', none: 'Noch hat keine Behörde eine Anwendung.', more: (rest: number) => `${rest} weitere sind nicht aufgeführt.`,
  },
  en: {
    title: 'Instances', lead: 'All apps of all authorities, disturbed ones first. No content can be seen here.', authority: 'Authority', app: 'App', runtime: 'Runs', 'built-in': 'inside the platform', process: 'as a program of its own', state: 'State', finding: 'Finding', since: 'Since', tries: 'Failed tries',
    running: 'Running', failing: 'Disturbed', all: 'Altogether', none: 'No authority has an app yet.', more: (rest: number) => `${rest} more are not listed.`,
  },
});

/** The fleet for the operator. */
export function fleetView(model: { fleet: readonly FleetEntry[] }, options: { locale: Locale }): View {
  const t = texts(options.locale);
  const words = stateWords(options.locale);
  const stageOf = (entry: FleetEntry) => lifeStage(entry.instance as Instance);
  const living = model.fleet.filter((entry) => stageOf(entry) !== 'deleted');
  const count = (stage: string) => living.filter((entry) => stageOf(entry) === stage).length;
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${figures([{ label: t.failing, value: count('failing') }, { label: t.running, value: count('running') }, { label: t.all, value: living.length }])}${table({
      caption: t.title, captionHidden: true, rows: living.slice(0, MOST_ROWS), empty: t.none,
      columns: [
        { label: t.authority, rowHeader: true, cell: (one) => one.authority },
        { label: t.app, cell: (one) => one.instance.title },
        { label: t.state, cell: (one) => badge(words[stageOf(one)], STAGE_TONES[stageOf(one)], { small: true }) },
        { label: t.finding, cell: (one) => saidIn(options.locale, one.instance.detail ?? '–') },
        { label: t.tries, numeric: true, cell: (one) => one.instance.failures },
        { label: t.runtime, cell: ({ instance: { runtime } }) => (runtime === 'built-in' || runtime === 'process' ? t[runtime] : runtime) },
        { label: t.since, cell: (one) => formatInstant(one.instance.observedSince, options.locale) },
      ],
    })}${living.length > MOST_ROWS ? html`<p>${t.more(living.length - MOST_ROWS)}</p>` : ''}`,
  };
}
