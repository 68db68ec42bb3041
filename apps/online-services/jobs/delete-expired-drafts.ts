import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { deleteExpiredDrafts } from '../actions/delete-expired-drafts.ts';

/** Deletes drafts whose days are over, every night. */
export const deleteExpiredDraftsJob = defineJob({
  name: 'online-services/delete-expired-drafts',
  payload: Type.Object({}),
  cron: '20 1 * * *',
  handle: async (house) => {
    await deleteExpiredDrafts(contextFor(house, systemActor('online-services'), PLATFORM_TENANT));
  },
});
