import type { ImportReport } from '@allmende/register';
import { number } from './progress.ts';

const MOST = 20;

/** What an import of the register did, in German, with the first 20 of each kind of change. */
export function describeRegisterImport(report: ImportReport): string {
  const { appeared, vanished, renamed, moved } = report.difference;
  const lines = [
    `Ausgabe vom ${germanDate(report.date)}: ${number(report.places)} Orte, ${number(report.authorities)} Behörden`,
    report.written === 0 ? 'Nichts zu ändern: Diese Ausgabe gilt schon.' : `${number(report.written)} Zeilen geschrieben`,
    ...changes('Neu', appeared.map(({ ags, name }) => `${ags} ${name}`)),
    ...changes('Weggefallen', vanished.map(({ ags, name }) => `${ags} ${name}`)),
    ...changes('Umbenannt', renamed.map(({ ags, from, to }) => `${ags} ${from} → ${to}`)),
    ...changes('In anderem Gemeindeverband', moved.map(({ ags, from, to }) => `${ags} ${from} → ${to}`)),
  ];
  if (vanished.length > 0) lines.push('', 'Für weggefallene Orte benennt der Betrieb den Nachfolger unter /operator.');
  return lines.join('\n');
}

/** What an import of a postcode list did, in German. */
export function describePostcodeImport(report: { readonly imported: number; readonly stale: readonly { readonly postcode: string; readonly ags: string }[] }): string {
  return [`${number(report.imported)} Postleitzahlen übernommen`, ...changes('Ohne heutigen Ort, ausgelassen', report.stale.map(({ postcode, ags }) => `${postcode} → ${ags}`))].join('\n');
}

function changes(title: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return [];
  const rest = entries.length - MOST;
  return ['', `${title}: ${number(entries.length)}`, ...entries.slice(0, MOST).map((entry) => `  ${entry}`), ...(rest > 0 ? [`  … und ${number(rest)} weitere`] : [])];
}

function germanDate(date: string): string {
  return date.split('-').toReversed().join('.');
}
