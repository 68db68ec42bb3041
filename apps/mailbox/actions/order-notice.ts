import { newId, type TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { defineJob, enqueue } from '@allmende/jobs';
import { findContact } from '../data/contact.ts';
import { insertNotice } from '../data/notice.ts';
import { findQuietHours } from '../data/settings.ts';
import { SEND_NOTICE_JOB } from '../domain/mailbox-jobs.ts';
import { USUAL_QUIET_HOURS, whenItMayGo } from '../domain/quiet-hours.ts';

const sendNotice = defineJob({ ...SEND_NOTICE_JOB, handle: async () => { throw new Error('mails are sent by the worker'); } });

/**
 * Orders an e-mail that says that there is something new about an application, in this transaction: where an address was confirmed, after the quiet hours of the authority, and one for everything that happens until it goes.
 * Returns when it goes; undefined where nobody wants one or one waits already.
 */
export async function orderNotice(house: Pick<House, 'clock'>, tx: TenantTx, application: string): Promise<Date | undefined> {
  const contact = await findContact(tx, application);
  if (!contact || contact.confirmedAt === null || contact.failedAt !== null) return undefined;
  const dueAt = whenItMayGo(house.clock.now(), (await findQuietHours(tx)) ?? USUAL_QUIET_HOURS);
  const id = newId();
  if (!(await insertNotice(tx, { id, application, purpose: 'news', dueAt }))) return undefined;
  await enqueue(tx, sendNotice, { tenant: tx.tenant, application, notice: id }, { runAt: dueAt });
  return dueAt;
}

/** Orders the e-mail that asks whether an address is the person's, at once: somebody waits for it. */
export async function orderConfirmation(house: Pick<House, 'clock'>, tx: TenantTx, application: string): Promise<void> {
  const id = newId();
  await insertNotice(tx, { id, application, purpose: 'confirm', dueAt: house.clock.now() });
  await enqueue(tx, sendNotice, { tenant: tx.tenant, application, notice: id });
}
