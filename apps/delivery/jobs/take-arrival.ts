import { tenantId } from '@allmende/database';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { takeArrival } from '../actions/take-arrival.ts';
import { TAKE_ARRIVAL_JOB } from '../domain/arrival-jobs.ts';

/** The job that fetches a submission and makes it a case. */
export function takeArrivalJob(ports: DeliveryPorts): JobDefinition<typeof TAKE_ARRIVAL_JOB.payload> {
  return defineJob({ ...TAKE_ARRIVAL_JOB, handle: (house, { tenant, arrival }) => takeArrival(house, ports, { tenant: tenantId(tenant), arrival }) });
}
