import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { tellCase } from '../actions/tell-case.ts';
import { TELL_CASE_JOB } from '../domain/mailbox-jobs.ts';

/** Lets a case know that its applicant has written. */
export const tellCaseJob = defineJob({ ...TELL_CASE_JOB, handle: (house, { tenant, application, message }) => tellCase(house, { tenant: tenantId(tenant), application, message }) });
