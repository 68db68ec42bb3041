import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { eraseArchives } from '../actions/erase-archives.ts';

/** Erases archives whose last day is over, once a day. */
export const eraseArchivesJob = defineJob({ name: 'operations/erase-archives', payload: Type.Object({}), cron: '17 2 * * *', handle: async (house) => { await eraseArchives(house); } });
