import { tenantId } from '@allmende/database';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import { deliverEvidence } from '../actions/deliver-evidence.ts';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { DELIVER_EVIDENCE_JOB } from '../domain/deliver-evidence-job.ts';

/** The job that hands evidence to these targets. */
export function deliverEvidenceJob(ports: DeliveryPorts): JobDefinition<typeof DELIVER_EVIDENCE_JOB.payload> {
  return defineJob({ ...DELIVER_EVIDENCE_JOB, handle: (house, { tenant, application, evidence }) => deliverEvidence(house, ports, { tenant: tenantId(tenant), application, evidence }) });
}
