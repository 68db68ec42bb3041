import { Type } from 'typebox';

/** Counts the periods of a service's closed cases. */
export const RECOUNT_RETENTION = { name: 'cases/recount-retention', payload: Type.Object({ tenant: Type.String({ format: 'uuid' }), service: Type.String() }) };
