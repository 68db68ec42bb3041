import type { Command } from './command.ts';

const commands: readonly Command[] = [
  { name: 'up', summary: 'Startet die Plattform: Datenbank, Web und Worker, mit Beispieldaten (--empty: ohne).', usage: './allmende up [--port 8080] [--host 127.0.0.1] [--data-dir .local] [--empty]', load: async () => (await import('./commands/up.ts')).up },
  { name: 'status', summary: 'Sagt, ob die Plattform läuft und wo (--json für Programme).', usage: './allmende status [--json] [--data-dir .local]', load: async () => (await import('./commands/status.ts')).status },
  { name: 'accounts', summary: 'Nennt die Beispielkonten nach Rolle.', usage: './allmende accounts [--json] [--data-dir .local]', load: async () => (await import('./commands/accounts.ts')).accounts },
  { name: 'operator create', summary: 'Gibt einer Person die Rolle Betrieb, mit Konto und Einmal-Kennwort, wenn sie noch keines hat.', usage: './allmende operator create --email vorname.name@beispielstadt.de --name "Vorname Name" [--json] [--data-dir .local]', load: async () => (await import('./commands/operator-create.ts')).operatorCreate },
  { name: 'operator reset', summary: 'Ersetzt das Kennwort einer Person im Betrieb durch ein Einmal-Kennwort.', usage: './allmende operator reset --email vorname.name@beispielstadt.de [--json] [--data-dir .local]', load: async () => (await import('./commands/operator-reset.ts')).operatorReset },
  { name: 'register import', summary: 'Liest das Gemeindeverzeichnis: das mitgelieferte, oder eine Datei im Format GV100AD.', usage: './allmende register import [GV100AD-Datei] [--postcodes liste.csv] [--json] [--data-dir .local]', load: async () => (await import('./commands/register-import.ts')).registerImport },
  { name: 'catalog import', summary: 'Liest publiccode.yml-Dateien in den Store.', usage: './allmende catalog import <Ordner|Datei> [--json] [--data-dir .local]', load: async () => (await import('./commands/catalog-import.ts')).catalogImport },
  { name: 'release', summary: 'Schaltet die neueste Fassung eines Dienstes für alle Behörden ein, deren Werte passen (ohne Dienst: wie weit sie geprüft ist).', usage: './allmende release [Dienst] [--json] [--data-dir .local]', load: async () => (await import('./commands/release.ts')).release },
  { name: 'service check', summary: 'Prüft ein Leistungspaket und nennt jeden Fehler mit Datei, Zeile und Grund.', usage: './allmende service check <Ordner> [--json]', load: async () => (await import('./commands/service-check.ts')).serviceCheck },
  { name: 'service publish', summary: 'Veröffentlicht ein geprüftes Leistungspaket für alle Behörden; umgeschaltet wird damit noch keine.', usage: './allmende service publish <Ordner> [--json] [--data-dir .local]', load: async () => (await import('./commands/service-publish.ts')).servicePublish },
  { name: 'service diff', summary: 'Vergleicht zwei Leistungspakete: Ordner oder veröffentlichte Fassungen (Ende 0: gleich, 1: verschieden).', usage: './allmende service diff <Ordner|Leistung@Version|Prüfsumme> <Ordner|Leistung@Version|Prüfsumme> [--json] [--data-dir .local]', load: async () => (await import('./commands/service-diff.ts')).serviceDiff },
  { name: 'service new', summary: 'Legt ein kleines Leistungspaket an, das schon läuft und sich prüfen lässt.', usage: './allmende service new <Ordner> [--json]', load: async () => (await import('./commands/service-new.ts')).serviceNew },
  { name: 'service import-fim', summary: 'Macht aus einer FIM-Datei (XDatenfelder 2 oder 3) das Gerüst eines Leistungspakets.', usage: './allmende service import-fim <Datei> <Ordner> [--json]', load: async () => (await import('./commands/service-import-fim.ts')).serviceImportFim },
  { name: 'service export-schema', summary: 'Schreibt das JSON-Schema der Anträge einer Leistung, wie FIT-Connect es braucht.', usage: './allmende service export-schema <Ordner|Leistung> [--data-dir .local]', load: async () => (await import('./commands/service-export-schema.ts')).serviceExportSchema },
  { name: 'app check', summary: 'Prüft ein App-Paket und nennt jeden Fehler mit Zeile und Abhilfe.', usage: './allmende app check <Ordner> [--json]', load: async () => (await import('./commands/app-check.ts')).appCheck },
  { name: 'app build', summary: 'Baut die Abbilder eines App-Pakets auf dieser Maschine (--fresh: auch wenn sich nichts geändert hat).', usage: './allmende app build <Ordner> [--fresh] [--json]', load: async () => (await import('./commands/app-build.ts')).appBuild },
  { name: 'app test', summary: 'Erprobt ein App-Paket: Start, Einstellungen, Aktualisierung, Sicherung, Umzug, Datenrückgabe, Entfernen; dann Anmeldung, Abmeldung und Trennung der Behörden (ohne das: --levels-only).', usage: './allmende app test <Ordner> [--from <Ordner der älteren Version>] [--levels-only] [--json] [--data-dir .local]', load: async () => (await import('./commands/app-test.ts')).appTest },
  { name: 'app publish', summary: 'Gibt ein geprüftes und erprobtes App-Paket zum Betrieb frei und bietet es im Store an (--build: baut und erprobt es zuvor).', usage: './allmende app publish <Ordner> [--build | --untested] [--json] [--data-dir .local]', load: async () => (await import('./commands/app-publish.ts')).appPublish },
  { name: 'app record', summary: 'Trägt die Erprobung eines App-Pakets als Nachweis der Lösung eines Anbieters ein.', usage: './allmende app record <Ordner> [--json] [--data-dir .local]', load: async () => (await import('./commands/app-record.ts')).appRecord },
  { name: 'app prune', summary: 'Löscht Abbilder zurückgezogener und überholter Versionen, die auf diesem Rechner nichts mehr braucht (--dry-run: nennt sie nur).', usage: './allmende app prune [--dry-run] [--json] [--data-dir .local]', load: async () => (await import('./commands/app-prune.ts')).appPrune },
  { name: 'archive import', summary: 'Liest ein Archiv, auch von einer anderen Installation, in die Anwendung einer Behörde ein.', usage: './allmende archive import <Adresse der Behörde> <Archiv.zip> [--from-other-authority] [--json] [--data-dir .local]', load: async () => (await import('./commands/archive-import.ts')).archiveImport },
  { name: 'backup', summary: 'Sichert die laufende Plattform in einen Ordner: Datenbank, Dateien und, versiegelt, die Schlüssel.', usage: './allmende backup <Ordner> [--continuous] [--keep 7] [--passphrase-file Datei | --recovery-key Datei] [--json] [--data-dir .local]', load: async () => (await import('./commands/backup.ts')).backup },
  { name: 'backup check', summary: 'Prüft jede Datei einer Sicherung und sagt, bis wann sie reicht.', usage: './allmende backup check <Ordner> [--backup Name] [--json]', load: async () => (await import('./commands/backup-check.ts')).backupCheck },
  { name: 'restore', summary: 'Stellt eine Plattform aus einer Sicherung in einem leeren Ordner wieder her, auf Wunsch zu einem Zeitpunkt.', usage: './allmende restore <Ordner> --data-dir <leerer Ordner> [--to 2026-11-21T22:15:00+01:00] [--backup Name] [--passphrase-file Datei | --recovery-key Datei | --apart Ordner] [--json]', load: async () => (await import('./commands/restore.ts')).restore },
  { name: 'fit-connect client', summary: 'Lässt ein Programm den Zustelldienst benutzen (--name, --scopes), beendet eines (--end) oder nennt alle.', usage: './allmende fit-connect client [--name "Fachverfahren" --scopes "create:destination" | --end Client-ID] [--json] [--data-dir .local]', load: async () => (await import('./commands/fit-connect-client.ts')).fitConnectClient },
  { name: 'fit-connect destination', summary: 'Legt einen Zustellpunkt aus einer Datei an (Form: CreateDestination) oder nennt alle mit ihren Zahlen.', usage: './allmende fit-connect destination [Datei.json] [--active] [--json] [--data-dir .local]', load: async () => (await import('./commands/fit-connect-destination.ts')).fitConnectDestination },
  { name: 'audit checkpoint', summary: 'Schreibt unterschriebene Prüfpunkte aller Protokolle nach außen.', usage: './allmende audit checkpoint [--to Ordner] [--json] [--data-dir .local]', load: async () => (await import('./commands/audit-checkpoint.ts')).auditCheckpoint },
  { name: 'audit verify', summary: 'Prüft alle Protokolle gegen die Prüfpunkte und nennt jede Änderung.', usage: './allmende audit verify [--from Ordner] [--json] [--data-dir .local]', load: async () => (await import('./commands/audit-verify.ts')).auditVerify },
  { name: 'audit export', summary: 'Gibt das Protokoll einer Behörde als Prüfbündel für tools/verify/verify.mjs aus (--lines: nur die Einträge).', usage: './allmende audit export <Adresse der Behörde|platform> [--out Datei] [--lines] [--data-dir .local]', load: async () => (await import('./commands/audit-export.ts')).auditExport },
];

