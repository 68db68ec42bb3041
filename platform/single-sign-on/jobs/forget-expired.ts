import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { forgetExpired } from '../actions/forget-expired.ts';

export const forgetExpiredJob = defineJob({ name: 'single-sign-on/forget-expired', payload: Type.Object({}), cron: '17 * * * *', handle: (house) => forgetExpired(house) });
