import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { UnusableConfig } from '@allmende/config';
import { importFim } from '@allmende/online-services';
import { readOptions } from '../options.ts';

const CALL = './allmende service import-fim <XDatenfelder-Datei> <Ordner>';

/** Makes the skeleton of a service package out of a file of XDatenfelder 2 or 3. Exit code 1 when the file is refused. */
export async function serviceImportFim(args: readonly string[]): Promise<number> {
  const { json, positionals } = readOptions(args, {}, 2);
  const [file, folder] = positionals;
  if (file === undefined || folder === undefined) throw new UnusableConfig('Aufruf', `Nennen Sie die FIM-Datei und den Ordner des neuen Pakets: ${CALL}`);
  if (!existsSync(file) || !statSync(file).isFile()) throw new UnusableConfig('Aufruf', `Die Datei ${file} gibt es nicht.`);
  const result = importFim({ file: path.resolve(file), folder: path.resolve(folder) });
  if (json) console.log(JSON.stringify(result));
  else if (result.outcome === 'refused') console.log(`${file}:${result.line} ${result.reason}\nDie Datei wird nicht übernommen.`);
  else if (result.outcome === 'folder-taken') console.log(`Der Ordner ${folder} ist nicht leer. Nehmen Sie einen neuen.`);
  else if (result.outcome === 'folder-name') console.log(`Der Ordner heißt wie die Leistung: kleine Buchstaben, Ziffern und Bindestriche, zum Beispiel efa/hundesteuer.`);
  else {
    console.log(`${folder}: ${result.fields} Fragen, ${result.groups} wiederholte Gruppen, ${result.pages} Seiten aus ${result.id}${result.version === '' ? '' : ` ${result.version}`}.`);
    console.log(result.todo.length === 0 ? 'In TODO.md steht, was noch festzulegen ist.' : `In TODO.md steht, was noch festzulegen ist, darunter ${result.todo.length} Punkte aus der FIM-Datei.`);
    for (const problem of result.problems.slice(0, 20)) console.log(`  ${problem.file}:${problem.line} ${problem.message}`);
  }
  return result.outcome === 'made' ? 0 : 1;
}
