import { Type } from 'typebox';

/** The job that writes the record of award; ids only. */
export const RENDER_RECORD = { name: 'dynamic-purchasing/render-record', payload: Type.Object({ tenant: Type.String(), competition: Type.String() }), maxAttempts: 12 };
