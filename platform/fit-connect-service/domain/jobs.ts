import { Type } from 'typebox';

/** Tells a destination which submissions wait; declared here, so that actions can ask for it. */
export const tellDestinationJob = { name: 'fit-connect-service/tell-destination', payload: Type.Object({ destination: Type.String({ format: 'uuid' }) }), maxAttempts: 12 } as const;

/** Tells a sender that there is news about its submission. */
export const tellSenderJob = { name: 'fit-connect-service/tell-sender', payload: Type.Object({ submission: Type.String({ format: 'uuid' }) }), maxAttempts: 12 } as const;
