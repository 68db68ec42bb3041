import { systemActor, type Actor } from '@allmende/access';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { activateService, publishPackages, saveOverlay } from '@allmende/online-services';
import { findAuthorityBySlug } from '@allmende/register';
import { openBenchHouse } from './open-bench-house.ts';

/** Publishes the packages of a folder on a running platform and switches one service on at Heilbronn, which runs the online services of the demonstration. */
export async function offerAtHeilbronn(platform: { readonly dataDir: string }, input: { readonly efa: string; readonly service: string }): Promise<void> {
  await using bench = await openBenchHouse(platform);
  const { house } = bench;
  await publishPackages(contextFor(house, systemActor('operator-command'), PLATFORM_TENANT), { folder: input.efa });
  const heilbronn = await findAuthorityBySlug(house, { slug: 'heilbronn' });
  if (!heilbronn) throw new Error('the register has no Heilbronn');
  const tenant = tenantId(heilbronn.id);
  const officer: Actor = { kind: 'staff', accountId: newId(), name: 'Messung', grants: [{ tenant, role: 'digital-officer' }] };
  const ctx = contextFor(house, officer, tenant);
  await saveOverlay(ctx, { service: input.service, body: {} });
  await activateService(ctx, { service: input.service });
}
