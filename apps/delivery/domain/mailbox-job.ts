import { Type } from 'typebox';

/** Tries with growing pauses, about 16 hours: what comes later than that is no news any more. */
const MAILBOX_ATTEMPTS = 12;

/** Name, payload and patience of the job that brings one item into a mailbox; `jobs/tell-mailbox.ts` adds the ports. */
export const TELL_MAILBOX_JOB = { name: 'delivery/tell-mailbox', payload: Type.Object({ tenant: Type.String(), item: Type.String() }), maxAttempts: MAILBOX_ATTEMPTS } as const;
