import { Type } from 'typebox';

/** Name, payload and patience of the job that sends one sample; `jobs/run-trial.ts` adds the targets. A trial tells of its failure itself, so it is not tried again. */
export const TRIAL_JOB = { name: 'delivery/run-trial', payload: Type.Object({ tenant: Type.String(), service: Type.String(), cause: Type.Union([Type.Literal('nightly'), Type.Literal('switching-on')]) }), maxAttempts: 2 } as const;
