import { defineJob, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import { BACK_UP, backUpInstance, backUpInstances } from '../actions/back-up-instances.ts';
import type { Workshop } from '../actions/reconcile.ts';

/** Asks for the backups of the night. */
export const backUpInstancesJob = defineJob({ name: 'operations/back-up-instances', payload: Type.Object({}), cron: '0 22 * * *', handle: async (house) => { await backUpInstances(house); } }) as JobDefinition;

/** Saves one instance. */
export function backUpJob(workshop: Workshop): JobDefinition {
  return defineJob({ ...BACK_UP, handle: (house, payload) => backUpInstance(house, workshop, payload) }) as JobDefinition;
}
