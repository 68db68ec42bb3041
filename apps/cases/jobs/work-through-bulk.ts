import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { workThroughBulk } from '../actions/work-through-bulk.ts';
import { WORK_THROUGH_BULK } from '../domain/work-through-bulk-job.ts';

/** Works through the cases of a run. */
export const workThroughBulkJob = defineJob({ ...WORK_THROUGH_BULK, handle: (house, { tenant, run }) => workThroughBulk(house, { tenant: tenantId(tenant), run }) });
