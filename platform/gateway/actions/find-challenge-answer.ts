import type { House } from '@allmende/house';
import { findChallenge } from '../data/acme.ts';

/** What a certificate authority wants to see for a token; undefined for unknown ones. */
export async function findChallengeAnswer(house: Pick<House, 'database' | 'clock'>, token: string): Promise<string | undefined> {
  return house.database.withoutTenant((tx) => findChallenge(tx, token, house.clock.now()));
}
