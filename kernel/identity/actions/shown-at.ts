import type { House } from '@allmende/house';
import { findConfirmedAt } from '../data/session.ts';
import { sessionTokenHash } from '../domain/session.ts';

/** When the person behind a session last showed who they are; undefined for unknown and ended ones. For apps that want to be sure who sits there. */
export async function shownAt(house: Pick<House, 'database' | 'clock'>, token: string): Promise<Date | undefined> {
  return house.database.withoutTenant((tx) => findConfirmedAt(tx, sessionTokenHash(token), house.clock.now()));
}
