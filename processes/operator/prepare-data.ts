import type { House } from '@allmende/house';
import { importRegister } from '@allmende/register';
import type { Steps } from './output/steps.ts';

/** Brings what ships with the platform into the database: register, store, service packages, founding members. Repeating it changes nothing. */
export async function prepareData(house: House, steps: Steps): Promise<void> {
  await steps.run('Gemeindeverzeichnis', () => importRegister(house), (report) => (report === undefined ? 'neuere Ausgabe vorhanden' : `${report.written} Zeilen geschrieben`));
}
