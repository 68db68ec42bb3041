import { defineJob, MAY_WAIT } from '@allmende/jobs';
import { openMailer } from '@allmende/mail';
import { Type } from 'typebox';
import { watchDeadlines as act } from '../actions/watch-deadlines.ts';

/** Looks every hour at what waits too long. */
export const watchDeadlines = defineJob({
  name: 'fit-connect-service/watch-deadlines', payload: Type.Object({}), cron: '17 * * * *', priority: MAY_WAIT,
  async handle(house) {
    const mailer = openMailer(house.config);
    try {
      await act(house, mailer);
    } finally {
      mailer?.close();
    }
  },
});
