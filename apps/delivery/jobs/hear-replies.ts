import { tenantId } from '@allmende/database';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { hearEverywhere } from '../actions/replies/enqueue-hear.ts';
import { hearReplies } from '../actions/replies/hear-replies.ts';
import { HEAR_EVERYWHERE_JOB, HEAR_REPLIES_JOB } from '../domain/reply-jobs.ts';

/** The job that fetches what specialist systems answer. */
export function hearRepliesJob(ports: DeliveryPorts): JobDefinition<typeof HEAR_REPLIES_JOB.payload> {
  return defineJob({ ...HEAR_REPLIES_JOB, handle: (house, { tenant, destination }) => hearReplies(house, ports, { tenant: tenantId(tenant), destination }) });
}

/** The job that does so wherever there may be answers, every minute. */
export const hearEverywhereJob = defineJob({ ...HEAR_EVERYWHERE_JOB, handle: hearEverywhere });
