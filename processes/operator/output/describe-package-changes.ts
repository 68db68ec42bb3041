import type { PackageChange } from '@allmende/online-services';

const MAX_LENGTH = 300;

const PARTS: Readonly<Record<string, string>> = {
  service: 'Leistung', field: 'Frage', 'order of pages': 'Reihenfolge der Seiten', group: 'Gruppe', page: 'Seite', declaration: 'Erklärung', rule: 'Regel', results: 'Ergebnisse', check: 'Prüfung', hint: 'Hinweis', table: 'Tabelle', evidence: 'Nachweis',
  'overlay group': 'Örtliche Gruppe', parameter: 'Örtlicher Wert', insert: 'Örtlicher Text', question: 'Freiwillige Frage', 'overlay evidence': 'Örtliche Grenze für Nachweise', status: 'Zustände', decision: 'Entscheidung', remedy: 'Rechtsbehelf', text: 'Text',
  prefill: 'Vorbelegung', 'follow-up': 'Folgeantrag', migration: 'Übernahme offener Entwürfe', sample: 'Beispielantrag', 'sample overlay': 'Beispielwerte', other: 'Teil',
};

/** What differs between two versions, in German: `+` added, `-` removed, `~` changed with both sides. */
export function describePackageChanges(before: string, after: string, changes: readonly PackageChange[]): string {
  if (changes.length === 0) return `${before} und ${after} haben denselben Inhalt.`;
  const lines = changes.flatMap((change) => {
    const name = `${PARTS[change.part] ?? change.part} ${change.id}`.trim();
    if (change.before === undefined) return [`  + ${name}`, `      ${short(change.after)}`];
    if (change.after === undefined) return [`  - ${name}`, `      ${short(change.before)}`];
    return [`  ~ ${name}`, `      vorher:  ${short(change.before)}`, `      nachher: ${short(change.after)}`];
  });
  return [`${before} → ${after}: ${changes.length === 1 ? 'ein Unterschied' : `${changes.length} Unterschiede`}`, ...lines].join('\n');
}

function short(text: string | undefined): string {
  const line = (text ?? '').replaceAll(/\s+/gu, ' ');
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)} …` : line;
}
