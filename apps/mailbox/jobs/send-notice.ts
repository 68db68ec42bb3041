import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { openMailer, openOutbox } from '@allmende/mail';
import { sendNotice } from '../actions/send-notice.ts';
import { SEND_NOTICE_JOB } from '../domain/mailbox-jobs.ts';

/** Sends an e-mail without content; into the outbox of this machine where no server is configured and it is not production. */
export const sendNoticeJob = defineJob({
  ...SEND_NOTICE_JOB,
  handle: async (house, { tenant, notice }) => {
    const mailer = openMailer(house.config) ?? openOutbox(house.config);
    try {
      await sendNotice(house, mailer, { tenant: tenantId(tenant), notice });
    } finally {
      mailer?.close();
    }
  },
});
