import { defineJob, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import type { Workshop } from '../actions/reconcile.ts';
import { sweepInstances } from '../actions/sweep-instances.ts';

/** Looks every minute for instances that are due, in a worker that does not sweep by itself. */
export function sweepInstancesJob(workshop: Workshop): JobDefinition {
  return defineJob({ name: 'operations/sweep-instances', payload: Type.Object({}), cron: '* * * * *', maxAttempts: 1, handle: async (house) => { if (!workshop.isKeptInSight) await sweepInstances(house, workshop); } }) as JobDefinition;
}
