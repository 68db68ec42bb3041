import { isUuid, type Database } from '@allmende/database';
import type { Clock, PlainDate } from '@allmende/time';
import type { AuthorityId } from '../domain/authority-id.ts';
import type { Place } from '../domain/place.ts';
import { listPlacesOfAuthority as listPlaceRows } from '../data/place.ts';

/** The places for which an authority answers on a day (today unless given), by default or by an entry, by name; an unknown authority has none. */
export async function listPlacesOfAuthority(ctx: { database: Pick<Database, 'withoutTenant'>; clock: Clock }, input: { authority: string; on?: PlainDate }): Promise<Place[]> {
  if (!isUuid(input.authority)) return [];
  return ctx.database.withoutTenant((tx) => listPlaceRows(tx, input.authority as AuthorityId, input.on ?? ctx.clock.today()));
}
