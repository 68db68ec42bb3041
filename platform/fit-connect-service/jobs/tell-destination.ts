import { defineJob } from '@allmende/jobs';
import { tellDestination } from '../actions/tell-destination.ts';
import { tellDestinationJob } from '../domain/jobs.ts';

export const tellDestinationWork = defineJob({ ...tellDestinationJob, handle: (house, { destination }) => tellDestination(house, destination) });
