import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotBackUp, chainOf, prune, Repository, takeBackup, type BackupTaken } from '@allmende/backup';
import { UnusableConfig } from '@allmende/config';
import { systemClock } from '@allmende/time';
import { openBackupStand, type BackupStand } from '../open-backup-stand.ts';
import { readOptions } from '../options.ts';
import { number, printProgress } from '../output/progress.ts';
import { makeRecoveryKey, readRecoverySecret, RECOVERY_OPTIONS } from '../recovery-secret.ts';
import { chainFile, DEFAULT_KEEP, readBackupSettings, readBackupState, removeBackupSettings, saveBackupSettings, type BackupSettings } from '../supervision/backup-state.ts';

const PARTS = { files: 'Dateien der Plattform', database: 'Dateien der Datenbank', keys: 'Schlüssel und Einstellungen' } as const;

const BEGIN_MS = 30_000;

/** Backs the running platform up into a folder, while people work on it. */
export async function backup(args: readonly string[]): Promise<number> {
  const { dataDir, json, values, positionals } = readOptions(args, { ...RECOVERY_OPTIONS, continuous: 'boolean', keep: 'string', end: 'boolean' }, 1);
  if (values['end'] === true) return end(dataDir);
  const keep = readKeep(values['keep']);
  const [named] = positionals;
  if (named === undefined) throw new UnusableConfig('Aufruf', 'Nennen Sie einen Ordner: ./allmende backup <Ordner>, am besten auf einem anderen Datenträger.');
  const folder = path.resolve(named);
  refuseOwnFolder(folder, dataDir);
  const stand = await openBackupStand(dataDir);
  try {
    const repository = await openRepository(folder, stand, values, json);
    if (values['continuous'] === true) await beginContinuous(dataDir, stand, { folder, keep: keep ?? DEFAULT_KEEP, begunAt: systemClock.now().toISOString() });
    const settings = await readBackupSettings(dataDir);
    const chain = settings?.folder === folder ? await chainOf(chainFile(dataDir), folder) : undefined;
    const started = performance.now();
    const taken = await takeBackup({ repository, ...stand, listErased: () => stand.listErased(), ...(chain === undefined ? {} : { chain }), ...(json ? {} : { onProgress: say() }) });
    const seconds = (performance.now() - started) / 1000;
    const most = keep ?? (settings?.folder === folder ? settings.keep : undefined);
    if (most !== undefined) await prune(repository, most, chain);
    if (json) console.log(JSON.stringify(reportOf(taken, seconds)));
    else console.log(describe(taken, seconds));
    if (!taken.manifest.head.holdsKeys) warnOfKeys(taken);
    return 0;
  } finally {
    await stand.close();
  }
}

/** From now on `up` copies the log each second; waits until it has begun. */
async function beginContinuous(dataDir: string, stand: BackupStand, settings: BackupSettings): Promise<void> {
  if (stand.kind === 'external') throw new CannotBackUp('Die Datenbank ist eine eigene: Ihre fortlaufende Sicherung (Archiv des Änderungsprotokolls) machen ihre Werkzeuge. Ohne --continuous sichert dieser Befehl Dateien und Schlüssel.');
  await saveBackupSettings(dataDir, settings);
  for (let waited = 0; waited < BEGIN_MS; waited += 200) {
    const state = await readBackupState(dataDir);
    if (state?.folder === settings.folder && state.chain !== null && state.problem === null && (await chainOf(chainFile(dataDir), settings.folder)) === state.chain) return;
    await sleep(200);
  }
  throw new CannotBackUp(`Die fortlaufende Sicherung hat nicht begonnen: ${(await readBackupState(dataDir))?.problem ?? 'Die laufende Plattform antwortet nicht; starten Sie sie neu.'}`);
}

async function end(dataDir: string): Promise<number> {
  await removeBackupSettings(dataDir);
  console.log('Die fortlaufende Sicherung ist beendet. Was gesichert ist, bleibt.');
  return 0;
}

