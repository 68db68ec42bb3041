import path from 'node:path';
import { systemActor } from '@allmende/access';
import { importCatalog } from '@allmende/catalog';
import { UnusableConfig } from '@allmende/config';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { describeCatalogImport } from '../output/describe-catalog-import.ts';
import { printProgress } from '../output/progress.ts';

/** Reads publiccode.yml files into the store and says what each is worth: conformant, listed with deviations, or not readable with line and reason. Exit code 1 when not one could be read. */
export async function catalogImport(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals } = readOptions(args, {}, 1);
  if (positionals[0] === undefined) throw new UnusableConfig('Aufruf', 'Nennen Sie einen Ordner oder eine Datei: ./allmende catalog import <Ordner|Datei>');
  const { house, close } = await openRunning(dataDir);
  try {
    const ctx = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
    const report = await importCatalog(ctx, { path: path.resolve(positionals[0]), onProgress: printProgress('Dateien gelesen') });
    console.log(json ? JSON.stringify(report) : describeCatalogImport(report));
    return report.added + report.changed + report.unchanged === 0 ? 1 : 0;
  } finally {
    await close();
  }
}
