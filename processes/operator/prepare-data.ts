import path from 'node:path';
import { systemActor } from '@allmende/access';
import { importCatalog } from '@allmende/catalog';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor, type House } from '@allmende/house';
import { foundMembers } from '@allmende/membership';
import { publishPackages } from '@allmende/online-services';
import { enterShippedParameters } from '@allmende/procurement';
import { importRegister } from '@allmende/register';
import { offerOwnApps } from './first-party-offers.ts';
import { REPOSITORY } from './options.ts';
import type { Steps } from './output/steps.ts';

/** Brings what ships with the platform into the database: register, store, service packages, founding members. Repeating it changes nothing. */
export async function prepareData(house: House, steps: Steps): Promise<void> {
  const ctx = contextFor(house, systemActor('start'), PLATFORM_TENANT);
  await steps.run('Gemeindeverzeichnis', () => importRegister(ctx), (report) => (report === undefined ? 'neuere Ausgabe vorhanden' : report.written === 0 ? 'unverändert' : `${report.written} Zeilen geschrieben`));
  await steps.run('Mitglieder', () => foundMembers(ctx), (fresh) => (fresh.length === 0 ? 'vollständig' : `${fresh.length} Gründungsmitglieder`));
  await steps.run('Vergaberecht', () => enterShippedParameters(ctx), (count) => (count === 0 ? 'vollständig' : `${count} Werte eingetragen`));
  await steps.run('Store', () => importCatalog(ctx, { path: path.join(REPOSITORY, 'solutions') }), (report) => `${report.added} neu, ${report.unchanged} unverändert`);
  await steps.run('Eigene Apps', () => offerOwnApps(ctx), (count) => `${count} im Store`);
  await steps.run('Online-Dienste', () => publishPackages(ctx, { folder: path.join(REPOSITORY, 'efa') }), (published) => published.map((one) => one.serviceId).join(', '));
}
