import { alert, type Tone } from '../components/alert.ts';
import { badge } from '../components/badge.ts';
import { button, linkButton } from '../components/button.ts';
import { card, cardGrid } from '../components/card.ts';
import { code } from '../components/code.ts';
import { barChart } from '../components/bar-chart.ts';
import { dayBars } from '../components/day-bars.ts';
import { descriptionList } from '../components/description-list.ts';
import { details } from '../components/details.ts';
import { emptyState } from '../components/empty-state.ts';
import { figures } from '../components/figures.ts';
import { filterLinks, split } from '../components/filter-links.ts';
import { icon } from '../components/icon.ts';
import { lineChart } from '../components/line-chart.ts';
import { pagination } from '../components/pagination.ts';
import { searchForm } from '../components/search-form.ts';
import { stepCount, steps } from '../components/steps.ts';
import { table } from '../components/table.ts';
import { tabs } from '../components/tabs.ts';
import { taskList } from '../components/task-list.ts';
import { heading, link, list, paragraph, section } from '../components/text.ts';
import { timeline } from '../components/timeline.ts';
import { html, type Html } from '../html.ts';

const tones: readonly Tone[] = ['info', 'success', 'warning', 'danger'];

type Row = { reference: string; name: string; state: string; tone: Tone; due: string; amount: string };

const rows: readonly Row[] = [
  { reference: 'HN-2026-0041', name: 'Ottilie Beispiel-Langenfeld', state: 'Neu', tone: 'info', due: '3. Dezember 2026', amount: '108,00 €' },
  { reference: 'HN-2026-0037', name: 'Mehmet Mustermann', state: 'Frist läuft ab', tone: 'warning', due: 'morgen', amount: '1.216,00 €' },
  { reference: 'HN-2026-0012', name: 'Zofia Przykład', state: 'Entschieden', tone: 'success', due: '–', amount: '54,00 €' },
];

/** Everything that is not a field. */
export function galleryParts(): Html {
  return html`${heading('Text', 2)}${paragraph(html`Ein Absatz mit ${link({ label: 'einem Verweis', href: '#main' })} und ${code('allmende up')}.`)}${paragraph('Leiser und kleiner.', 'small')}${list(['Personalausweis', 'Nachweis der Versicherung'])}${list(['Anmelden', 'Bescheid abwarten'], 'number')}${heading('Überschrift 3', 3)}${heading('Überschrift 4', 4)}${paragraph(html`${icon('download')} ${link({ label: 'Bescheid herunterladen', href: '#main', about: '(PDF, 84 kB)' })}`)}${heading('Meldungen', 2)}${tones.map((kind) => alert({ kind, title: `Meldung: ${kind}`, body: kind === 'danger' ? undefined : 'Ein Satz dazu, was jetzt zu tun ist.' }))}${paragraph(html`${tones.map((tone) => html`${badge(tone, tone)} `)}${badge('neutral')}`)}${paragraph(html`${tones.map((tone) => html`${badge(tone, tone, { small: true })} `)}${badge('neutral', 'neutral', { small: true })}`)}${lists()}${progress()}${heading('Auf einen Blick', 2)}${figures([
    { label: 'Mitglieder', value: '13' },
    { label: 'laufende Anwendungen', value: '27' },
    { label: 'vollständig eingegangen', value: '94 %' },
  ])}${cardGrid([
    { title: 'Hundesteuer anmelden', href: '#main', body: 'Melden Sie Ihren Hund an. Sie brauchen etwa fünf Minuten.' },
    { title: 'Online-Dienste', preline: 'Allmende', href: '#main', body: 'Anträge, die auf jedem Telefon gehen.', footer: badge('Geprüft', 'success', { small: true }) },
    { title: 'Ohne Verweis', level: 3, body: 'Eine Karte, die nur etwas sagt.' },
  ])}${card({ title: 'Allein', level: 3, body: 'Eine einzelne Karte.', footer: linkButton({ label: 'Ansehen', look: 'secondary', href: '#main' }) })}${charts()}${receipt()}`;
}

