import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { watchAllTerms } from '../actions/watch-terms.ts';

/** Every night: reminds of last days of notice and ends contracts whose last day has passed. */
export const watchTerms = defineJob({
  name: 'procurement/watch-terms', payload: Type.Object({}), cron: '20 2 * * *',
  handle: (house) => watchAllTerms(house),
});
