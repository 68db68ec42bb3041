import { Type } from 'typebox';

/** Name and payload of the job that makes the PDF of a notice; `jobs/render-notice.ts` adds what it does. */
export const RENDER_NOTICE = { name: 'cases/render-notice', priority: 10, payload: Type.Object({ tenant: Type.String(), notice: Type.String() }) } as const;
