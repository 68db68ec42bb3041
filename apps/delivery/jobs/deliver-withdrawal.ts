import { tenantId } from '@allmende/database';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import { deliverWithdrawal } from '../actions/deliver-withdrawal.ts';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { DELIVER_WITHDRAWAL_JOB } from '../domain/deliver-withdrawal-job.ts';

/** The job that tells these targets what was taken back. */
export function deliverWithdrawalJob(ports: DeliveryPorts): JobDefinition<typeof DELIVER_WITHDRAWAL_JOB.payload> {
  return defineJob({ ...DELIVER_WITHDRAWAL_JOB, handle: (house, { tenant, application, at }) => deliverWithdrawal(house, ports, { tenant: tenantId(tenant), application, at: new Date(at) }) });
}
