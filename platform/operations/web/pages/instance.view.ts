import { alert, badge, button, code, descriptionList, figures, form, heading, html, link, linkButton, livePart, paragraph, section, steps, table, timeline, type Html, type Step } from '@allmende/html';
import type { View } from '@allmende/http';
import { saidIn, translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { ArchiveRecord } from '../../domain/archive-record.ts';
import type { InstanceAddress } from '../../domain/entrance-port.ts';
import type { Instance, Json } from '../../domain/instance.ts';
import { lifeStage } from '../../domain/life.ts';
import type { StepRecord } from '../../domain/step.ts';
import type { PassageRecord } from '../../domain/passage.ts';
import { backupWords } from '../backup-words.ts';
import { STAGE_TONES, stateWords } from '../state-words.ts';
import { passageView, versionView } from './instance-version.view.ts';

const texts = translations({
  de: {
    list: 'Anwendungen', clock: 'Von der Freigabe bis zum Betrieb', approved: 'Freigegeben', requested: 'Vertrag geschlossen, Bereitstellung beauftragt', running: 'Läuft', took: 'Freigabe bis Betrieb', since: 'Seit', waiting: 'Läuft noch nicht',
    after: (time: string) => `nach ${time}`, facts: 'Angaben', runtime: 'Laufzeitumgebung', 'built-in': 'in der Plattform', process: 'eigenes Programm auf diesem Rechner, nur zur Vorführung', address: 'Adresse',
    open: 'Öffnen', people: 'Wer darf hinein?', domains: 'Eigene Domain', settings: 'Einstellungen', setting: 'Einstellung', checked: 'Zuletzt geprüft', parameters: 'Bestellt', contract: 'Vertrag', agreement: 'Auftragsverarbeitungsvertrag', history: 'Verlauf', interrupted: 'Unterbrochen und danach wiederholt',
    archives: 'Sicherungen und Archive', archivesText: 'Jede Sicherung enthält alle Daten der Anwendung als JSON mit Schema, dazu Dokumente und Dateien. Eine andere Installation kann es einlesen. Jeder Abruf wird im Prüfprotokoll vermerkt.',
    noArchives: 'Noch gibt es keine Sicherung.', made: 'Erstellt', size: 'Größe', keep: 'Verfügbar bis', unlimited: 'bis 90 Tage nach der Löschung', fetch: 'Herunterladen', reason: 'Anlass', restore: 'Auf diesen Stand zurück', reload: 'Seite neu laden', deletion: 'Nachweis der Löschung', deleted: 'Die Daten dieser Anwendung sind gelöscht', make: 'Jetzt sichern', making: 'Eine Sicherung wird gerade erstellt.',
    manage: 'Verwalten', suspend: 'Anhalten', resume: 'Wieder aufnehmen', end: 'Beenden', access: 'Zugangsdaten zeigen', ended: 'Diese Anwendung ist beendet', endedText: (day: string) => `Ihre Daten werden am ${day} gelöscht. Laden Sie vorher das Archiv herunter.`,
    endedWait: 'Das Archiv Ihrer Daten wird erstellt. Vorher wird nichts gelöscht.', failing: 'Die Anwendung ist gestört', failingText: (at: string) => `Der nächste Versuch folgt von selbst am ${at}.`, next: 'Noch ausstehend', restartNote: 'wird von selbst wiederholt', yes: 'ja', no: 'nein',
  },
  en: {
    list: 'Apps', clock: 'From approval to running', approved: 'Approved', requested: 'Contract concluded, set-up requested', running: 'Running', took: 'Approval to running', since: 'Since', waiting: 'Not running yet',
    after: (time: string) => `after ${time}`, facts: 'Facts', runtime: 'Runtime', 'built-in': 'inside the platform', process: 'a program of its own on this machine, for demonstration only', address: 'Address',
    open: 'Open', people: 'Who may enter?', domains: 'Own domain', settings: 'Settings', setting: 'Setting', checked: 'Last checked', parameters: 'Ordered', contract: 'Contract', agreement: 'Processing agreement', history: 'History', interrupted: 'Interrupted, then repeated',
    archives: 'Backups and archives', archivesText: 'Every backup holds all data of the app as JSON with its schema, and documents and files. Another installation can read it in. Every fetch is noted in the audit log.',
    noArchives: 'There is no backup yet.', made: 'Made', size: 'Size', keep: 'Available until', unlimited: 'until 90 days after deletion', fetch: 'Download', reason: 'Occasion', restore: 'Back to this state', reload: 'Reload the page', deletion: 'Proof of deletion', deleted: 'The data of this app are deleted', make: 'Back up now', making: 'A backup is being made.',
    manage: 'Manage', suspend: 'Suspend', resume: 'Resume', end: 'End', access: 'Show access', ended: 'This app has ended', endedText: (day: string) => `Its data will be deleted on ${day}. Download the archive before.`,
    endedWait: 'The archive of your data is being made. Nothing is deleted before.', failing: 'The app is disturbed', failingText: (at: string) => `The next try follows by itself on ${at}.`, next: 'To come', restartNote: 'is repeated by itself', yes: 'yes', no: 'no',
  },
});

type Model = { instance: Instance; entrance: InstanceAddress | undefined; steps: readonly StepRecord[]; archives: readonly ArchiveRecord[]; passages: readonly PassageRecord[]; newest: string | undefined; hasProof: boolean; lookedAt: Date | undefined; now: Date; authority: AuthorityRef; mayControl: boolean };
type Options = { locale: Locale; csrf: string; urlFor: UrlFor };

/** One app: the clock from approval to running, what was ordered, what can be done, the archives, the history. */
export function instanceView(model: Model, options: Options): View {
  const t = texts(options.locale);
  const words = stateWords(options.locale);
  const { instance } = model;
  const stage = lifeStage(instance);
  const took = instance.runningAt && instance.runningAt.getTime() - instance.approvedAt.getTime();
  const to = (...page: string[]) => options.urlFor.office(model.authority.slug, 'instances', instance.id, ...page);
  const now = html`<p>${badge(words[stage], STAGE_TONES[stage])}</p>${message(model, options)}${passageView(model, options)}${figures([
    { label: t.took, value: took === undefined ? t.waiting : words.seconds(Math.max(0, took)) }, { label: t.since, value: formatInstant(instance.observedSince, options.locale) },
  ])}${model.entrance && stage === 'running' ? html`<p>${linkButton({ label: t.open, href: `${model.entrance.address}/` })}</p>` : ''}${model.mayControl ? controls(model, options) : ''}${versionView(model, options)}${
    isMoving(instance) ? html`<p>${link({ label: t.reload, href: to() })}</p>` : ''}`;
  return {
    title: instance.title, live: !instance.deletedAt,
    breadcrumbs: [{ label: t.list, href: options.urlFor.office(model.authority.slug, 'instances') }, { label: instance.title }],
    main: html`${heading(instance.title)}${instance.deletedAt ? now : livePart({ id: 'now', source: to('events'), content: now })}${archives(model, options)}${section(html`${heading(t.clock, 2)}${steps({ steps: clock(model, options.locale), locale: options.locale })}`)}${
      section(html`${heading(t.facts, 2)}${facts(model, options)}`)}${history(model, options.locale)}`,
  };
}

// Something is on its way, and whoever looks waits for it.
function isMoving(instance: Instance): boolean {
  return instance.candidate !== undefined || instance.archiveWantedAt !== undefined || ['provisioning', 'terminated'].includes(lifeStage(instance));
}

function message(model: Model, options: Options): Html | '' {
  const t = texts(options.locale);
  const { instance } = model;
  const stage = lifeStage(instance);
  if (stage === 'failing') return alert({ kind: 'danger', title: t.failing, body: html`${paragraph(saidIn(options.locale, instance.detail ?? ''))}${paragraph(t.failingText(formatInstant(instance.nextLookAt, options.locale)))}` });
  if (stage === 'deleted') return alert({ kind: 'info', title: t.deleted, body: model.hasProof ? html`<p>${linkButton({ label: t.deletion, href: options.urlFor.office(model.authority.slug, 'instances', instance.id, 'deletion'), look: 'secondary', small: true })}</p>` : '' });
  if (stage === 'terminated') return alert({ kind: 'warning', title: t.ended, body: html`${instance.detail ? paragraph(saidIn(options.locale, instance.detail)) : ''}${paragraph(t.endedWait)}` });
  if (stage === 'data-returned' && instance.deleteAfter) return alert({ kind: 'warning', title: t.ended, body: t.endedText(formatInstant(instance.deleteAfter, options.locale)) });
  return '';
}

function controls(model: Model, options: Options): Html {
  const t = texts(options.locale);
  const { instance } = model;
  const to = (page: string) => options.urlFor.office(model.authority.slug, 'instances', instance.id, page);
  const mayResume = instance.wanted === 'suspended' || (instance.wanted === 'removed' && instance.endReason === 'by-choice' && !instance.removingSince);
  const actions = [
    mayResume ? linkButton({ label: t.resume, href: to('resume'), look: 'secondary' }) : '',
    instance.wanted === 'running' ? linkButton({ label: t.suspend, href: to('suspend'), look: 'secondary' }) : '',
    model.entrance?.access === 'granted' ? linkButton({ label: t.people, href: to('people'), look: 'secondary' }) : '',
    model.entrance ? linkButton({ label: t.domains, href: to('domains'), look: 'secondary' }) : '',
    instance.packageVersion !== undefined && instance.wanted !== 'removed' && !instance.candidate ? linkButton({ label: t.settings, href: to('configuration'), look: 'secondary' }) : '',
    instance.runtime === 'process' && instance.upstream !== undefined && instance.observed === 'running' ? linkButton({ label: t.access, href: to('access'), look: 'secondary' }) : '',
    instance.wanted === 'removed' ? '' : linkButton({ label: t.end, href: to('end'), look: 'tertiary' }),
  ].filter((one) => one !== '');
  return actions.length === 0 ? html`` : section(html`${heading(t.manage, 2)}<p>${actions}</p>`);
}

function clock(model: Model, locale: Locale): Step[] {
  const t = texts(locale);
  const words = stateWords(locale);
  const { instance } = model;
  const after = (at: Date) => t.after(words.seconds(Math.max(0, at.getTime() - instance.approvedAt.getTime())));
  const until = instance.runningAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const before = model.steps.filter((step) => step.startedAt.getTime() <= until && step.step !== 'archive' && step.step !== 'back-up').slice(0, 20);
  return [
    { label: t.approved, state: 'done', time: formatInstant(instance.approvedAt, locale) },
    { label: t.requested, state: 'done', time: after(instance.requestedAt) },
    ...before.map((step): Step => ({
      label: words[step.step], state: step.outcome === undefined ? 'current' : step.outcome === 'done' ? 'done' : 'failed', time: after(step.endedAt ?? step.startedAt), detail: step.outcome === 'interrupted' ? t.interrupted : step.detail && saidIn(locale, step.detail),
    })),
    instance.runningAt ? { label: t.running, state: 'done', time: after(instance.runningAt) } : { label: t.running, state: 'waiting' },
  ];
}

function facts(model: Model, { locale, urlFor }: Pick<Options, 'locale' | 'urlFor'>): Html {
  const { instance, entrance } = model;
  const t = texts(locale);
  return descriptionList([
    ...Object.entries(instance.parameters).map(([name, value]) => ({ name: name === 'services' ? t.parameters : `${t.setting}: ${name}`, value: plain(value, t) })),
    { name: t.runtime, value: instance.runtime === 'built-in' || instance.runtime === 'process' ? t[instance.runtime] : instance.runtime },
    ...(entrance === undefined ? [] : [{ name: t.address, value: link({ label: entrance.address, href: `${entrance.address}/` }) }]),
    { name: t.contract, value: link({ label: code(instance.contractId), href: urlFor.office(model.authority.slug, 'contracts', instance.contractId) }) },
    { name: t.agreement, value: code(instance.agreementId) },
    { name: t.checked, value: lookedAt(model, locale) },
  ], locale);
}

function archives(model: Model, options: Options): Html {
  const t = texts(options.locale);
  const words = stateWords(options.locale);
  const { instance } = model;
  const href = (archive: ArchiveRecord) => options.urlFor.office(model.authority.slug, 'instances', instance.id, 'archives', archive.id);
  const made = (archive: ArchiveRecord) => formatInstant(archive.madeAt, options.locale);
  const reasons = backupWords(options.locale);
  const mayRestore = model.mayControl && instance.packageVersion !== undefined && instance.wanted !== 'removed' && !instance.candidate;
  const mayAsk = model.mayControl && instance.wanted !== 'removed' && !instance.archiveWantedAt;
  return section(html`${heading(t.archives, 2)}${paragraph(t.archivesText)}${table({
    caption: t.archives, captionHidden: true, rows: model.archives, empty: t.noArchives,
    columns: [
      { label: t.made, rowHeader: true, cell: made },
      { label: t.reason, cell: (one) => reasons[one.reason] },
      { label: t.size, numeric: true, cell: (one) => words.size(one.sizeBytes) },
      { label: t.keep, cell: (one) => (one.keepUntil ? formatInstant(one.keepUntil, options.locale) : t.unlimited) },
      ...(model.mayControl ? [{ label: t.fetch, action: true, cell: (one: ArchiveRecord) => linkButton({ label: t.fetch, href: href(one), look: 'tertiary', small: true, icon: 'download', about: made(one) }) }] : []),
      ...(mayRestore ? [{ label: t.restore, action: true, cell: (one: ArchiveRecord) => linkButton({ label: t.restore, href: `${href(one)}/restore`, look: 'tertiary', small: true, about: made(one) }) }] : []),
    ],
  })}${instance.archiveWantedAt ? paragraph(t.making) : ''}${
    mayAsk ? form({ action: options.urlFor.office(model.authority.slug, 'instances', instance.id, 'archive'), csrf: options.csrf, fields: '', buttons: button({ label: t.make, look: 'secondary' }), label: t.make }) : ''
  }`);
}

function history(model: Model, locale: Locale): Html | '' {
  const t = texts(locale);
  const words = stateWords(locale);
  const after = model.steps.filter((step) => model.instance.runningAt && step.startedAt > model.instance.runningAt).toReversed();
  if (after.length === 0) return '';
  return section(html`${heading(t.history, 2)}${timeline(after.map((step) => ({
    at: formatInstant(step.startedAt, locale), title: words[step.step], state: step.outcome === undefined ? 'current' as const : step.outcome === 'done' ? 'done' as const : 'failed' as const,
    ...(step.outcome === 'interrupted' ? { detail: t.interrupted } : step.detail === undefined ? {} : { detail: saidIn(locale, step.detail) }),
  })))}`);
}

function plain(value: Json, t: { yes: string; no: string }): Html | string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  return typeof value === 'object' && value !== null ? code(JSON.stringify(value)) : String(value ?? '');
}

// Where everything is looked at in one go, single instances are touched only when something has changed.
function lookedAt({ instance, lookedAt: whole }: Model, locale: Locale): string {
  const last = [instance.lastObservedAt, whole].filter((one) => one !== undefined).toSorted((one, other) => other.getTime() - one.getTime())[0];
  return last ? formatInstant(last, locale) : '';
}
