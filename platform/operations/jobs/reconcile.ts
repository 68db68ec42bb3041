import { defineJob, type JobDefinition } from '@allmende/jobs';
import { reconcile, type Workshop } from '../actions/reconcile.ts';
import { RECONCILE } from '../domain/reconcile-ticket.ts';

/** Brings one instance nearer to what is wanted. */
export function reconcileJob(workshop: Workshop): JobDefinition {
  return defineJob({ ...RECONCILE, handle: async (house, payload) => { await reconcile(house, workshop, payload); } }) as JobDefinition;
}
