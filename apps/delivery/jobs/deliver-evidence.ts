import { tenantId } from '@allmende/database';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import { deliverEvidence } from '../actions/deliver-evidence.ts';
import type { ApplicationPort } from '../domain/application-port.ts';
import { DELIVER_EVIDENCE_JOB } from '../domain/deliver-evidence-job.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';

/** The job that hands evidence to these targets. */
export function deliverEvidenceJob(ports: { readonly targets: readonly DeliveryTarget[]; readonly applications: ApplicationPort }): JobDefinition<typeof DELIVER_EVIDENCE_JOB.payload> {
  return defineJob({ ...DELIVER_EVIDENCE_JOB, handle: (house, { tenant, application, evidence }) => deliverEvidence(house, ports, { tenant: tenantId(tenant), application, evidence }) });
}
