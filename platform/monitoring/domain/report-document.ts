import type { DocumentBlock, DocumentModel } from '@allmende/documents';
import { addMonths, formatDate, formatInstant, type PlainDate } from '@allmende/time';
import { availabilityOf } from './availability.ts';
import { monthName } from './month.ts';
import { wasKept, type ReportContent, type ReportedInstance } from './report.ts';

const number = (value: number, digits = 0) => new Intl.NumberFormat('de-DE', { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
const percent = (ppm: number) => `${number(Math.floor(ppm / 10) / 1000, 3)} %`;
const instant = (text: string | null) => (text === null ? 'dauert an' : formatInstant(new Date(text)));

/** How availability is counted, in one paragraph; the same words wherever it is shown. */
export const DEFINITION = 'Gezählt werden Minuten. Eine Minute gilt als gestört, wenn in ihr beobachtet wurde, dass die Anwendung nicht lief, obwohl sie laufen sollte; angekündigte Wartung zählt nicht als Störung. Minuten, in denen nicht nachgesehen wurde, gelten als unbekannt und nie als gut. Bezugsgröße sind die Minuten des Monats, in denen die Anwendung laufen sollte. „Nachgewiesen“ rechnet unbekannte Minuten als ausgefallen, „bestenfalls“ als gelaufen.';

/** The report as a document. */
export function reportDocument(content: ReportContent, madeOn: PlainDate): DocumentModel {
  const { contract } = content;
  return {
    kind: 'record', locale: 'de', title: `Betriebsbericht ${monthName(content.month)}${contract.number === null ? '' : ` zum Vertrag ${contract.number}`}`,
    sender: { name: contract.provider ?? 'Allmende', addressLines: [] }, ...(contract.number === null ? {} : { reference: contract.number }), date: madeOn,
    blocks: [
      { kind: 'definitions', items: [
        { term: 'Zeitraum', description: `${formatDate(content.month)} bis ${formatDate(lastDay(content.month))}` }, { term: 'Auftraggeberin', description: contract.customer ?? 'nicht bekannt' }, { term: 'Gegenstand', description: contract.subject ?? 'nicht bekannt' },
      ] },
      { kind: 'heading', level: 2, text: 'Zusage' },
      { kind: 'paragraph', text: content.promised === null ? 'Im Vertrag ist keine Verfügbarkeit zugesagt.' : `Zugesagt sind ${percent(content.promised.availabilityPpm)} im Monat, gültig ab ${formatDate(content.promised.validFrom)}. Quelle: ${content.promised.source}. Eingetragen am ${instant(content.promised.enteredAt)}.` },
      { kind: 'heading', level: 2, text: 'Verfügbarkeit' },
      { kind: 'paragraph', text: DEFINITION },
      ...content.instances.flatMap((one) => instanceBlocks(one, content)),
      { kind: 'heading', level: 2, text: 'Vom Betrieb gemeldete Störungen' },
      ...(content.incidents.length === 0 ? [{ kind: 'paragraph' as const, text: 'In diesem Monat hat der Betrieb keine Störung gemeldet, die diesen Vertrag betrifft.' }] : [{
        kind: 'table' as const, columns: ['Beginn', 'Ende', 'Was gemeldet wurde'], rows: content.incidents.map((one) => [instant(one.from), instant(one.until), one.text]),
      }]),
      { kind: 'heading', level: 2, text: 'Angekündigte Wartung' },
      ...(content.maintenance.length === 0 ? [{ kind: 'paragraph' as const, text: 'In diesem Monat war keine Wartung angekündigt.' }] : [{
        kind: 'table' as const, columns: ['Beginn', 'Ende', 'Angekündigt am', 'Was geplant war'], rows: content.maintenance.map((one) => [instant(one.from), instant(one.until), instant(one.announcedAt), one.text]),
      }]),
      { kind: 'heading', level: 2, text: 'Unterstützung' },
      { kind: 'paragraph', text: 'Zahlen zu Anfragen an die Unterstützung liegen nicht vor.' },
    ],
    footerLines: [`Betriebsbericht ${monthName(content.month)}`, 'Erstellt aus den Beobachtungen der Plattform.'],
  };
}

function instanceBlocks(one: ReportedInstance, content: ReportContent): DocumentBlock[] {
  const availability = availabilityOf(one.minutes);
  const { minutes } = one;
  const kept = wasKept(content.promised, minutes);
  const verdict = { none: 'keine Zusage vereinbart', kept: 'eingehalten', broken: 'nicht eingehalten', open: 'nicht entscheidbar, weil Minuten unbekannt sind', 'not-in-use': 'nicht in Gebrauch' }[kept];
  return [
    { kind: 'heading', level: 3, text: one.title },
    {
      kind: 'table', caption: `Minuten, ${one.title}`, columns: ['Minuten', 'Anzahl'], align: ['left', 'right'], totalRow: true,
      rows: [['gelaufen', number(minutes.running)], ['gestört', number(minutes.disturbed)], ['nicht gelaufen in angekündigter Wartung', number(minutes.maintenance)], ['unbekannt', number(minutes.unknown)], ['nicht gewünscht oder noch nicht oder nicht mehr in Gebrauch', number(minutes.off)], ['Minuten des Monats', number(minutes.total)]],
    },
    { kind: 'definitions', items: [
      { term: 'Verfügbarkeit, nachgewiesen', description: availability ? percent(availability.provenPpm) : 'nicht in Gebrauch' }, ...(availability && minutes.unknown > 0 ? [{ term: 'Verfügbarkeit, bestenfalls', description: percent(availability.possiblePpm) }] : []),
      { term: 'Zusage', description: verdict },
    ] },
    ...(one.disturbances.length === 0 ? [] : [{ kind: 'table' as const, caption: `Störungen, ${one.title}`, columns: ['Beginn', 'Ende', 'Minuten'], align: ['left', 'left', 'right'] as const, rows: one.disturbances.map((each) => [instant(each.from), instant(each.until), number(each.minutes)]) }]),
    ...(one.drills.length === 0 ? [{ kind: 'paragraph' as const, text: content.drillsKnown ? 'In diesem Monat wurde für diese Anwendung kein Zurückholen aus der Sicherung geprobt.' : 'Ob das Zurückholen aus der Sicherung geprobt wurde, ist nicht bekannt.' }] : [{
      kind: 'table' as const, caption: `Proben der Sicherung, ${one.title}`, columns: ['Wann', 'Ergebnis', 'Dauer'], align: ['left', 'left', 'right'] as const,
      rows: one.drills.map((each) => [instant(each.at), each.passed === null ? 'nicht beendet' : each.passed ? 'gelungen, Daten gleich' : 'misslungen', each.recoveryMs === null ? '–' : `${number(each.recoveryMs / 1000, 1)} s`]),
    }]),
  ];
}

function lastDay(month: PlainDate): PlainDate {
  return new Date(Date.parse(`${addMonths(month, 1)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10) as PlainDate;
}
