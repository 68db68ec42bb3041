import { Type } from 'typebox';

/** Name, payload and patience of the job that hands on one piece of evidence. It waits for the submission itself to arrive first. */
export const DELIVER_EVIDENCE_JOB = { name: 'delivery/deliver-evidence', payload: Type.Object({ tenant: Type.String(), application: Type.String(), evidence: Type.String() }), maxAttempts: 25 } as const;
