import type { ListedRelease } from '@allmende/app-packages';
import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, descriptionList, errorSummary, figures, form, formErrors, heading, hiddenField, html, lead, link, section, select, steps, table, textArea, textField, type Html, type Tone } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { RolloutWithCounts } from '../../actions/rollouts.ts';
import { reachOf, type Rollout, type RolloutMember, type RolloutState } from '../../domain/rollout.ts';

export type TypedRollout = { readonly release: string; readonly stages: string; readonly pauseMinutes: string; readonly mostFailures: string };

const texts = translations({
  de: {
    title: 'Verteilungen', lead: 'Eine neue Version kommt in Stufen zu allen Behörden, die geprüfte Versionen von selbst bekommen. Bei Fehlern hält die Verteilung von selbst an; die alten Versionen laufen weiter.', app: 'Anwendung', version: 'Version', state: 'Zustand', progress: 'Fertig', failed: 'Fehlgeschlagen', began: 'Begonnen',
    none: 'Noch wurde keine Version verteilt.', startTitle: 'Version freigeben und verteilen', release: 'Version', stages: 'Stufen', stagesHint: 'Anzahl oder Anteil, durch Kommas getrennt. Die letzte Stufe ist 100%.', pause: 'Pause zwischen den Stufen in Minuten', most: 'Erlaubte Fehlschläge', mostHint: 'Bei einem mehr hält die Verteilung an.',
    start: 'Freigeben und verteilen', noReleases: 'Es gibt noch keine veröffentlichte Version.', running: 'läuft', halted: 'angehalten', done: 'fertig', aborted: 'abgebrochen', of: (done: number, all: number) => `${done} von ${all}`, all: 'Alle Verteilungen',
    one: (app: string, version: string) => `${app} ${version} verteilen`, halt: 'Anhalten', resume: 'Fortsetzen', abort: 'Abbrechen', haltedTitle: 'Die Verteilung ist angehalten', stage: (stage: string, reach: number) => `${stage}: ${reach === 1 ? 'eine Behörde' : `${reach} Behörden`}`, since: (at: string) => `seit ${at}`,
    waiting: 'wartet', updating: 'wird aktualisiert', doneMember: 'aktualisiert', failedMember: 'alte Version läuft', skipped: 'übersprungen', authority: 'Behörde', finding: 'Befund', members: 'Behörden', stagesTitle: 'Stufen', pauseFact: 'Pause zwischen den Stufen', minutes: (minutes: string) => `${minutes} Minuten`, facts: 'Angaben',
    without: 'Wenn die Sicherung der alten Version defekt ist', withoutText: 'Dann werden die Datenträger der angehaltenen alten Version so kopiert, wie sie sind, ohne ihren Sicherungsbefehl. Alles andere bleibt gleich: Die neue Version muss sich beweisen, sonst läuft die alte weiter.', reason: 'Grund', which: 'Behörde', go: 'Ohne Sicherungsbefehl aktualisieren',
  },
  en: {
    title: 'Rollouts', lead: 'A new version comes in stages to all authorities that get approved versions by themselves. On errors the rollout halts by itself; the old versions go on.', app: 'App', version: 'Version', state: 'State', progress: 'Done', failed: 'Failed', began: 'Begun',
    none: 'No version was rolled out yet.', startTitle: 'Approve a version and roll it out', release: 'Version', stages: 'Stages', stagesHint: 'A number or a part, separated by commas. The last stage is 100%.', pause: 'Pause between stages in minutes', most: 'Failures allowed', mostHint: 'With one more the rollout halts.',
    start: 'Approve and roll out', noReleases: 'No version is published yet.', running: 'running', halted: 'halted', done: 'done', aborted: 'aborted', of: (done: number, all: number) => `${done} of ${all}`, all: 'All rollouts',
    one: (app: string, version: string) => `Roll out ${app} ${version}`, halt: 'Halt', resume: 'Resume', abort: 'Abort', haltedTitle: 'The rollout is halted', stage: (stage: string, reach: number) => `${stage}: ${reach === 1 ? 'one authority' : `${reach} authorities`}`, since: (at: string) => `since ${at}`,
    waiting: 'waiting', updating: 'being updated', doneMember: 'updated', failedMember: 'old version runs', skipped: 'skipped', authority: 'Authority', finding: 'Finding', members: 'Authorities', stagesTitle: 'Stages', pauseFact: 'Pause between stages', minutes: (minutes: string) => `${minutes} minutes`, facts: 'Facts',
    without: 'If the backup of the old version is broken', withoutText: 'Then the volumes of the halted old version are copied as they are, without its backup command. All else stays the same: the new version has to prove itself, or the old one goes on.', reason: 'Reason', which: 'Authority', go: 'Update without the backup command',
  },
});

