import { Type } from 'typebox';

/** Tells an asked authority how its request stands; `jobs/pass-request-on.ts` adds what it does. */
export const PASS_REQUEST_ON = { name: 'cases/pass-request-on', payload: Type.Object({ tenant: Type.String(), participation: Type.String(), office: Type.String() }) } as const;
