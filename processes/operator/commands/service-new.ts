import path from 'node:path';
import { UnusableConfig } from '@allmende/config';
import { newPackage } from '@allmende/online-services';
import { readOptions } from '../options.ts';

/** Writes a small service package that works, to begin with. Exit code 1 when the folder cannot be taken. */
export async function serviceNew(args: readonly string[]): Promise<number> {
  const { json, positionals } = readOptions(args, {}, 1);
  const [folder] = positionals;
  if (folder === undefined) throw new UnusableConfig('Aufruf', 'Nennen Sie den Ordner des neuen Pakets: ./allmende service new efa/meine-leistung');
  const made = newPackage({ folder: path.resolve(folder) });
  if (json) console.log(JSON.stringify(made));
  else if (made.outcome === 'made') console.log(`${folder}: ${made.files.length} Dateien geschrieben.\nPrüfen: ./allmende service check ${folder}\nWie es weitergeht: docs/guide/write-a-service.md`);
  else if (made.outcome === 'folder-taken') console.log(`Der Ordner ${folder} ist nicht leer. Nehmen Sie einen neuen.`);
  else console.log('Der Ordner heißt wie die Leistung: kleine Buchstaben, Ziffern und Bindestriche, zum Beispiel efa/hundesteuer.');
  return made.outcome === 'made' ? 0 : 1;
}
