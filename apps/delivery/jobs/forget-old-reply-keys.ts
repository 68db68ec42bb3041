import { defineJob, MAY_WAIT } from '@allmende/jobs';
import { forgetOldReplyKeys } from '../actions/replies/reply-key.ts';
import { FORGET_REPLY_KEYS_JOB } from '../domain/reply-jobs.ts';

/** The job that removes reply keys which were replaced long ago, every night. */
export const forgetOldReplyKeysJob = defineJob({ ...FORGET_REPLY_KEYS_JOB, priority: MAY_WAIT, handle: async (house) => { await forgetOldReplyKeys(house); } });
