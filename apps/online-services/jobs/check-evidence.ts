import { systemActor } from '@allmende/access';
import { tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob } from '@allmende/jobs';
import { checkEvidence } from '../actions/check-evidence.ts';
import { CHECK_EVIDENCE_JOB } from '../domain/evidence-jobs.ts';

/** Scans and cleans an upload in quarantine. */
export const checkEvidenceJob = defineJob({
  ...CHECK_EVIDENCE_JOB,
  handle: (house, { tenant, evidence }) => checkEvidence(contextFor(house, systemActor('online-services'), tenantId(tenant)), { evidence }),
});
