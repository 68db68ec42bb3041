import { defineJob } from '@allmende/jobs';
import { readBounceFolder } from '@allmende/mail';
import { Type } from 'typebox';
import { noteBounce } from '../actions/note-bounce.ts';

/** Looks every five minutes for e-mails that came back, where a folder for them is configured. */
export const readBouncesJob = defineJob({
  name: 'mailbox/read-bounces', payload: Type.Object({}), maxAttempts: 1, cron: '*/5 * * * *',
  handle: async (house) => {
    const folder = house.config.mail?.bounces;
    if (folder === undefined) return;
    const taken = await readBounceFolder(folder, (bounce) => noteBounce(house, bounce));
    if (taken > 0) house.log.info({ taken }, 'mails came back and were noted');
  },
});
