import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { forgetOldSignIns } from '../actions/forget-old-sign-ins.ts';

/** Every night. */
export const forgetOldSignInsJob = defineJob({ name: 'identity/forget-old-sign-ins', payload: Type.Object({}), cron: '17 2 * * *', handle: (house) => forgetOldSignIns(house) });
