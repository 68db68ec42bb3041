import { badge, button, emptyState, errorSummary, heading, html, lead, link, list, paragraph, queryForm, section, table, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { Sample } from '../../actions/draw-sample.ts';
import type { KeptCheckpoint } from '../../actions/kept-checkpoints.ts';
import type { LastCheckpoint } from '../../actions/last-checkpoint.ts';
import { actorOf, sentenceOf } from '../describe-entry.ts';
import type { AuditWords } from '../audit-words.ts';
import type { LogLinks } from '../log-area.ts';

const texts = translations({
  de: {
    log: 'Prüfprotokoll', title: 'Arbeitsplatz der Prüfung', lead: 'Nachlesen, Stichproben ziehen, Zeitstempel ansehen und alles mitnehmen, um es ohne die Plattform zu prüfen.', take: 'Mitnehmen und nachrechnen', bundle: 'Prüfbündel mit Prüfpunkten, Stempeln und Schlüssel', export: 'Protokoll als Datei', consistency: 'Aufbewahrten Prüfpunkt prüfen', data: 'Verzeichnis aller Datenbestände',
    read: 'Protokoll lesen und filtern', sample: 'Stichprobe', sampleText: 'Sie wählen ein Wort; daraus ergeben sich die Plätze im Protokoll. Wer Wort und Größe kennt, zieht dieselben Einträge noch einmal.', word: 'Ihr Wort', wordHint: 'Zum Beispiel „Kassenprüfung Herbst“; wählen Sie es erst jetzt', count: 'Wie viele Einträge?', draw: 'Stichprobe ziehen',
    drawn: (count: string, size: string) => `${count} von ${size} Einträgen`, none: 'Das Protokoll ist noch leer.', place: 'Platz', what: 'Was', when: 'Wann', who: 'Wer', proof: 'Beweis', holds: 'steht im Protokoll', breaks: 'passt nicht', stamps: 'Prüfpunkte und Zeitstempel', covers: 'Einträge', stamp: 'Zeitstempel', configured: 'gestempelt', test: 'zum Test gestempelt, ohne Beweiswert', unstamped: 'noch nicht gestempelt',
    noCheckpoint: 'Von hier aus ist kein Prüfpunkt zu sehen.', newest: (when: string) => `Der neueste Prüfpunkt liegt seit ${when} außerhalb.`, signed: 'Unterschrift', opens: 'mit dem Schlüssel geprüft',
  },
  en: {
    log: 'Audit log', title: 'Auditor\'s workspace', lead: 'Read up, draw samples, look at time stamps, and take everything away to check it without the platform.', take: 'Take away and recompute', bundle: 'Bundle with checkpoints, stamps and key', export: 'The log as a file', consistency: 'Check a kept checkpoint', data: 'Register of all data sets',
    read: 'Read and filter the log', sample: 'Sample', sampleText: 'You choose a word; the places in the log follow from it. Whoever knows word and size draws the same entries again.', word: 'Your word', wordHint: 'For example “cash audit autumn”; choose it only now', count: 'How many entries?', draw: 'Draw a sample',
    drawn: (count: string, size: string) => `${count} of ${size} entries`, none: 'The log is still empty.', place: 'Place', what: 'What', when: 'When', who: 'Who', proof: 'Proof', holds: 'is in the log', breaks: 'does not fit', stamps: 'Checkpoints and time stamps', covers: 'Entries', stamp: 'Time stamp', configured: 'stamped', test: 'stamped for tests, proves nothing', unstamped: 'not stamped yet',
    noCheckpoint: 'No checkpoint can be seen from here.', newest: (when: string) => `The newest checkpoint has been outside since ${when}.`, signed: 'Signature', opens: 'checked with the key',
  },
});

type Model = {
  readonly last: LastCheckpoint | undefined; readonly checkpoints: readonly KeptCheckpoint[]; readonly sample: Sample | undefined; readonly typed: { readonly word: string; readonly count: string }; readonly problem: string | undefined; readonly names: ReadonlyMap<string, string>;
  readonly words: AuditWords; readonly links: LogLinks; readonly locale: Locale;
};

/** The auditor's workspace. */
export function workspaceView(model: Model): View {
  const { links, locale, typed, problem, last } = model;
  const t = texts(locale);
  return {
    title: t.title, hasErrors: problem !== undefined, breadcrumbs: [{ label: t.log, href: links.href() }, { label: t.title }],
    main: html`${errorSummary({ errors: problem === undefined ? [] : [{ field: 'count', message: problem }], locale })}${heading(t.title)}${lead(t.lead)}${section(html`${heading(t.sample, 2)}${paragraph(t.sampleText)}${queryForm({
      action: links.href('workspace'), label: t.sample, buttons: button({ label: t.draw }),
      fields: html`${textField({ name: 'word', label: t.word, hint: t.wordHint, value: typed.word, locale })}${textField({ name: 'count', label: t.count, value: typed.count, error: problem, inputmode: 'numeric', width: 'short', locale })}`,
    })}${samplePart(model)}`)}${section(html`${heading(t.take, 2)}${list([
      link({ label: t.read, href: links.href() }), link({ label: t.bundle, href: links.href('bundle') }), link({ label: t.export, href: links.href('export') }), link({ label: t.consistency, href: links.href('consistency') }), link({ label: t.data, href: links.href('data-sets') }),
    ])}`)}${section(html`${heading(t.stamps, 2)}${last === undefined ? '' : paragraph(t.newest(formatInstant(last.at, locale)))}${table<KeptCheckpoint>({
      caption: t.stamps, captionHidden: true, rows: model.checkpoints, empty: t.noCheckpoint,
      columns: [
        { label: t.covers, cell: (one) => formatNumber(one.size, locale) }, { label: t.signed, cell: () => badge(t.opens, 'success', { small: true }) },
        { label: t.stamp, cell: ({ stamp }) => (stamp === undefined ? badge(t.unstamped, 'neutral', { small: true }) : stamp.authority === 'configured' ? badge(t.configured, 'success', { small: true }) : badge(t.test, 'warning', { small: true })) },
      ],
    })}`)}`,
  };
}

function samplePart({ sample, names, words, links, locale }: Model): Html | '' {
  if (sample === undefined) return '';
  const t = texts(locale);
  return html`${paragraph(t.drawn(formatNumber(sample.entries.length, locale), formatNumber(sample.size, locale)))}${table<Sample['entries'][number]>({
    caption: t.sample, captionHidden: true, rows: sample.entries, empty: emptyState({ title: t.none }),
    columns: [
      { label: t.place, cell: (one) => formatNumber(one.treeIndex ?? 0, locale) }, { label: t.what, rowHeader: true, cell: ({ entry }) => link({ label: sentenceOf(entry, words, locale), href: links.href(entry.id) }) }, { label: t.when, cell: ({ entry }) => formatInstant(new Date(entry.at), locale) },
      { label: t.who, cell: ({ entry, accountId }) => actorOf(entry, accountId === null ? undefined : names.get(accountId), words, locale) }, { label: t.proof, cell: ({ holds }) => (holds ? badge(t.holds, 'success', { small: true }) : badge(t.breaks, 'danger', { small: true })) },
    ],
  })}`;
}
