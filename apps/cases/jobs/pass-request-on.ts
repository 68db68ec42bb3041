import { tenantId } from '@allmende/database';
import { defineJob } from '@allmende/jobs';
import { passRequestOn } from '../actions/pass-request-on.ts';
import { PASS_REQUEST_ON } from '../domain/pass-on-job.ts';

/** Tells an asked authority how its request stands. */
export const passRequestOnJob = defineJob({ ...PASS_REQUEST_ON, handle: (house, { tenant, participation, office }) => passRequestOn(house, { tenant: tenantId(tenant), participation, office: tenantId(office) }) });
