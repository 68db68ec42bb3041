import { Type } from 'typebox';

const payload = Type.Object({ tenant: Type.String(), evidence: Type.String() });

/** Names and payloads of the jobs on uploads; `jobs/` adds what they do. A scanner may be down for a weekend: the check goes on trying. */
export const CHECK_EVIDENCE_JOB = { name: 'online-services/check-evidence', payload, maxAttempts: 25 } as const;
/** Reading may wait for everything else, and a document that cannot be read is not tried for ever. */
export const READ_EVIDENCE_JOB = { name: 'online-services/read-evidence', payload, maxAttempts: 3, priority: 10 } as const;
