import { systemActor } from '@allmende/access';
import { tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob } from '@allmende/jobs';
import { readEvidence } from '../actions/read-evidence.ts';
import { READ_EVIDENCE_JOB } from '../domain/evidence-jobs.ts';

/** Reads the words of a clean upload, on this machine. */
export const readEvidenceJob = defineJob({
  ...READ_EVIDENCE_JOB,
  handle: (house, { tenant, evidence }) => readEvidence(contextFor(house, systemActor('online-services'), tenantId(tenant)), { evidence }),
});
