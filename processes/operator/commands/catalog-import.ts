import path from 'node:path';
import { systemActor } from '@allmende/access';
import { importCatalog } from '@allmende/catalog';
import { UnusableConfig } from '@allmende/config';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Reads publiccode.yml files into the store; says line and reason for each that cannot be read. Exit code 1 when there were such. */
export async function catalogImport(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals } = readOptions(args, {}, 1);
  if (positionals[0] === undefined) throw new UnusableConfig('Aufruf', 'Nennen Sie einen Ordner oder eine Datei: ./allmende catalog import <Ordner|Datei>');
  const { house, close } = await openRunning(dataDir);
  try {
    const ctx = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
    const report = await importCatalog(ctx, { path: path.resolve(positionals[0]), onProgress: (progress) => { if (process.stderr.isTTY) process.stderr.write(`\r  ${JSON.stringify(progress)}   `); } });
    if (process.stderr.isTTY) process.stderr.write('\n');
    if (json) console.log(JSON.stringify(report));
    else {
      console.log(`${report.added} neu, ${report.changed} geändert, ${report.unchanged} unverändert, ${report.rejected.length} nicht lesbar`);
      for (const one of report.rejected) console.log(`  ${one.file}${one.line === undefined ? '' : `, Zeile ${one.line}`}: ${one.reason}`);
    }
    return report.rejected.length === 0 ? 0 : 1;
  } finally {
    await close();
  }
}
