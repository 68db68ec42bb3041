import path from 'node:path';
import { verifyAudit } from '@allmende/audit';
import { checkBackup, endRestore, readErased, recordRestore, refuseUsedFolder, Repository, restoreBackup, restoreFiles, type CheckedBackup, type RestorePlan, type Restored } from '@allmende/backup';
import { readConfig, UnusableConfig } from '@allmende/config';
import { listObjects } from '@allmende/files';
import { listStoredObjects } from '@allmende/fit-connect-service';
import { openPlatform } from '@allmende/process-wiring';
import { destroyKeysAgain } from '@allmende/secrets';
import { readOptions } from '../options.ts';
import { number, printProgress } from '../output/progress.ts';
import { askRecoverySecret, readRecoverySecret, RECOVERY_OPTIONS } from '../recovery-secret.ts';
import { environmentOf } from '../supervision/environment.ts';
import { openInstallation } from '../supervision/installation.ts';

const PARTS = { keys: 'Schlüssel und Einstellungen', database: 'Dateien der Datenbank', log: 'Teile des Änderungsprotokolls', files: 'Dateien der Plattform' } as const;

type Finished = { readonly files: number; readonly missing: readonly string[]; readonly erasedAgain: number; readonly auditOk: boolean | null; readonly auditFindings: number };

/** Brings a whole platform back into an empty folder: checks everything first, then restores, checks again, and says up to which moment. */
export async function restore(args: readonly string[]): Promise<number> {
  const { dataDir, json, values, positionals } = readOptions(args, { ...RECOVERY_OPTIONS, to: 'string', backup: 'string', apart: 'string' }, 1);
  const [folder] = positionals;
  if (folder === undefined || typeof values['data-dir'] !== 'string') throw new UnusableConfig('Aufruf', 'Nennen Sie den Ordner der Sicherung und einen leeren Ordner: ./allmende restore <Ordner> --data-dir <leerer Ordner>');
  const started = performance.now();
  const to = readMoment(values['to']);
  await refuseUsedFolder(dataDir);
  const repository = await Repository.open(path.resolve(folder));
  const secret = (await readRecoverySecret(values)) ?? (repository.recipient ? await askRecoverySecret(repository.hasPassphrase) : undefined);
  const recovery = secret && repository.recipient ? repository.openRecovery(secret) : undefined;
  const print = printers(json);
  if (!json) console.log('Die Sicherung wird geprüft …');
  const name = values['backup'];
  const checked = await checkBackup(repository, { ...(to ? { to } : {}), ...(typeof name === 'string' ? { name } : {}), onProgress: print('Dateien geprüft') });
  if (!json) console.log(`Geprüft: ${number(checked.files)} Dateien sind unverändert. Wiederhergestellt wird der Stand vom ${to?.toISOString() ?? checked.until}.`);
  const plan: RestorePlan = {
    repository, checked, recovery, apart: typeof values['apart'] === 'string' ? path.resolve(values['apart']) : undefined, dataDir, to,
    onProgress: ({ part, ...progress }) => print(PARTS[part])(progress),
  };
  const restored = await restoreBackup(plan);
  const finished = await finish(plan, restored).finally(() => restored.server?.stop());
  await endRestore(dataDir);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const report = {
    backup: checked.name, until: to?.toISOString() ?? checked.until, lastCommit: restored.lastCommit ?? null, lsn: restored.lsn ?? null, seconds, program: checked.manifest.head.program, database: checked.manifest.head.database.kind, ...finished,
  };
  if (json) console.log(JSON.stringify(report));
  else console.log(describe(report, checked, dataDir));
  return finished.auditOk === false || finished.missing.length > 0 ? 1 : 0;
}

/** What needs the restored database: what was erased since is erased again, files that rows name come back, the audit logs are verified, and the restore itself is recorded. */
async function finish(plan: RestorePlan, { server }: Restored): Promise<Finished> {
  const { dataDir, checked } = plan;
  if (!server) return { files: (await restoreFiles(plan, undefined)).restored, missing: [], erasedAgain: 0, auditOk: null, auditFindings: 0 };
  const { secret, passwords } = await openInstallation(dataDir, 'none');
  const env = environmentOf({ dataDir, host: '127.0.0.1', port: 0, ownerUrl: server.url, passwords, secret });
  // The places are those of the new folder, whatever the environment of the old machine says.
  const config = readConfig({ ...env, ALLMENDE_LOG_LEVEL: 'silent', ALLMENDE_ENV: 'development' });
  const house = openPlatform(config, 'operator');
  try {
    const erased = await readErased(plan.repository);
    const erasedAgain = await house.database.acrossTenants('backup/erase-again', (tx) => destroyKeysAgain(tx, erased));
    const wanted = await house.database.acrossTenants('backup/list-files', async (tx) => [...(await listObjects(tx)), ...(await listStoredObjects(tx))]);
    const { restored, missing } = await restoreFiles(plan, wanted);
    await recordRestore(house, { backup: checked.name, until: plan.to?.toISOString() ?? checked.until, erasedAgain });
    const audit = await verifyAudit(house.database, config.checkpointsDir);
    return { files: restored, missing, erasedAgain, auditOk: audit.ok, auditFindings: audit.logs.reduce((sum, log) => sum + log.findingsTotal, 0) };
  } finally {
    await house.database.close();
  }
}

function printers(json: boolean): (what: string) => (progress: { readonly done: number; readonly total: number }) => void {
  return (what) => (json ? () => undefined : printProgress(what));
}

function readMoment(value: string | boolean | undefined): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) throw new UnusableConfig('--to', `„${value}“ ist kein Zeitpunkt wie 2026-11-21T22:15:00+01:00.`);
  return moment;
}

type Report = Finished & { readonly backup: string; readonly until: string; readonly lastCommit: string | null; readonly seconds: number; readonly program: string; readonly database: string };

function describe(report: Report, checked: CheckedBackup, dataDir: string): string {
  const lines = [
    '', `Wiederhergestellt in ${report.seconds.toLocaleString('de-DE')} s: ${dataDir}`,
    `  Stand: alles bis ${report.until}${report.lastCommit === null ? '' : `; letzte Änderung ${report.lastCommit}`}`,
    `  Sicherung: ${report.backup}, von Allmende ${report.program}`,
    `  Dateien: ${number(report.files)}${report.missing.length > 0 ? `; ES FEHLEN ${number(report.missing.length)}, zuerst ${report.missing[0] ?? ''}` : ''}`,
  ];
  if (report.auditOk !== null) lines.push(report.auditOk ? '  Protokolle: unverändert' : `  Protokolle: ${number(report.auditFindings)} Abweichungen, siehe ./allmende audit verify`);
  if (report.erasedAgain > 0) lines.push(`  Erneut gelöscht: ${number(report.erasedAgain)} Vorgänge, die nach diesem Stand gelöscht worden waren`);
  lines.push('', 'Löschungen nach diesem Stand, die kein Schlüssel belegt (einzelne Angaben, Konten), sind von Hand zu wiederholen: docs/guide/back-up-and-restore.md.');
  if (checked.manifest.head.database.kind === 'external') lines.push(`Stellen Sie die Datenbank mit ihren Werkzeugen auf einen Zeitpunkt bis ${checked.manifest.head.database.startedAt} wieder her, und starten Sie mit DATABASE_URL.`);
  lines.push('', `Starten: ./allmende up --data-dir ${dataDir}`);
  return lines.join('\n');
}
