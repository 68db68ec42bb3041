import { defineJob, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import { driveRollouts, type MayBegin } from '../actions/rollouts.ts';

/** Brings rollouts on, every minute. */
export function driveRolloutsJob(mayBegin: MayBegin | undefined): JobDefinition {
  return defineJob({ name: 'operations/drive-rollouts', payload: Type.Object({}), cron: '* * * * *', maxAttempts: 1, handle: (house) => driveRollouts(house, mayBegin) }) as JobDefinition;
}
