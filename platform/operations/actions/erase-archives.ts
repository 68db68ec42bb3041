import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { tenantId } from '@allmende/database';
import { removeFilesOfKey } from '@allmende/files';
import type { House } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { markErased, selectExpiredArchives } from '../data/archive.ts';

/** Erases archives whose last day is over: first the key, so that nothing readable is left, then the bytes. Returns how many. */
export async function eraseArchives(house: House): Promise<number> {
  const now = house.clock.now();
  const expired = await house.database.acrossTenants('operations/erase-archives', (tx) => selectExpiredArchives(tx, now));
  for (const archive of expired) {
    await house.database.inTenant(tenantId(archive.tenant), async (tx) => {
      if (!(await markErased(tx, archive.id, now))) return;
      await destroyDataKey(tx, archive.dataKeyId);
      await removeFilesOfKey(tx, house, archive.dataKeyId);
      await record(tx, { actor: systemActor('operations'), action: 'operations/archive-erased', subject: { kind: 'instance', id: archive.instanceId }, facts: { archive: archive.id }, at: now });
    });
  }
  return expired.length;
}
