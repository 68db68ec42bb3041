import { Type } from 'typebox';

/** Names the work of closing a month of a contract. */
export const CLOSE_MONTH = {
  name: 'monitoring/close-month', maxAttempts: 12, priority: 10, payload: Type.Object({ tenant: Type.String({ format: 'uuid' }), contract: Type.String({ format: 'uuid' }), month: Type.String({ pattern: '^\\d{4}-\\d{2}$' }) }),
};
