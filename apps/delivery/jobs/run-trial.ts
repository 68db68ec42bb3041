import { tenantId } from '@allmende/database';
import { defineJob, MAY_WAIT, type JobDefinition } from '@allmende/jobs';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { runTrial } from '../actions/run-trial.ts';
import { TRIAL_JOB } from '../domain/trial-job.ts';

/** The job that sends one sample. */
export function runTrialJob(ports: DeliveryPorts): JobDefinition<typeof TRIAL_JOB.payload> {
  return defineJob({ ...TRIAL_JOB, priority: MAY_WAIT, handle: async (house, { tenant, service, cause }) => { await runTrial(house, ports, { tenant: tenantId(tenant), service, cause }); } });
}
