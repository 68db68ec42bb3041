import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { UnusableConfig } from '@allmende/config';
import { schemaOfFolder, schemaOfService } from '@allmende/online-services';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Writes the JSON Schema of what applications of a service hold: out of a package folder, or of the newest published version on the running platform. Exit code 1 when the folder has mistakes. */
export async function serviceExportSchema(args: readonly string[]): Promise<number> {
  const { dataDir, positionals } = readOptions(args, {}, 1);
  const [named] = positionals;
  if (named === undefined) throw new UnusableConfig('Aufruf', 'Nennen Sie einen Paketordner oder eine Leistung: ./allmende service export-schema <Ordner|Leistung>');
  if (existsSync(named) && statSync(named).isDirectory()) {
    const read = schemaOfFolder(path.resolve(named));
    if ('problems' in read) {
      for (const problem of read.problems) console.error(`${named}/${problem.file}:${problem.line} ${problem.message}`);
      return 1;
    }
    console.log(JSON.stringify(read.schema, undefined, 2));
    return 0;
  }
  const { house, close } = await openRunning(dataDir);
  try {
    console.log(JSON.stringify(await schemaOfService(house, { service: named }), undefined, 2));
    return 0;
  } finally {
    await close();
  }
}
