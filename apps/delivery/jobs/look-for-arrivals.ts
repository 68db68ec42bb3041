import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { lookEverywhere, lookForArrivals } from '../actions/look-for-arrivals.ts';
import { LOOK_EVERYWHERE_JOB, LOOK_JOB } from '../domain/arrival-jobs.ts';

/** The job that asks the delivery service what waits at one reception. */
export const lookForArrivalsJob = defineJob({ ...LOOK_JOB, handle: async (house, { tenant, reception }) => { await lookForArrivals(house, { tenant: tenantId(tenant), reception }); } });

/** The job that does so for all of them, every minute. */
export const lookEverywhereJob = defineJob({ ...LOOK_EVERYWHERE_JOB, handle: lookEverywhere });
