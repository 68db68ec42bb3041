import { receiveMessage } from '@allmende/cases';
import type { House } from '@allmende/house';
import { findMessageForUpdate, markTold } from '../data/message.ts';
import type { Conversation } from './write-message.ts';

/** Tells the case that its applicant has written, once. Throws NoCaseYet and CasesNotRunning, so that the queue tries later. What was erased is passed over. */
export async function tellCase(house: Pick<House, 'database' | 'keys' | 'clock'>, of: Conversation & { readonly message: string }): Promise<void> {
  await house.database.inTenant(of.tenant, async (tx) => {
    const message = await findMessageForUpdate(tx, of.application, of.message);
    if (!message || message.toldAt !== null) return;
    await receiveMessage(house, tx, { application: of.application, at: message.sentAt });
    await markTold(tx, of.application, of.message, house.clock.now());
  });
}
