import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { MailRefused, type Mailer } from '@allmende/mail';
import { openApplicationKey } from '@allmende/online-services';
import { findPlace } from '@allmende/register';
import { failContact, findContact } from '../data/contact.ts';
import { findNoticeForUpdate, settleNotice } from '../data/notice.ts';
import { confirmKeyOf } from '../domain/contact.ts';
import { confirmMail, messageIdOf, newsMail } from '../domain/notice-mail.ts';
import { openPart } from './mailbox-seals.ts';

/**
 * Sends an e-mail that says that there is something new, or asks for a confirmation. Within the transaction that notes it: what was not taken is tried again; a mail that was taken while the note got lost goes twice with the
 * same Message-ID. An address that takes no mail for good is noted and written to no more. Without a mailer nothing is sent and the notice is dropped.
 */
export async function sendNotice(house: House, mailer: Mailer | undefined, input: { readonly tenant: TenantId; readonly notice: string }): Promise<void> {
  const [authority] = await house.directory.namesOf([input.tenant]);
  await house.database.inTenant(input.tenant, async (tx) => {
    const at = house.clock.now();
    const notice = await findNoticeForUpdate(tx, input.notice);
    if (notice?.state !== 'waiting') return;
    const known = await openApplicationKey(house, tx, notice.application);
    const contact = known && (await findContact(tx, notice.application));
    const isWanted = contact !== undefined && contact.failedAt === null && (notice.purpose === 'confirm' ? contact.confirmedAt === null : contact.confirmedAt !== null);
    if (!known || !contact || !isWanted || mailer === undefined || authority === undefined) return settleNotice(tx, notice.id, 'dropped', at);
    // AGS, 8 digits: the ARS without the four digits of the association.
    const place = await findPlace(house, { ags: `${known.placeArs.slice(0, 5)}${known.placeArs.slice(9)}` });
    if (!place) return settleNotice(tx, notice.id, 'dropped', at);
    const { email, language, token } = openPart('contact', known.dataKey.key, input.tenant, notice.application, contact.sealed);
    const page = (...more: string[]) => house.urlFor.absolute(house.urlFor.place(place.slug, 'status', ...more));
    const mail = notice.purpose === 'confirm' ? confirmMail({ authority: authority.name, href: page('notices', confirmKeyOf(input.tenant, notice.application, token)) }, language) : newsMail({ authority: authority.name, href: page() }, language);
    try {
      await mailer.send({ to: email, ...mail, messageId: messageIdOf(input.tenant, notice.id, new URL(page()).hostname) });
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      await failContact(tx, notice.application, at);
      return settleNotice(tx, notice.id, 'failed', at, 'refused');
    }
    await settleNotice(tx, notice.id, 'sent', at);
  });
}
