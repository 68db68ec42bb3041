import path from 'node:path';
import { checkBackup, Repository } from '@allmende/backup';
import { UnusableConfig } from '@allmende/config';
import { readOptions } from '../options.ts';
import { number, printProgress } from '../output/progress.ts';

/** Reads every file of a backup and holds it against its hash, without restoring anything. */
export async function backupCheck(args: readonly string[]): Promise<number> {
  const { json, values, positionals } = readOptions(args, { backup: 'string' }, 1);
  const [folder] = positionals;
  if (folder === undefined) throw new UnusableConfig('Aufruf', 'Nennen Sie den Ordner der Sicherung: ./allmende backup check <Ordner>');
  const repository = await Repository.open(path.resolve(folder));
  const name = values['backup'];
  const checked = await checkBackup(repository, { ...(typeof name === 'string' ? { name } : {}), ...(json ? {} : { onProgress: printProgress('Dateien geprüft') }) });
  const { head } = checked.manifest;
  const report = { backup: checked.name, all: await repository.names(), from: head.database.stoppedAt, until: checked.until, files: checked.files, bytes: checked.bytes, holdsKeys: head.holdsKeys, program: head.program };
  if (json) console.log(JSON.stringify(report));
  else console.log(`${report.backup}: ${number(report.files)} Dateien unverändert. Wiederherstellbar ist jeder Stand von ${report.from} bis ${report.until}. ${report.holdsKeys ? 'Die Schlüssel sind versiegelt enthalten.' : 'Die Schlüssel sind NICHT enthalten.'}`);
  return 0;
}