function lists(): Html {
  return html`${heading('Listen', 2)}${tabs({ label: 'Ansicht', tabs: [{ label: 'Offen', href: '#main', current: true }, { label: 'Erledigt', href: '#main' }] })}${split({
    aside: filterLinks({
      label: 'Filter',
      groups: [
        { name: 'Zustand', links: [{ label: 'Neu', href: '#main', count: 4, current: true }, { label: 'Wartet auf Antwort', href: '#main', count: 12 }] },
        { name: 'Dienst', links: [{ label: 'Hundesteuer', href: '#main', count: 16 }] },
      ],
    }),
    content: html`${searchForm({ action: '#', label: 'Fälle durchsuchen', hint: 'Name oder Aktenzeichen', keep: { state: 'new' } })}${table<Row>({
      caption: '3 Fälle',
      columns: [
        { label: 'Aktenzeichen', cell: (row) => link({ label: row.reference, href: '#main' }), sort: { href: '#main', direction: 'ascending' } },
        { label: 'Name', cell: (row) => row.name },
        { label: 'Zustand', cell: (row) => badge(row.state, row.tone, { small: true }) },
        { label: 'Frist', cell: (row) => row.due, sort: { href: '#main' } },
        { label: 'Betrag', cell: (row) => row.amount, numeric: true },
        { label: 'Nächster Schritt', cell: (row) => button({ label: 'Öffnen', look: 'tertiary', small: true, about: row.reference }), action: true },
      ],
      rows,
      empty: '',
    })}${pagination({ page: 5, pages: 12, href: (page) => `?page=${page}` })}`,
  })}${table<Row>({
    caption: 'Ohne Zeilen',
    columns: [{ label: 'Name', cell: (row) => row.name }],
    rows: [],
    empty: emptyState({ title: 'Noch keine Fälle', text: 'Sobald ein Antrag eingeht, steht er hier.', next: linkButton({ label: 'Dienste ansehen', look: 'secondary', href: '#main' }) }),
  })}${pagination({ previousHref: '?before=a', nextHref: '?after=b' })}`;
}

function progress(): Html {
  return html`${heading('Ablauf', 2)}${stepCount(2, 4)}${taskList({
    tasks: [
      { label: 'Angaben zu Ihnen', state: 'done', href: '#main' },
      { label: 'Angaben zum Hund', state: 'started', href: '#main' },
      { label: 'Nachweise', state: 'open', href: '#main', hint: 'Etwa zwei Minuten' },
      { label: 'Prüfen und absenden', state: 'blocked', why: 'Erledigen Sie erst die anderen Schritte.' },
    ],
  })}${steps({
    steps: [
      { label: 'Vertrag geschlossen', state: 'done', time: '0,2 s' },
      { label: 'Datenbank angelegt', state: 'done', time: '0,4 s' },
      { label: 'Anwendung startet', state: 'current', detail: 'Das dauert meist eine Sekunde.' },
      { label: 'Erreichbar', state: 'waiting' },
    ],
  })}${steps({ steps: [{ label: 'Sicherung', state: 'failed', time: '14:31 Uhr', detail: 'Der Speicher antwortet nicht. Wir versuchen es um 14:36 Uhr wieder.' }] })}${timeline([
    { at: '3. Mai 2026, 14:30 Uhr', title: 'Antrag eingegangen' },
    { at: '5. Mai 2026, 9:12 Uhr', title: 'In Bearbeitung', detail: 'Frau Beispiel prüft Ihre Angaben.', state: 'current' },
  ])}${details({ summary: 'Was kostet das?', body: 'Die Anmeldung ist kostenlos.' })}${details({ summary: 'Wie lange dauert es?', body: 'Meist zwei Wochen.', open: true })}`;
}

function charts(): Html {
  return html`${heading('Verlauf', 2)}${dayBars({ label: 'An 86 von 90 Tagen ohne Störung', from: 'vor 90 Tagen', to: 'heute', days: Array.from({ length: 90 }, (_, index) => (index < 5 ? 'none' : index === 40 ? 'bad' : index === 60 ? 'planned' : index > 69 && index < 73 ? 'unknown' : 'good')) })}${
    lineChart({ label: 'Aufrufe je Stunde, höchstens 120', from: 'vor 24 Stunden', to: 'jetzt', top: { value: 120, text: '120 Aufrufe' }, values: [4, 9, 30, 80, 120, 96, undefined, 40, undefined, 70, 60, 20] })}${
    barChart({ label: 'Eingegangene Fälle je Quartal, zuletzt 84', bars: [{ name: '1. Quartal 2026', value: 120, text: '120' }, { name: '2. Quartal 2026', value: undefined, text: 'unter 5' }, { name: '3. Quartal 2026', value: 84, text: '84' }] })}`;
}

function receipt(): Html {
  return section(
    html`${heading('Prüfen', 2)}${descriptionList([
      { name: 'Rufname', value: 'Flocke', changeHref: '#main' },
      { name: 'Seit', value: '31. März 2026', changeHref: '#main' },
      { name: 'Bemerkung', value: '', changeHref: '#main' },
    ])}${heading('Stammdaten', 3)}${descriptionList([{ name: 'Vertragsnummer', value: code('V-2026-0007') }])}`,
  );
}
