import { Type } from 'typebox';

/** Reads the event log of a submission once; what it finds decides when the next look is. */
export const FOLLOW_JOB = { name: 'delivery/follow-submission', payload: Type.Object({ tenant: Type.String(), application: Type.String() }), maxAttempts: 3 } as const;

/** Every five minutes: takes up again what a look that broke off has left. */
export const FOLLOW_ALL_JOB = { name: 'delivery/follow-all', payload: Type.Object({}), cron: '*/5 * * * *' } as const;
