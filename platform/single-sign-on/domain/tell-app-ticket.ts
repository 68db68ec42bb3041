import { Type } from 'typebox';

/** Asks for an app to be told that a sign-in is over. */
export const tellAppTicket = { name: 'single-sign-on/tell-app', payload: Type.Object({ tenant: Type.String({ format: 'uuid' }), sid: Type.String({ maxLength: 100 }) }), maxAttempts: 8 } as const;
