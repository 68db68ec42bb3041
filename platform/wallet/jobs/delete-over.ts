import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { deleteOver } from '../actions/delete-over.ts';

/** Deletes what wallets showed and nobody used, every ten minutes. */
export const deleteOverJob = defineJob({
  name: 'wallet/delete-over',
  payload: Type.Object({}),
  cron: '*/10 * * * *',
  handle: async (house) => {
    await deleteOver(contextFor(house, systemActor('wallet'), PLATFORM_TENANT));
  },
});
