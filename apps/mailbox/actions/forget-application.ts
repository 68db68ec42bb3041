import type { House } from '@allmende/house';
import { deleteOfApplication } from '../data/message.ts';
import type { Conversation } from './write-message.ts';

/** Removes what is left of the messages about an application that was erased: their key is destroyed already. Repeating it changes nothing. */
export async function forgetApplication(house: Pick<House, 'database'>, of: Conversation): Promise<void> {
  await house.database.inTenant(of.tenant, (tx) => deleteOfApplication(tx, of.application));
}
