import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { tenantId } from '@allmende/database';
import { removeFilesOfKey } from '@allmende/files';
import type { House } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { markErased, selectExpiredArchives } from '../data/archive.ts';
import { selectOldDrafts } from '../data/archive-draft.ts';
import { lockInstance } from '../data/instance.ts';
import { discardDrafts } from './discard-drafts.ts';

// A night and a day: what is still being written has the lock of its instance besides.
const ABANDONED_MS = 24 * 3_600_000;

/** Erases archives whose last day is over: first the key, so that nothing readable is left, then the bytes; and what killed workers left of others. Returns how many archives. */
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
  for (const { tenant, instanceId } of await house.database.acrossTenants('operations/erase-archives', (tx) => selectOldDrafts(tx, new Date(now.getTime() - ABANDONED_MS)))) {
    await house.database.inTenant(tenantId(tenant), async (lock) => {
      if (await lockInstance(lock, instanceId)) await discardDrafts({ ...house, tenant: tenantId(tenant) }, instanceId);
    });
  }
  return expired.length;
}
