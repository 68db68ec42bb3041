import { isUuid, tenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { Bounce } from '@allmende/mail';
import { failContact } from '../data/contact.ts';
import { findNoticeForUpdate, settleNotice } from '../data/notice.ts';
import { noticeOfMessageId } from '../domain/notice-mail.ts';

/** Notes that an e-mail came back for good: its address is written to no more, and its applicant sees that on the status page. What is only late, unknown or of somebody else changes nothing. */
export async function noteBounce(house: Pick<House, 'database' | 'clock'>, bounce: Bounce): Promise<void> {
  const named = bounce.isPermanent ? noticeOfMessageId(bounce.messageId) : undefined;
  if (!named || !isUuid(named.tenant) || !isUuid(named.notice)) return;
  await house.database.inTenant(tenantId(named.tenant), async (tx) => {
    const notice = await findNoticeForUpdate(tx, named.notice);
    if (!notice || (notice.state !== 'sent' && notice.state !== 'waiting')) return;
    const at = house.clock.now();
    await failContact(tx, notice.application, at);
    await settleNotice(tx, notice.id, 'failed', at, 'bounced');
  });
}
