import { defineJob, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import { measureInstances } from '../actions/measure-instances.ts';
import type { MonitoringPorts } from '../domain/ports.ts';

/** Measures once a minute what instances use and serve. Not tried again: the next minute comes by itself. */
export function measureJob(ports: MonitoringPorts): JobDefinition {
  return defineJob({ name: 'monitoring/measure', payload: Type.Object({}), cron: '* * * * *', maxAttempts: 1, handle: async (house) => { await measureInstances(house, ports); } }) as JobDefinition;
}
