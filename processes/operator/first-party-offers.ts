import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ActionContext } from '@allmende/house';
import { registerOffers, type AppDescription } from '@allmende/catalog';
import { REPOSITORY } from './options.ts';

const apps = [
  { appId: 'online-services', name: 'Online-Dienste', description: 'Alle Online-Dienste der Plattform für eine Behörde, unbegrenzt viele Anträge.' },
  { appId: 'cases', name: 'Fälle', description: 'Fallbearbeitung für alle Dienste einer Behörde, unbegrenzt viele Personen.' },
] as const;

/** Puts our own apps into the store, each described by its own publiccode.yml. `pricesOf` gives what has been entered; without prices the price is unknown. */
export async function offerOwnApps(ctx: ActionContext, pricesOf: (appId: string) => AppDescription['plans'][number]['prices'] = () => []): Promise<number> {
  for (const { appId, name, description } of apps) {
    const publiccode = await readFile(path.join(REPOSITORY, 'apps', appId, 'publiccode.yml'), 'utf8');
    await registerOffers(ctx, { appId, publiccode, plans: [{ plan: 'standard', name, description, inHouse: true, prices: pricesOf(appId) }] });
  }
  return apps.length;
}
