import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { observeInstances } from '../actions/observe-instances.ts';

/** Looks at everything once a minute. Not tried again: the next minute comes by itself, and a minute left out is shown as unknown. */
export const observeJob = defineJob({
  name: 'monitoring/observe', payload: Type.Object({}), cron: '* * * * *', maxAttempts: 1,
  handle: async (house) => { await observeInstances(house); },
});