const TONES: Readonly<Record<RolloutState, Tone | 'neutral'>> = { running: 'info', halted: 'danger', done: 'success', aborted: 'neutral' };
type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** All rollouts, and the form that approves a version. */
export function rolloutsView(model: { readonly rollouts: readonly RolloutWithCounts[]; readonly releases: readonly ListedRelease[]; readonly mayRollOut: boolean; readonly typed: TypedRollout; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const t = texts(options.locale);
  const errors = formErrors(model.problems, options.locale);
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale: options.locale })}${heading(t.title)}${lead(t.lead)}${section(html`${heading(t.all, 2)}${table({
      caption: t.all, captionHidden: true, rows: model.rollouts, empty: t.none,
      columns: [
        { label: t.app, rowHeader: true, cell: ({ rollout }) => link({ label: `${rollout.app} ${rollout.version}`, href: options.urlFor.operator('rollouts', rollout.id) }) },
        { label: t.state, cell: ({ rollout }) => badge(t[rollout.state], TONES[rollout.state], { small: true }) },
        { label: t.progress, cell: ({ counts }) => t.of(counts.done + counts.skipped, counts.done + counts.skipped + counts.failed + counts.updating + counts.waiting) },
        { label: t.failed, numeric: true, cell: ({ counts }) => counts.failed },
        { label: t.began, cell: ({ rollout }) => formatInstant(rollout.startedAt, options.locale) },
      ],
    })}`)}${model.mayRollOut ? section(html`${heading(t.startTitle, 2)}${model.releases.length === 0 ? html`<p>${t.noReleases}</p>` : form({
      csrf: options.csrf,
      fields: html`${select({ name: 'release', label: t.release, value: model.typed.release, empty: false, options: model.releases.map((one) => ({ value: `${one.app}/${one.version}`, label: `${one.app} ${one.version}${one.channel === 'preview' ? ' (preview)' : ''}` })), locale: options.locale })}${
        textField({ name: 'stages', label: t.stages, hint: t.stagesHint, value: model.typed.stages, error: errors.of('stages'), locale: options.locale })}${
        textField({ name: 'pauseMinutes', label: t.pause, value: model.typed.pauseMinutes, error: errors.of('pauseMinutes'), width: 'short', inputmode: 'numeric', locale: options.locale })}${
        textField({ name: 'mostFailures', label: t.most, hint: t.mostHint, value: model.typed.mostFailures, error: errors.of('mostFailures'), width: 'short', inputmode: 'numeric', locale: options.locale })}`,
      buttons: button({ label: t.start }),
    })}`) : ''}`,
  };
}

type Member = RolloutMember & { readonly authority: string; readonly detail: string | undefined };

/** One rollout: how far it is, who failed and why, and what the operator can do. */
export function rolloutView(model: { readonly rollout: Rollout; readonly members: readonly Member[]; readonly mayRollOut: boolean; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const t = texts(options.locale);
  const { rollout, members } = model;
  const title = t.one(rollout.app, rollout.version);
  const count = (state: RolloutMember['state']) => members.filter((one) => one.state === state).length;
  const order = { failed: 0, updating: 1, waiting: 2, done: 3, skipped: 4 } as const;
  const rows = members.toSorted((one, other) => order[one.state] - order[other.state] || one.position - other.position).slice(0, 500);
  const words = { waiting: t.waiting, updating: t.updating, done: t.doneMember, failed: t.failedMember, skipped: t.skipped };
  const tones: Record<RolloutMember['state'], Tone | 'neutral'> = { waiting: 'neutral', updating: 'info', done: 'success', failed: 'danger', skipped: 'neutral' };
  const errors = formErrors(model.problems, options.locale);
  return {
    title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.title, href: options.urlFor.operator('rollouts') }, { label: title }],
    main: html`${errorSummary({ errors: errors.all, locale: options.locale })}${heading(title)}<p>${badge(t[rollout.state], TONES[rollout.state])}</p>${rollout.state === 'halted' ? alert({ kind: 'danger', title: t.haltedTitle, body: rollout.detail ?? '' }) : ''}${figures([
      { label: t.progress, value: t.of(count('done') + count('skipped'), members.length) }, { label: t.failed, value: count('failed') },
    ])}${model.mayRollOut && !rollout.endedAt ? form({ csrf: options.csrf, fields: '', buttons: html`${changeButton(rollout.state === 'halted' ? 'resume' : 'halt', t)}${changeButton('abort', t)}` }) : ''}${section(html`${heading(t.stagesTitle, 2)}${steps({
      steps: rollout.stages.map((stage, index) => ({
        label: t.stage(stage, reachOf(stage, members.length)), state: index < rollout.stage || rollout.state === 'done' ? 'done' as const : index === rollout.stage && rollout.state !== 'aborted' ? (rollout.state === 'halted' ? 'failed' as const : 'current' as const) : 'waiting' as const,
        ...(index === rollout.stage ? { time: t.since(formatInstant(rollout.stageSince, options.locale)) } : {}),
      })), locale: options.locale,
    })}${descriptionList([{ name: t.pauseFact, value: t.minutes(String(rollout.pauseMinutes)) }, { name: t.most, value: String(rollout.mostFailures) }], options.locale)}`)}${section(html`${heading(t.members, 2)}${table({
      caption: t.members, captionHidden: true, rows, empty: '–',
      columns: [
        { label: t.authority, rowHeader: true, cell: (one) => one.authority }, { label: t.state, cell: (one) => badge(words[one.state], tones[one.state], { small: true }) }, { label: t.finding, cell: (one) => one.detail ?? '–' },
      ],
    })}`)}${model.mayRollOut && count('failed') > 0 ? withoutBackup(model, errors, options) : ''}`,
  };
}

function changeButton(change: 'halt' | 'resume' | 'abort', t: { readonly halt: string; readonly resume: string; readonly abort: string }): Html {
  return button({ label: t[change], name: 'change', value: change, look: change === 'abort' ? 'tertiary' : 'secondary' });
}

function withoutBackup(model: { readonly rollout: Rollout; readonly members: readonly Member[] }, errors: ReturnType<typeof formErrors>, options: Options): Html {
  const t = texts(options.locale);
  const failed = model.members.filter((one) => one.state === 'failed').map((one) => ({ value: `${one.tenant}/${one.instance}`, label: one.authority }));
  return section(html`${heading(t.without, 2)}<p>${t.withoutText}</p>${form({
    action: options.urlFor.operator('rollouts', model.rollout.id, 'without-backup'), csrf: options.csrf, label: t.without,
    fields: html`${failed.length === 1 ? hiddenField({ name: 'instance', value: failed[0]?.value ?? '' }) : select({ name: 'instance', label: t.which, empty: false, options: failed, locale: options.locale })}${textArea({ name: 'reason', label: t.reason, error: errors.of('reason'), locale: options.locale })}`,
    buttons: button({ label: t.go, look: 'secondary' }),
  })}`);
}
