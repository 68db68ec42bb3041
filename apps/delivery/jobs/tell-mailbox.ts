import { tenantId } from '@allmende/database';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { tellMailbox } from '../actions/mailbox/tell-mailbox.ts';
import { TELL_MAILBOX_JOB } from '../domain/mailbox-job.ts';

/** The job that brings one item into a mailbox. */
export function tellMailboxJob(ports: DeliveryPorts): JobDefinition<typeof TELL_MAILBOX_JOB.payload> {
  return defineJob({ ...TELL_MAILBOX_JOB, handle: (house, { tenant, item }) => tellMailbox(house, ports, { tenant: tenantId(tenant), item }) });
}
