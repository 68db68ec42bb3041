import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { rollUpFigures } from '../actions/roll-up-figures.ts';

/** Sums figures up, every hour. */
export const rollUpJob = defineJob({ name: 'monitoring/roll-up', payload: Type.Object({}), cron: '7 * * * *', maxAttempts: 3, handle: rollUpFigures });
