import { defineJob, type JobDefinition } from '@allmende/jobs';
import { reconcile } from '../actions/reconcile.ts';
import { RECONCILE } from '../domain/reconcile-ticket.ts';
import type { Runtime } from '../domain/runtime.ts';

/** Brings one instance nearer to what is wanted. */
export function reconcileJob(runtimes: ReadonlyMap<string, Runtime>): JobDefinition {
  return defineJob({ ...RECONCILE, handle: async (house, payload) => { await reconcile(house, runtimes, payload); } }) as JobDefinition;
}
