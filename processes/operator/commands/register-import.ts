import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { importGv100ad, importPostcodes, importRegister } from '@allmende/register';
import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Imports the register that ships with the platform, a GV100AD file, or a postcode list of one's own. */
export async function registerImport(args: readonly string[]): Promise<number> {
  const { dataDir, json, values, positionals } = readOptions(args, { postcodes: 'string' }, 1);
  const { house, close } = await openRunning(dataDir);
  try {
    const ctx = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
    const file = positionals[0];
    const postcodes = values['postcodes'];
    const report = typeof postcodes === 'string' ? await importPostcodes(ctx, { text: await readFile(postcodes, 'utf8'), fileName: path.basename(postcodes) }) : file === undefined ? await importRegister(ctx) : await importGv100ad(ctx, { bytes: await readFile(file), fileName: path.basename(file) });
    console.log(json ? JSON.stringify(report ?? null) : report === undefined ? 'Hier gilt schon eine neuere Ausgabe; nichts wurde geändert.' : describe(report));
    return 0;
  } finally {
    await close();
  }
}

function describe(report: object): string {
  return Object.entries(report).map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`).join('\n');
}
