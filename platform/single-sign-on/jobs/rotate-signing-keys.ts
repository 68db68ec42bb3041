import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { rotateSigningKeys } from '../actions/signing-keys.ts';

export const rotateSigningKeysJob = defineJob({ name: 'single-sign-on/rotate-signing-keys', payload: Type.Object({}), cron: '23 3 * * *', handle: (house) => rotateSigningKeys(house) });
