import type { TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import { openApplicationKey } from '@allmende/online-services';
import { listAttachments } from '../data/attachment.ts';
import { listMessages, markRead } from '../data/message.ts';
import { otherSide, type Message, type Side } from '../domain/message.ts';
import { openPart } from './mailbox-seals.ts';

/** The messages about an application, oldest first. What the other side wrote counts as read from now on; `newlyRead` says how many were new. Whoever calls has checked that it may. Throws NotFound when the application is gone. */
export async function readConversation(house: Pick<House, 'keys' | 'clock'>, tx: TenantTx, input: { readonly application: string; readonly reader: Side }): Promise<{ readonly messages: readonly Message[]; readonly newlyRead: number }> {
  const known = await openApplicationKey(house, tx, input.application);
  if (!known) throw new NotFound();
  const { key } = known.dataKey;
  const newlyRead = await markRead(tx, input.application, otherSide(input.reader), house.clock.now());
  const attachments = (await listAttachments(tx, input.application)).map((stored) => ({ ...openPart('attachment', key, tx.tenant, stored.id, stored.sealed), message: stored.message, id: stored.id, state: stored.state, sizeBytes: stored.sizeBytes }));
  const messages = (await listMessages(tx, input.application)).map((stored) => ({
    ...openPart('message', key, tx.tenant, stored.id, stored.sealed), id: stored.id, from: stored.sender, at: stored.sentAt, readAt: stored.readAt,
    attachments: attachments.filter(({ message }) => message === stored.id).map(({ message: _message, ...attachment }) => attachment),
  }));
  return { messages, newlyRead };
}
