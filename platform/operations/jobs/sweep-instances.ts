import { defineJob, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import { sweepInstances } from '../actions/sweep-instances.ts';
import type { Runtime } from '../domain/runtime.ts';

/** Looks every minute for instances that are due. */
export function sweepInstancesJob(runtimes: ReadonlyMap<string, Runtime>): JobDefinition {
  return defineJob({ name: 'operations/sweep-instances', payload: Type.Object({}), cron: '* * * * *', maxAttempts: 1, handle: async (house) => { await sweepInstances(house, runtimes); } }) as JobDefinition;
}
