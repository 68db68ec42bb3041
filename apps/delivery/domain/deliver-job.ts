import { Type } from 'typebox';
import { DELIVERY_ATTEMPTS } from './parcel.ts';

/** Name, payload and patience of the job that delivers one parcel; `jobs/deliver-parcel.ts` adds the targets. */
export const DELIVER_JOB = { name: 'delivery/deliver-parcel', payload: Type.Object({ tenant: Type.String(), parcel: Type.String() }), maxAttempts: DELIVERY_ATTEMPTS } as const;
