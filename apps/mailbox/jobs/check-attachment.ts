import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { checkAttachment } from '../actions/check-attachment.ts';
import { CHECK_ATTACHMENT_JOB } from '../domain/mailbox-jobs.ts';

/** Scans and cleans an attachment in quarantine. */
export const checkAttachmentJob = defineJob({ ...CHECK_ATTACHMENT_JOB, handle: (house, { tenant, application, attachment }) => checkAttachment(house, { tenant: tenantId(tenant), application, attachment }) });
