import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { forgetOldCitizenSignIns } from '../actions/forget-old-citizen-sign-ins.ts';

/** Every night. */
export const forgetOldCitizenSignInsJob = defineJob({
  name: 'citizen-accounts/forget-old-sign-ins', payload: Type.Object({}), cron: '27 2 * * *',
  handle: async (house) => { await forgetOldCitizenSignIns(house); },
});
