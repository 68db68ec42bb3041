import { Type } from 'typebox';

/** Names, payloads and patience of the jobs that receive; `jobs/` adds what they do. What a job gives up, the next look at the delivery service brings again. */
export const TAKE_ARRIVAL_JOB = { name: 'delivery/take-arrival', payload: Type.Object({ tenant: Type.String(), arrival: Type.String() }), maxAttempts: 12 } as const;

export const LOOK_JOB = { name: 'delivery/look-for-arrivals', payload: Type.Object({ tenant: Type.String(), reception: Type.String() }), maxAttempts: 3 } as const;

/** Once a minute: whoever has no callback, or missed one, waits no longer than that. */
export const LOOK_EVERYWHERE_JOB = { name: 'delivery/look-everywhere', payload: Type.Object({}), cron: '* * * * *' } as const;

export const ANSWER_ARRIVAL_JOB = { name: 'delivery/answer-arrival', payload: Type.Object({ tenant: Type.String(), arrival: Type.String() }), maxAttempts: 25 } as const;
