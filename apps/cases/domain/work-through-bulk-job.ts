import { Type } from 'typebox';

/** Name and payload of the job that works through the cases of a run; `jobs/work-through-bulk.ts` adds what it does. */
export const WORK_THROUGH_BULK = { name: 'cases/work-through-bulk', payload: Type.Object({ tenant: Type.String(), run: Type.String() }) } as const;
