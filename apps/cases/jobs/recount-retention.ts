import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { recountRetention } from '../actions/recount-retention.ts';
import { RECOUNT_RETENTION } from '../domain/retention-jobs.ts';

/** Counts periods anew after a rule was entered. */
export const recountRetentionJob = defineJob({ ...RECOUNT_RETENTION, handle: (house, { tenant, service }) => recountRetention(house, { tenant: tenantId(tenant), service }) });
