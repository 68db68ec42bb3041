import { Type } from 'typebox';

/** Name, payload and patience of the job that tells a target that an application was taken back. It waits for the submission itself to arrive first. */
export const DELIVER_WITHDRAWAL_JOB = { name: 'delivery/deliver-withdrawal', payload: Type.Object({ tenant: Type.String(), application: Type.String(), at: Type.String() }), maxAttempts: 25 } as const;
