import { Type } from 'typebox';

/** Names, payloads and patience of the jobs that fetch answers to what was sent by FIT-Connect. */
export const HEAR_REPLIES_JOB = { name: 'delivery/hear-replies', payload: Type.Object({ tenant: Type.String(), destination: Type.String() }), maxAttempts: 3 } as const;

/** Once a night: keys that were replaced long ago. */
export const FORGET_REPLY_KEYS_JOB = { name: 'delivery/forget-old-reply-keys', payload: Type.Object({}), cron: '40 2 * * *' } as const;

/** Once a minute, for whoever missed the callback. */
export const HEAR_EVERYWHERE_JOB = { name: 'delivery/hear-replies-everywhere', payload: Type.Object({}), cron: '* * * * *' } as const;
