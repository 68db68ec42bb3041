import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { selectIncidents, selectMaintenance } from '../data/notice.ts';
import { findLastLook, selectWatched } from '../data/watch.ts';
import type { Watched } from '../domain/availability.ts';
import type { Incident, Maintenance } from '../domain/notice.ts';

/** What the platform knows of a period beside the single instances: when it looked, what it announced, what it told. */
export type Watch = { readonly watched: readonly Watched[]; readonly lastLook: Date | undefined; readonly maintenance: readonly Maintenance[]; readonly incidents: readonly Incident[] };

/** Reads it; `ahead` reaches further into the future for what is announced. */
export async function loadWatch(house: { readonly database: Pick<Database, 'inTenant'> }, period: { readonly from: Date; readonly until: Date; readonly ahead?: Date }): Promise<Watch> {
  return house.database.inTenant(PLATFORM_TENANT, async (tx) => ({
    watched: await selectWatched(tx, period.from, period.until), lastLook: await findLastLook(tx),
    maintenance: await selectMaintenance(tx, period.from, period.ahead ?? period.until), incidents: await selectIncidents(tx, period.from, period.until),
  }));
}
