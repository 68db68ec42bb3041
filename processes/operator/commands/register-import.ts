import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { importGv100ad, importPostcodes, importRegister } from '@allmende/register';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { describePostcodeImport, describeRegisterImport } from '../output/describe-register-import.ts';

/** Imports the register that ships with the platform or a GV100AD file, and after it a postcode list of one's own; with `--postcodes` alone only that list. */
export async function registerImport(args: readonly string[]): Promise<number> {
  const { dataDir, json, values, positionals } = readOptions(args, { postcodes: 'string' }, 1);
  const [file] = positionals;
  const list = typeof values['postcodes'] === 'string' ? values['postcodes'] : undefined;
  const [edition, postcodes] = [file && { bytes: await readFile(file), fileName: path.basename(file) }, list && { text: await readFile(list, 'utf8'), fileName: path.basename(list) }];
  const { house, close } = await openRunning(dataDir);
  try {
    const ctx = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
    if (edition || !postcodes) {
      const report = edition ? await importGv100ad(ctx, edition) : await importRegister(ctx);
      console.log(json ? JSON.stringify(report ?? null) : report === undefined ? 'Hier gilt schon eine neuere Ausgabe; nichts wurde geändert.' : describeRegisterImport(report));
    }
    if (postcodes) {
      const report = await importPostcodes(ctx, postcodes);
      console.log(json ? JSON.stringify(report) : describePostcodeImport(report));
    }
    return 0;
  } finally {
    await close();
  }
}
