import { Type } from 'typebox';

/** The job that gets certificates which are missing or due. */
export const renewCertificatesTicket = { name: 'gateway/renew-certificates', payload: Type.Object({}), maxAttempts: 3 } as const;
