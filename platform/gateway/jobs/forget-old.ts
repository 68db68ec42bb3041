import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { forgetOld } from '../actions/forget-old.ts';

export const forgetOldJob = defineJob({ name: 'gateway/forget-old', payload: Type.Object({}), cron: '41 2 * * *', handle: (house) => forgetOld(house) });