const elsewhere: readonly (readonly [string, string])[] = [
  ['test', 'Prüft alles; endet mit einer Zeile „N passed, N failed, N skipped“ (--all: auch die langen Prüfungen).'],
  ['bench', 'Misst: ./allmende bench <Name> --json.'],
  ['check', 'Prüft Typen, Stil und Wände, ohne Datenbank.'],
  ['help', 'Zeigt diese Liste.'],
];

/** The command that the words name, and what follows it. */
export function findCommand(name: string, rest: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  const pair = commands.find((command) => command.name === `${name} ${rest[0] ?? ''}`);
  if (pair) return { command: pair, rest: rest.slice(1) };
  const single = commands.find((command) => command.name === name);
  return single ? { command: single, rest } : undefined;
}

/** Every command with one line each, or those that begin with a word. */
export function helpText(word = ''): string {
  const all = [...commands.map((command) => [command.name, command.summary] as const), ...elsewhere];
  const beginning = all.filter(([name]) => name.startsWith(`${word} `));
  const lines = beginning.length > 0 ? beginning : all;
  const width = Math.max(...lines.map(([name]) => name.length));
  return `Allmende: die gemeinsame Plattform der Städte, Gemeinden und Kreise\n\n${lines.map(([name, summary]) => `  ./allmende ${name.padEnd(width)}  ${summary}`).join('\n')}\n\nMehr zu einem Befehl: ./allmende <Befehl> --help`;
}
