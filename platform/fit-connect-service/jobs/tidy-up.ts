import { defineJob, MAY_WAIT } from '@allmende/jobs';
import { Type } from 'typebox';
import { tidyUp as act } from '../actions/tidy-up.ts';

/** Removes every five minutes what is at its end. */
export const tidyUp = defineJob({ name: 'fit-connect-service/tidy-up', payload: Type.Object({}), cron: '*/5 * * * *', priority: MAY_WAIT, handle: async (house) => { await act(house); } });
