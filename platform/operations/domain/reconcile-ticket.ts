import { Type } from 'typebox';

/** The job that brings one instance nearer to what is wanted; its handler needs the apps and is made by `createOperations`. */
export const RECONCILE = {
  name: 'operations/reconcile',
  payload: Type.Object({ tenant: Type.String(), instance: Type.String() }),
  maxAttempts: 12,
} as const;
