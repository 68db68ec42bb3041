import type { House } from '@allmende/house';
import { endSessionOfToken } from '../data/session.ts';
import { sessionTokenHash } from '../domain/session.ts';

/** Ends the session of a token; what is over already stays over. */
export async function endSession(house: Pick<House, 'database' | 'clock'>, token: string): Promise<void> {
  await house.database.withoutTenant((tx) => endSessionOfToken(tx, sessionTokenHash(token), house.clock.now()));
}