function readKeep(value: string | boolean | undefined): number | undefined {
  if (typeof value !== 'string') return undefined;
  if (!/^[1-9]\d{0,3}$/u.test(value)) throw new UnusableConfig('--keep', `„${value}“ ist keine Zahl von Sicherungen ab 1.`);
  return Number(value);
}

async function openRepository(folder: string, stand: BackupStand, values: Readonly<Record<string, string | boolean | undefined>>, json: boolean): Promise<Repository> {
  const repository = await Repository.openForWriting(folder, stand.installation);
  if (await makeRecoveryKey(values)) (json ? console.error : console.log)(`Neuer Wiederherstellungsschlüssel in ${String(values['recovery-key'])}. Drucken Sie ihn aus, legen Sie ihn in den Tresor, und löschen Sie die Datei auf diesem Rechner.`);
  const secret = await readRecoverySecret(values);
  return secret ? repository.chooseRecovery(secret) : repository;
}

function refuseOwnFolder(folder: string, dataDir: string): void {
  const below = path.relative(dataDir, folder);
  if (below !== '' && (below.startsWith('..') || path.isAbsolute(below))) return;
  if (below.split(path.sep)[0] !== 'backup') throw new CannotBackUp(`${folder} liegt in dem Ordner, der gesichert wird. Nennen Sie einen anderen, am besten auf einem anderen Datenträger.`);
}

function say(): (progress: { readonly part: keyof typeof PARTS; readonly done: number; readonly total: number }) => void {
  const printers = Object.fromEntries(Object.entries(PARTS).map(([part, what]) => [part, printProgress(what)]));
  return ({ part, done, total }) => { if (total > 1) printers[part]?.({ done, total }); };
}

function reportOf({ manifest, folder, bytes }: BackupTaken, seconds: number): object {
  const { head, entries } = manifest;
  const objects = entries.filter(({ kind }) => kind === 'object');
  return {
    name: head.name, folder, seconds: round(seconds), bytes, databaseBytes: head.databaseBytes, files: objects.length, fileBytes: objects.reduce((sum, { size }) => sum + size, 0), holdsKeys: head.holdsKeys, keptApart: head.keptApart,
    database: head.database,
  };
}

function describe({ manifest, folder, bytes }: BackupTaken, seconds: number): string {
  const { head, entries } = manifest;
  const lines = [
    `Gesichert in ${round(seconds).toLocaleString('de-DE')} s: ${folder}`,
    `  Stand: ${head.database.stoppedAt}`,
    head.database.kind === 'embedded' ? `  Datenbank: ${megabytes(head.databaseBytes)} MB` : '  Datenbank: nicht enthalten, sie hat ihre eigenen Werkzeuge',
    `  Dateien: ${number(entries.filter(({ kind }) => kind === 'object').length)}`,
    `  Platz ohne Dateien: ${megabytes(bytes)} MB`,
  ];
  if (head.database.kind === 'external') {
    lines.push('', `Sichern Sie die Datenbank mit ihren Werkzeugen (pg_basebackup und Archiv des Änderungsprotokolls). Zu diesen Dateien und Schlüsseln passt jeder Stand`, `der Datenbank bis ${head.database.startedAt} (Stelle ${head.database.startLsn}).`);
  }
  return lines.join('\n');
}

function warnOfKeys({ manifest }: BackupTaken): void {
  console.error([
    '', '! Die Schlüssel der Behörden sind NICHT in dieser Sicherung. Ohne sie kann niemand die Daten lesen.',
    '  Bewahren Sie diese Ordner und Dateien selbst und getrennt auf:', ...manifest.head.keptApart.map((one) => `    ${one}`),
    '  Oder nennen Sie einmal eine Passphrase (--passphrase-file) oder einen Wiederherstellungsschlüssel (--recovery-key): Dann liegen sie versiegelt in der Sicherung.',
  ].join('\n'));
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toLocaleString('de-DE', { maximumFractionDigits: 1 });
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
