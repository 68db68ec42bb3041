import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { prepareRelease } from '../actions/release-version.ts';

const AT_ONCE = 200;

/** Tries the newest version of a service with the values of every authority. Broken off, it goes on where it was. */
export const prepareReleaseJob = defineJob({
  name: 'online-services/prepare-release',
  payload: Type.Object({ service: Type.String() }),
  handle: async (house, { service }) => {
    const ctx = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
    while (!(await prepareRelease(ctx, { service, limit: AT_ONCE })).isDone);
  },
});
