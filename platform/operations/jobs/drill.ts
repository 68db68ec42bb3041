import { defineJob, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import type { Workshop } from '../actions/reconcile.ts';
import { DRILL, runDrill, startDrills } from '../actions/run-drill.ts';

/** Starts the restore drills of the night, after the backups. */
export const startDrillsJob = defineJob({ name: 'operations/start-drills', payload: Type.Object({}), cron: '30 1 * * *', handle: async (house) => { await startDrills(house); } }) as JobDefinition;

/** Drills one instance. */
export function drillJob(workshop: Workshop): JobDefinition {
  return defineJob({ ...DRILL, handle: (house, payload) => runDrill(house, workshop, payload) }) as JobDefinition;
}
