import { alert, badge, button, figures, form, heading, html, lead, section, select, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { saidIn, translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { FleetEntry } from '../../actions/list-fleet.ts';
import type { Drill } from '../../domain/drill.ts';
import { stateWords } from '../state-words.ts';

const texts = translations({
  de: {
    title: 'Übungen zur Wiederherstellung', lead: 'Jede Nacht wird eine Stichprobe der Sicherungen in eigene Probe-Instanzen zurückgespielt, gestartet, geprüft und Datei für Datei verglichen. Die Anwendungen selbst merken davon nichts.', newest: 'Zuletzt gedauert', worst: 'Am längsten (30 Tage)', failed: 'Fehlgeschlagen (30 Tage)', passed: 'Gelungen (30 Tage)',
    authority: 'Behörde', app: 'Anwendung', outcome: 'Ergebnis', ok: 'gelungen', bad: 'fehlgeschlagen', open: 'läuft', took: 'Zeit bis zum Betrieb', amount: 'Dateien', when: 'Begonnen', finding: 'Befund', none: 'Noch gab es keine Übung. Die erste folgt in der Nacht.', list: 'Übungen, fehlgeschlagene zuerst',
    by: 'Jetzt üben', which: 'Anwendung', start: 'Übung starten', alarm: 'Eine Sicherung ließ sich nicht zurückspielen', alarmText: (what: string) => `${what}. Bitte gehen Sie dem nach, bevor die Sicherung gebraucht wird.`,
  },
  en: {
    title: 'Restore drills', lead: 'Every night a sample of the backups is restored into scratch instances, started, verified and compared file by file. The apps themselves notice nothing.', newest: 'Took last', worst: 'Longest (30 days)', failed: 'Failed (30 days)', passed: 'Passed (30 days)',
    authority: 'Authority', app: 'App', outcome: 'Result', ok: 'passed', bad: 'failed', open: 'running', took: 'Time to recover', amount: 'Files', when: 'Begun', finding: 'Finding', none: 'There was no drill yet. The first follows at night.', list: 'Drills, failed ones first',
    by: 'Drill now', which: 'App', start: 'Start drill', alarm: 'A backup could not be restored', alarmText: (what: string) => `${what}. Please look into it before the backup is needed.`,
  },
});

const MONTH_MS = 30 * 86_400_000;

/** How restoring works: newest, worst, failed ones first. */
export function drillsView(model: { readonly drills: readonly (Drill & { readonly authority: string })[]; readonly fleet: readonly FleetEntry[]; readonly mayDrill: boolean }, options: { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor }): View {
  const t = texts(options.locale);
  const words = stateWords(options.locale);
  const newestAt = model.drills[0]?.startedAt.getTime() ?? 0;
  const recent = model.drills.filter((one) => newestAt - one.startedAt.getTime() <= MONTH_MS);
  const times = recent.flatMap((one) => (one.recoveryMs === undefined ? [] : [one.recoveryMs]));
  const failed = recent.filter((one) => one.outcome === 'failed');
  // Only what has not worked since then is alarming.
  const alarming = failed.find((one) => !recent.some((later) => later.instanceId === one.instanceId && later.startedAt > one.startedAt && later.outcome === 'passed'));
  const rows = model.drills.toSorted((one, other) => Number(other.outcome === 'failed') - Number(one.outcome === 'failed'));
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${alarming ? alert({ kind: 'danger', title: t.alarm, body: t.alarmText(`${alarming.authority}, ${alarming.app}`) }) : ''}${figures([
      { label: t.failed, value: failed.length }, { label: t.newest, value: times[0] === undefined ? '–' : words.seconds(times[0]) }, { label: t.worst, value: times.length === 0 ? '–' : words.seconds(Math.max(...times)) }, { label: t.passed, value: recent.filter((one) => one.outcome === 'passed').length },
    ])}${model.mayDrill && model.fleet.length > 0 ? section(html`${heading(t.by, 2)}${form({
      csrf: options.csrf, fields: select({ name: 'instance', label: t.which, empty: false, options: model.fleet.map(({ instance, authority }) => ({ value: `${instance.tenant}/${instance.id}`, label: `${authority}: ${instance.title}` })), locale: options.locale }), buttons: button({ label: t.start, look: 'secondary' }),
    })}`) : ''}${section(html`${heading(t.list, 2)}${table({
      caption: t.list, captionHidden: true, rows, empty: t.none,
      columns: [
        { label: t.authority, rowHeader: true, cell: (one) => one.authority },
        { label: t.app, cell: (one) => `${one.app}${one.packageVersion === undefined ? '' : ` ${one.packageVersion}`}` },
        { label: t.outcome, cell: (one) => badge(one.outcome === 'passed' ? t.ok : one.outcome === 'failed' ? t.bad : t.open, one.outcome === 'passed' ? 'success' : one.outcome === 'failed' ? 'danger' : 'info', { small: true }) },
        { label: t.took, numeric: true, cell: (one) => (one.recoveryMs === undefined ? '–' : words.seconds(one.recoveryMs)) },
        { label: t.amount, numeric: true, cell: (one) => one.files ?? '–' },
        { label: t.when, cell: (one) => formatInstant(one.startedAt, options.locale) },
        { label: t.finding, cell: (one) => saidIn(options.locale, one.detail ?? '–') },
      ],
    })}`)}`,
  };
}
