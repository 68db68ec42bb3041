import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { followAll } from '../actions/sending/follow-all.ts';
import { followSubmission } from '../actions/sending/follow-submission.ts';
import { FOLLOW_ALL_JOB, FOLLOW_JOB } from '../domain/follow-job.ts';

/** The job that reads the event log of one submission. */
export const followSubmissionJob = defineJob({ ...FOLLOW_JOB, handle: (house, { tenant, application }) => followSubmission(house, { tenant: tenantId(tenant), application }) });

/** The job that takes up what was left. */
export const followAllJob = defineJob({ ...FOLLOW_ALL_JOB, handle: (house) => followAll(house) });
