import { Type } from 'typebox';

/** The job that holds a solution's bill of materials against new advisories; payloads hold ids only. */
export const RECHECK = { name: 'vetting/recheck-vulnerabilities', payload: Type.Object({ solution: Type.String({ format: 'uuid' }) }), maxAttempts: 12 };
