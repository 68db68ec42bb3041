import { alert, badge, code, descriptionList, details, emptyState, filterLinks, heading, html, lead, link, linkButton, linkRow, list, pagination, paragraph, section, split, table, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { withQuery } from '@allmende/tenancy';
import { addDays, formatDate, formatInstant, type PlainDate } from '@allmende/time';
import type { LogPage } from '../../actions/browse-log.ts';
import type { LastCheckpoint } from '../../actions/last-checkpoint.ts';
import type { ListedEntry } from '../../actions/list-entries.ts';
import { actorOf, factTexts, roomName, sentenceOf, subjectKindOf } from '../describe-entry.ts';
import type { AuditWords } from '../audit-words.ts';
import type { LogLinks } from '../log-area.ts';

const texts = translations({
  de: {
    title: 'Prüfprotokoll', lead: (size: string) => `Was hier geschehen ist, durch wen und wann: ${size} Einträge. Niemand kann sie unbemerkt ändern.`, filters: 'Filter', room: 'Bereich', day: 'Tag', subject: 'Gegenstand', today: 'Heute', yesterday: 'Gestern',
    when: 'Wann', what: 'Was', who: 'Wer', about: 'Worum', place: 'Platz', at: (place: string) => `Platz ${place}`, waits: 'wartet auf seinen Platz', empty: 'Noch ist nichts geschehen.', none: 'Dazu gibt es keinen Eintrag.', all: 'Alle Einträge zeigen',
    checkpoint: 'Letzter Prüfpunkt außerhalb', covers: (size: string, when: string) => `${size} Einträge, ${when}`, holds: 'Baum setzt ihn fort', breaks: 'Baum setzt ihn nicht fort', noCheckpoint: 'Von hier aus ist keiner zu sehen.',
    alarm: 'Das Protokoll passt nicht zu seinem letzten Prüfpunkt', alarmText: 'Bitte wenden Sie sich an den Betrieb der Plattform. „audit verify“ nennt die veränderten Einträge.',
    bundle: 'Prüfbündel herunterladen', consistency: 'Aufbewahrten Prüfpunkt prüfen', workspace: 'Arbeitsplatz der Prüfung', export: 'Protokoll herunterladen', verify: 'Ohne die Plattform prüfen', step1: 'Laden Sie das Prüfbündel herunter: Einträge, Prüfpunkte mit Unterschriften und Zeitstempeln, öffentlicher Schlüssel.', step2: 'Nehmen Sie Ihre eigene Kopie des öffentlichen Schlüssels und einen Prüfpunkt, den Sie außerhalb aufbewahrt haben.', step3: 'Rufen Sie auf einem Rechner mit Node.js (ab 20) das Prüfprogramm auf:',
    python: 'Dasselbe mit Python, aus dem Protokoll und dem Ordner der Prüfpunkte:',
    guide: 'Die Anleitung steht im Quelltext der Plattform:', noSubject: (kind: string) => `Nur dieser Gegenstand (${kind})`,
  },
  en: {
    title: 'Audit log', lead: (size: string) => `What happened here, by whom and when: ${size} entries. Nobody can change them unseen.`, filters: 'Filter', room: 'Area', day: 'Day', subject: 'Subject', today: 'Today', yesterday: 'Yesterday',
    when: 'When', what: 'What', who: 'Who', about: 'About', place: 'Place', at: (place: string) => `Place ${place}`, waits: 'waits for its place', empty: 'Nothing has happened yet.', none: 'There is no such entry.', all: 'Show all entries',
    checkpoint: 'Last checkpoint outside', covers: (size: string, when: string) => `${size} entries, ${when}`, holds: 'Tree continues it', breaks: 'Tree does not continue it', noCheckpoint: 'None can be seen from here.',
    alarm: 'The log does not fit its last checkpoint', alarmText: 'Please turn to the operators of the platform. “audit verify” names the changed entries.',
    bundle: 'Download the bundle', consistency: 'Check a kept checkpoint', workspace: 'Auditor\'s workspace', export: 'Download the log', verify: 'Verify without the platform', step1: 'Download the bundle: entries, checkpoints with signatures and time stamps, public key.', step2: 'Take your own copy of the public key and a checkpoint that you kept outside.', step3: 'On a computer with Node.js (20 or newer) run the verifier:',
    python: 'The same with Python, from the log and the folder of checkpoints:',
    guide: 'The guide is part of the source of the platform:', noSubject: (kind: string) => `This subject only (${kind})`,
  },
});

const SHOWN_DAYS = 7;
// What does not fit at a glance stands on the page of the entry.
const SHOWN_FACTS = 4;
const LONGEST_FACT = 40;

type Query = { readonly room?: string | undefined; readonly day?: string | undefined; readonly subject?: string | undefined; readonly before?: string | undefined };

type Input = {
  readonly page: LogPage; readonly names: ReadonlyMap<string, string>; readonly checkpoint: LastCheckpoint | undefined; readonly query: Query; readonly today: PlainDate;
  readonly words: AuditWords; readonly links: LogLinks; readonly locale: Locale;
};

/** The log, newest first: filters beside a table that becomes cards on a phone. */
export function logView(input: Input): View {
  const { page, query, links, locale } = input;
  const t = texts(locale);
  const { before, ...kept } = query;
  const isFiltered = Object.values(kept).some((value) => value !== undefined);
  const start = links.href();
  const main = html`${heading(t.title)}${lead(t.lead(formatNumber(page.size, locale)))}${checkpointState(input)}
    ${section(split({
      aside: filters(input, (change) => withQuery(start, { ...kept, ...change })),
      content: html`${entries(input, isFiltered ? emptyState({ title: t.none, next: linkButton({ label: t.all, href: start, look: 'secondary' }) }) : emptyState({ title: t.empty }))}${pagination({
        locale, previousHref: before === undefined ? undefined : withQuery(start, kept), nextHref: page.next === undefined ? undefined : withQuery(start, { ...kept, before: page.next }),
      })}`,
    }))}
    ${section(html`${linkRow([
      linkButton({ label: t.bundle, href: links.href('bundle'), look: 'secondary', icon: 'download' }), linkButton({ label: t.export, href: links.href('export'), look: 'tertiary', icon: 'download' }), linkButton({ label: t.consistency, href: links.href('consistency'), look: 'tertiary' }), linkButton({ label: t.workspace, href: links.href('workspace'), look: 'tertiary' }),
    ])}${details({
      summary: t.verify,
      body: html`${list([t.step1, t.step2, t.step3], 'number')}${paragraph(code(`node tools/verify/verify.mjs ${links.bundleName} --key key.vkey --checkpoint …`))}${paragraph(t.python)}${paragraph(code(`python3 tools/audit/verify.py ${links.fileName} checkpoints/… --key key.vkey`))}${paragraph(html`${t.guide} ${code('docs/guide/verify-an-audit-log.md')}`, 'small')}`,
    })}`)}`;
  return { title: t.title, main };
}

function checkpointState({ checkpoint, locale }: Input): Html {
  const t = texts(locale);
  const state = checkpoint === undefined ? t.noCheckpoint
    : html`${t.covers(formatNumber(checkpoint.size, locale), formatInstant(checkpoint.at, locale))} ${checkpoint.continued ? badge(t.holds, 'success', { small: true }) : badge(t.breaks, 'danger', { small: true })}`;
  return html`${checkpoint?.continued === false ? alert({ kind: 'danger', title: t.alarm, body: t.alarmText }) : ''}${descriptionList([{ name: t.checkpoint, value: state }], locale)}`;
}

function filters({ page, query, today, words, locale }: Input, hrefWith: (change: Query) => string): Html {
  const t = texts(locale);
  const days = [...new Set([...Array.from({ length: SHOWN_DAYS }, (_, back) => addDays(today, -back)), ...(query.day === undefined ? [] : [query.day as PlainDate])])];
  const nameOfDay = (day: PlainDate) => (day === today ? t.today : day === addDays(today, -1) ? t.yesterday : formatDate(day, locale));
  const kind = query.subject?.split(':')[0];
  return filterLinks({
    label: t.filters,
    groups: [
      { name: t.subject, links: kind === undefined ? [] : [{ label: t.noSubject(subjectKindOf({ subject: { kind, id: '' } }, words, locale)), current: true, href: hrefWith({ subject: undefined }) }] },
      { name: t.room, links: page.rooms.map((room) => ({ label: roomName(room, words, locale), current: room === query.room, href: hrefWith({ room: room === query.room ? undefined : room }) })) },
      { name: t.day, links: days.map((day) => ({ label: nameOfDay(day), current: day === query.day, href: hrefWith({ day: day === query.day ? undefined : day }) })) },
    ],
  });
}

function entries({ page, names, words, links, locale }: Input, empty: Html): Html {
  const t = texts(locale);
  return table<ListedEntry>({
    caption: t.title, captionHidden: true, rows: page.entries, empty,
    columns: [
      { label: t.what, cell: ({ entry }) => html`${link({ label: sentenceOf(entry, words, locale), href: links.href(entry.id) })}${factLine(shortFacts(entry, words, locale))}` },
      { label: t.when, cell: ({ entry }) => formatInstant(new Date(entry.at), locale) },
      { label: t.who, cell: ({ entry, accountId }) => actorOf(entry, accountId === null ? undefined : names.get(accountId), words, locale) },
      { label: t.about, cell: ({ entry }) => link({ label: subjectKindOf(entry, words, locale), href: withQuery(links.href(), { subject: `${entry.subject.kind}:${entry.subject.id}` }), about: entry.subject.id }) },
      { label: t.place, cell: ({ treeIndex }) => (treeIndex === null ? t.waits : t.at(formatNumber(treeIndex, locale))) },
    ],
  });
}

// Ids and checksums tell nothing at a glance.
function shortFacts(entry: ListedEntry['entry'], words: AuditWords, locale: Locale): string[] {
  return factTexts(entry, words, locale).filter(({ value, id }) => id === undefined && value !== '' && value.length <= LONGEST_FACT).slice(0, SHOWN_FACTS).map(({ name, value }) => `${name}: ${value}`);
}

function factLine(shown: readonly string[]): Html | '' {
  return shown.length === 0 ? '' : paragraph(shown.join(' · '), 'small');
}
