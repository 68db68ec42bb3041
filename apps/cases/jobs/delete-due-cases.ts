import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { deleteDueCases } from '../actions/delete-due-cases.ts';

/** Deletes the cases whose period is over, where the authority lets the platform do that; every night. */
export const deleteDueCasesJob = defineJob({
  name: 'cases/delete-due-cases',
  payload: Type.Object({}),
  cron: '50 1 * * *',
  handle: async (house) => { await deleteDueCases(house); },
});
