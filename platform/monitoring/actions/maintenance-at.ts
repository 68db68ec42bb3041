import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { selectMaintenance } from '../data/notice.ts';
import { findWatchedInstance } from '../data/watched.ts';
import { reaches } from '../domain/notice.ts';

const AHEAD_MS = 7 * 86_400_000;

/**
 * How an instance stands to announced maintenance at an instant: `inside` a window, a window `ahead` within seven days, or `none`. Whoever changes instances waits while one is ahead: that is what it was announced for.
 */
export async function maintenanceAt(house: Pick<House, 'database'>, place: { readonly tenant: string; readonly instance: string }, at: Date): Promise<'inside' | 'ahead' | 'none'> {
  const instance = await house.database.inTenant(tenantId(place.tenant), (tx) => findWatchedInstance(tx, place.instance));
  const windows = await house.database.inTenant(PLATFORM_TENANT, (tx) => selectMaintenance(tx, at, new Date(at.getTime() + AHEAD_MS)));
  const own = windows.filter((one) => one.cancelledAt === undefined && reaches(one, { tenant: place.tenant, app: instance?.app ?? '' }));
  return own.some((one) => one.from <= at && at < one.until) ? 'inside' : own.length > 0 ? 'ahead' : 'none';
}
