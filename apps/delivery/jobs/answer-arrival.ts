import { tenantId } from '@allmende/database';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { answerArrival } from '../actions/replies/answer-arrival.ts';
import { ANSWER_ARRIVAL_JOB } from '../domain/arrival-jobs.ts';

/** The job that tells the sender of an arrival what became of it. */
export function answerArrivalJob(ports: DeliveryPorts): JobDefinition<typeof ANSWER_ARRIVAL_JOB.payload> {
  return defineJob({ ...ANSWER_ARRIVAL_JOB, handle: (house, { tenant, arrival }) => answerArrival(house, ports, { tenant: tenantId(tenant), arrival }) });
}
