import { requirePermission } from '@allmende/access';
import { addDays, berlinDate } from '@allmende/time';
import type { ActionContext } from '@allmende/house';
import { countArrivals, listArrivals } from '../data/arrival.ts';
import { listReceptionKeys, listReceptions as listReceptionRows } from '../data/reception.ts';
import type { Arrival, ArrivalState } from '../domain/arrival.ts';
import { seeParcels } from '../domain/permissions.ts';
import { KEY_WARNING_DAYS, type Reception, type ReceptionKey } from '../domain/reception.ts';

export type ReceptionView = Reception & { readonly keys: readonly (ReceptionKey & { readonly isEnding: boolean })[] };

/** Where the authority receives by FIT-Connect, with its keys, the newest arrivals and how many are in each state. */
export async function listReceptions(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant' | 'clock'>): Promise<{ readonly receptions: readonly ReceptionView[]; readonly arrivals: readonly Arrival[]; readonly counts: Readonly<Partial<Record<ArrivalState, number>>> }> {
  requirePermission(ctx.actor, seeParcels, ctx.tenant);
  const soon = addDays(ctx.clock.today(), KEY_WARNING_DAYS);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const receptions: ReceptionView[] = [];
    for (const reception of await listReceptionRows(tx)) {
      receptions.push({ ...reception, keys: (await listReceptionKeys(tx, reception.id)).map((key) => ({ ...key, isEnding: key.inUse && berlinDate(key.expiresAt) <= soon })) });
    }
    return { receptions, arrivals: await listArrivals(tx, 50), counts: await countArrivals(tx) };
  });
}
