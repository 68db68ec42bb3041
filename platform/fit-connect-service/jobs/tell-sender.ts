import { defineJob } from '@allmende/jobs';
import { tellSender } from '../actions/tell-sender.ts';
import { tellSenderJob } from '../domain/jobs.ts';

export const tellSenderWork = defineJob({ ...tellSenderJob, handle: (house, { submission }) => tellSender(house, submission) });
